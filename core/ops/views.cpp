// Views: new layouts over the same bytes. Every derivative is the inverse view, or a write into zeros.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/views.hpp>
#include <gradproof/core/tensor/alias.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct DimPair {
  int a, b;
};
struct SliceOf {
  int dim;
  std::int64_t start, step, length;
};
struct Permutation {
  int to[12];
};

void reshape_gradient(Backward& b) { b.give(0, b.grad().reshape(b.input_sizes(0))); }
void expand_gradient(Backward& b) { b.give(0, b.grad()); }  // the engine sums it down to the input's sizes
void transpose_gradient(Backward& b) {
  const auto [x, y] = b.attributes<DimPair>();
  b.give(0, b.grad().transpose(x, y));
}
void permute_gradient(Backward& b) {
  std::vector<std::int64_t> back(std::size_t(b.grad().dim()));
  for (std::size_t d = 0; d < back.size(); ++d) back[std::size_t(b.attributes<Permutation>().to[d])] = std::int64_t(d);
  b.give(0, b.grad().permute(back));
}
void select_gradient(Backward& b) {
  const auto [dim, start, step, length] = b.attributes<SliceOf>();
  const Tensor full = zeros(b.input_sizes(0), b.grad().options());
  full.select(dim, start).copy_(b.grad());
  b.give(0, full);
}
void slice_gradient(Backward& b) {
  const auto [dim, start, step, length] = b.attributes<SliceOf>();
  const Tensor full = zeros(b.input_sizes(0), b.grad().options());
  full.slice(dim, start, start + length * step, step).copy_(b.grad());
  b.give(0, full);
}

constexpr GradientRule kAlias = {"AliasBackward0", expand_gradient}, kView = {"ViewBackward0", reshape_gradient},
                       kUnsafeView = {"UnsafeViewBackward0", reshape_gradient},
                       kExpand = {"ExpandBackward0", expand_gradient}, kT = {"TBackward0", transpose_gradient},
                       kTranspose = {"TransposeBackward0", transpose_gradient},
                       kPermute = {"PermuteBackward0", permute_gradient},
                       kSqueeze = {"SqueezeBackward0", reshape_gradient},
                       kSqueezeDim = {"SqueezeBackward1", reshape_gradient},
                       kUnsqueeze = {"UnsqueezeBackward0", reshape_gradient},
                       kSelect = {"SelectBackward0", select_gradient}, kSlice = {"SliceBackward0", slice_gradient};

Layout swapped(const Layout& l, int a, int b) {
  auto sizes = l.sizes().vec(), strides = l.strides().vec();
  if (!sizes.empty()) {
    std::swap(sizes[std::size_t(a)], sizes[std::size_t(b)]);
    std::swap(strides[std::size_t(a)], strides[std::size_t(b)]);
  }
  return {sizes, strides, l.offset()};
}

Layout without_dims(const Layout& l, int only) {
  std::vector<std::int64_t> sizes, strides;
  for (int d = 0; d < l.dim(); ++d) {
    if (l.size(d) == 1 && (only < 0 || d == only)) continue;
    sizes.push_back(l.size(d));
    strides.push_back(l.stride(d));
  }
  return {sizes, strides, l.offset()};
}

std::int64_t clamp_index(std::int64_t i, std::int64_t size) {
  if (i < 0) i += size;
  return i < 0 ? 0 : i > size ? size : i;
}

}  // namespace

Tensor alias_as_view(const Tensor& base, const Layout& layout) {
  return alias(base, ThreadMode::has(ThreadMode::below_counters) ? Alias::data : Alias::view, layout);
}

Tensor whole_view(const Tensor& t) { return make_view(t, t.layout(), kAlias); }
Tensor Tensor::alias() const { return whole_view(*this); }

Tensor Tensor::view(IntArrayRef asked) const {
  const auto target = infer_sizes(asked, numel());
  std::vector<std::int64_t> strides;
  if (!view_strides(layout(), target, strides))
    raise(ErrorKind::shape,
          "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
          "contiguous subspaces): " +
              to_string(sizes()) + " with strides " + to_string(this->strides()) + " as " + to_string(target) +
              ". Use .reshape(...) instead.");
  return make_view(*this, Layout(target, strides, storage_offset()), kView);
}

Tensor Tensor::reshape(IntArrayRef asked) const {
  const auto target = infer_sizes(asked, numel());
  std::vector<std::int64_t> strides;
  if (view_strides(layout(), target, strides)) return view(target);
  const Tensor dense = clone(MemoryFormat::Contiguous);
  Tensor out(TensorImpl::create(dense->storage, Layout(target), dtype()));
  record(kUnsafeView, out, {&dense}, {});
  return out;
}

Tensor Tensor::flatten(std::int64_t start_dim, std::int64_t end_dim) const {
  const int rank = int(dim()), first = wrap_dim(start_dim, rank, "flatten"), last = wrap_dim(end_dim, rank, "flatten");
  if (first > last) raise(ErrorKind::value, "flatten() has invalid args: start_dim cannot come after end_dim");
  if (rank == 0) return reshape({1});
  if (first == last) return *this;
  std::vector<std::int64_t> sizes;
  std::int64_t joined = 1;
  for (int d = 0; d < rank; ++d) {
    if (d < first || d > last)
      sizes.push_back(layout().size(d));
    else
      joined *= layout().size(d);
    if (d == last) sizes.push_back(joined);
  }
  return reshape(sizes);
}

Tensor Tensor::t() const {
  if (dim() > 2)
    raise(ErrorKind::shape,
          "t() expects a tensor with <= 2 dimensions, but self is " + std::to_string(dim()) + "D; use transpose()");
  const int last = dim() == 2 ? 1 : 0;
  return make_view(*this, swapped(layout(), 0, last), kT, DimPair{0, last});
}

