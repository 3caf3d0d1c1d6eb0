// The same elements in other places: flip, roll, rot90.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof {
namespace {

struct Dims {
  std::vector<std::int64_t> dims;
};
struct Shifts {
  std::vector<std::int64_t> shifts, dims;
};
struct Turns {
  std::int64_t k, from, to;
};

void flip_gradient(Backward& b) { b.give(0, b.grad().flip(b.attributes<Dims>().dims)); }
void roll_gradient(Backward& b) {
  const auto& [shifts, dims] = b.attributes<Shifts>();
  std::vector<std::int64_t> back;
  for (std::int64_t s : shifts) back.push_back(-s);
  b.give(0, b.grad().roll(back, dims));
}
void rot90_gradient(Backward& b) {
  const auto [k, from, to] = b.attributes<Turns>();
  b.give(0, b.grad().rot90(-k, {from, to}));
}
constexpr GradientRule kFlip = {"FlipBackward0", flip_gradient, false, destroy_attributes<Dims>},
                       kRoll = {"RollBackward0", roll_gradient, false, destroy_attributes<Shifts>},
                       kRot90 = {"Rot90Backward0", rot90_gradient};

template <class A>
void record_with(const GradientRule& rule, const Tensor& out, const Tensor& input, A attributes) {
  if (!is_recorded({&input}) || !is_floating(out.dtype())) return;
  const Tensor* result = &out;
  set_gradient_edge(out, make_list_node(rule, {&result, 1}, {&input, 1}, 0, std::move(attributes)), 0);
}

/// `l` walked backwards along the marked dimensions.
Layout reversed(const Layout& l, const std::vector<bool>& marked) {
  auto strides = l.strides().vec();
  std::int64_t offset = l.offset();
  for (std::size_t d = 0; d < marked.size(); ++d) {
    if (!marked[d] || l.numel() == 0) continue;
    offset += (l.size(int(d)) - 1) * strides[d];
    strides[d] = -strides[d];
  }
  return {l.sizes(), strides, offset};
}

/// Moves the elements of `from` by `shift` along `dim`; what falls off comes in at the other end.
Tensor rolled(const Tensor& from, int dim, std::int64_t shift) {
  const Tensor out = raw_empty(from.sizes(), from);
  const std::int64_t size = from.layout().size(dim);
  if (out.numel() == 0) return out;
  const std::int64_t start = ((shift % size) + size) % size;
  auto part = [dim](const Tensor& t, std::int64_t at, std::int64_t length) {
    auto sizes = t.sizes().vec();
    sizes[std::size_t(dim)] = length;
    return raw_view(t, Layout(sizes, t.strides(), t.storage_offset() + at * t.layout().stride(dim)));
  };
  raw_copy(part(out, start, size - start), part(from, 0, size - start));
  raw_copy(part(out, 0, start), part(from, size - start, start));
  return out;
}

}  // namespace

Tensor Tensor::flip(IntArrayRef dims) const {
  std::vector<bool> marked(sizes().size(), false);
  for (std::int64_t d : dims) {
    const auto at = std::size_t(wrap_dim(d, int(dim()), "flip"));
    if (dim() == 0) continue;
    if (marked[at])
      raise(ErrorKind::value, "flip: dim " + std::to_string(at) + " appears multiple times in the list of dims");
    marked[at] = true;
  }
  Tensor out = raw_empty_like(*this);
  raw_copy(out, raw_view(*this, reversed(layout(), marked)));
  record_with(kFlip, out, *this, Dims{dims.vec()});
  return out;
}

Tensor Tensor::fliplr() const {
  if (dim() < 2) raise(ErrorKind::value, "Input must be >= 2-d.");
  return flip({1});
}
Tensor Tensor::flipud() const {
  if (dim() < 1) raise(ErrorKind::value, "Input must be >= 1-d.");
  return flip({0});
}

Tensor Tensor::roll(IntArrayRef shifts, IntArrayRef dims) const {
  if (shifts.empty()) raise(ErrorKind::value, "`shifts` required");
  const bool flat = dims.empty() && shifts.size() == 1;
  if (!flat && dims.size() != shifts.size())
    raise(ErrorKind::value, "shifts and dimensions must align. shifts: " + std::to_string(shifts.size()) +
                                ", dims:" + std::to_string(dims.size()));
  Tensor out = raw_clone(*this);
  if (flat && dim() > 0) {
    out = rolled(raw_view(out, Layout({numel()}, {1}, 0)), 0, shifts[0]);
    out->layout = Layout(sizes());
  }
  for (std::size_t i = 0; i < dims.size(); ++i) {
    const int at = wrap_dim(dims[i], int(dim()), "roll");
    if (dim() > 0) out = rolled(out, at, shifts[i]);
  }
  record_with(kRoll, out, *this, Shifts{shifts.vec(), dims.vec()});
  return out;
}

Tensor Tensor::rot90(std::int64_t k, IntArrayRef dims) const {
  if (dims.size() != 2)
    raise(ErrorKind::value, "expected total rotation dims == 2, but got dims = " + std::to_string(dims.size()));
  if (dim() < 2) raise(ErrorKind::value, "expected total dims >= 2, but got total dims = " + std::to_string(dim()));
  const int a = wrap_dim(dims[0], int(dim()), "rot90"), b = wrap_dim(dims[1], int(dim()), "rot90");
  if (a == b) raise(ErrorKind::value, "expected rotation dims to be different, but got dim0 = dim1");
  Tensor out;
  {
    NoGradGuard no_grad;
    const std::int64_t turns = (k % 4 + 4) % 4;
    out = turns == 1   ? flip({b}).transpose(a, b)
          : turns == 2 ? flip({a, b})
          : turns == 3 ? flip({a}).transpose(a, b)
                       : raw_clone(*this);
    out = raw_view(out, out.layout());
  }
  record(kRot90, out, {this}, {}, Turns{k, a, b});
  return out;
}

}  // namespace gradproof