Tensor Tensor::transpose(std::int64_t dim0, std::int64_t dim1) const {
  const int a = wrap_dim(dim0, int(dim()), "transpose"), b = wrap_dim(dim1, int(dim()), "transpose");
  return make_view(*this, swapped(layout(), a, b), kTranspose, DimPair{a, b});
}

Tensor Tensor::permute(IntArrayRef dims) const {
  const std::size_t rank = sizes().size();
  if (dims.size() != rank || rank > std::size(Permutation().to))
    raise(ErrorKind::shape,
          "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
          "ordering of dimensions i.e. input.dim() = " +
              std::to_string(rank) + " is not equal to len(dims) = " + std::to_string(dims.size()));
  Permutation p{};
  std::vector<std::int64_t> sizes(rank), strides(rank);
  std::uint64_t seen = 0;
  for (std::size_t d = 0; d < rank; ++d) {
    p.to[d] = wrap_dim(dims[d], int(rank), "permute");
    if (seen >> p.to[d] & 1) raise(ErrorKind::value, "permute(): duplicate dims are not allowed: " + to_string(dims));
    seen |= std::uint64_t(1) << p.to[d];
    sizes[d] = layout().size(p.to[d]);
    strides[d] = layout().stride(p.to[d]);
  }
  return make_view(*this, Layout(sizes, strides, storage_offset()), kPermute, p);
}

Tensor Tensor::expand(IntArrayRef asked) const {
  std::vector<std::int64_t> target = asked.vec();
  const std::size_t lead = target.size() - std::min(target.size(), sizes().size());
  for (std::size_t d = 0; d < target.size(); ++d) {
    if (target[d] != -1) continue;
    if (d < lead)
      raise(ErrorKind::shape,
            "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension " +
                std::to_string(d));
    target[d] = sizes()[d - lead];
  }
  return make_view(*this, gradproof::expand(layout(), target), kExpand);
}

Tensor Tensor::squeeze() const { return make_view(*this, without_dims(layout(), -1), kSqueeze); }
Tensor Tensor::squeeze(std::int64_t d) const {
  return make_view(*this, without_dims(layout(), wrap_dim(d, int(dim()), "squeeze")), kSqueezeDim);
}

Tensor Tensor::unsqueeze(std::int64_t d) const {
  const int at = wrap_dim(d, int(dim()) + 1, "unsqueeze");
  auto sizes = this->sizes().vec(), strides = this->strides().vec();
  const std::int64_t stride = at < dim() ? sizes[std::size_t(at)] * strides[std::size_t(at)] : 1;
  sizes.insert(sizes.begin() + at, 1);
  strides.insert(strides.begin() + at, stride);
  return make_view(*this, Layout(sizes, strides, storage_offset()), kUnsqueeze);
}

std::int64_t wrap_index(std::int64_t index, std::int64_t size, std::int64_t dim) {
  if (index < -size || index >= size)
    raise(ErrorKind::index, "index " + std::to_string(index) + " is out of bounds for dimension " +
                                std::to_string(dim) + " with size " + std::to_string(size));
  return index < 0 ? index + size : index;
}

Tensor Tensor::select(std::int64_t d, std::int64_t index) const {
  if (dim() == 0) raise(ErrorKind::index, "select() cannot be applied to a 0-dim tensor; use item() to read its value");
  const int at = wrap_dim(d, int(dim()), "select");
  const std::int64_t i = wrap_index(index, layout().size(at), at);
  auto sizes = this->sizes().vec(), strides = this->strides().vec();
  sizes.erase(sizes.begin() + at);
  strides.erase(strides.begin() + at);
  return make_view(*this, Layout(sizes, strides, storage_offset() + i * layout().stride(at)), kSelect,
                   SliceOf{at, i, 1, 1});
}

Tensor Tensor::slice(std::int64_t d, std::optional<std::int64_t> start, std::optional<std::int64_t> end,
                     std::int64_t step) const {
  if (dim() == 0) raise(ErrorKind::index, "slice() cannot be applied to a 0-dim tensor.");
  if (step <= 0) raise(ErrorKind::value, "step must be greater than zero, found " + std::to_string(step));
  const int at = wrap_dim(d, int(dim()), "slice");
  const std::int64_t size = layout().size(at), from = clamp_index(start.value_or(0), size);
  const std::int64_t to = std::max(from, clamp_index(end.value_or(size), size)), length = (to - from + step - 1) / step;
  auto sizes = this->sizes().vec(), strides = this->strides().vec();
  sizes[std::size_t(at)] = length;
  strides[std::size_t(at)] *= step;
  return make_view(*this, Layout(sizes, strides, storage_offset() + from * layout().stride(at)), kSlice,
                   SliceOf{at, from, step, length});
}

Tensor Tensor::narrow(std::int64_t d, std::int64_t start, std::int64_t length) const {
  if (dim() == 0) raise(ErrorKind::index, "narrow() cannot be applied to a 0-dim tensor.");
  const int at = wrap_dim(d, int(dim()), "narrow");
  const std::int64_t size = layout().size(at), from = start < 0 ? start + size : start;
  if (length < 0) raise(ErrorKind::value, "narrow(): length must be non-negative, found " + std::to_string(length));
  if (start < -size || start > size)
    raise(ErrorKind::index, "start out of range (expected to be in range of [" + std::to_string(-size) + ", " +
                                std::to_string(size) + "], but got " + std::to_string(start) + ")");
  if (from + length > size)
    raise(ErrorKind::index, "start (" + std::to_string(start) + ") + length (" + std::to_string(length) +
                                ") exceeds dimension size (" + std::to_string(size) + ").");
  return slice(at, from, from + length);
}

}  // namespace gradproof
