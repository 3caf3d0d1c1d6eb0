// By row-major position: take, put_, and the positions of what is not zero.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct Accumulate {
  bool on;
};

void take_gradient(Backward& b) {
  const Tensor full = zeros(b.saved(1).sizes(), b.grad().options());
  b.give(0, full.put(b.saved(0), b.grad(), true));
}
void put_gradient(Backward& b) {
  const bool adds = b.attributes<Accumulate>().on;
  const Tensor index = b.saved(0);
  if (b.wants(0)) b.give(0, adds ? b.grad() : b.grad().put(index, zeros(index.sizes(), b.grad().options())));
  if (b.wants(1)) b.give(1, b.grad().take(index).reshape(b.input_sizes(1)));
}
constexpr GradientRule kTake = {"TakeBackward0", take_gradient}, kPut = {"PutBackward0", put_gradient};

/// Where the elements of `t` that `index` names by number lie.
Indexed numbered(const Tensor& t, const Tensor& index, const char* name) {
  if (index.dtype() != kLong)
    raise(ErrorKind::dtype, std::string(name) + "(): Expected a long tensor for index, but got " +
                                std::string(scalar_name(index.dtype())));
  if (t.numel() == 0 && index.numel() > 0)
    raise(ErrorKind::index, std::string(name) + "(): tried to take from an empty tensor");
  const Tensor numbers = zeros(index.sizes(), index.options().dtype(kLong));
  if (const auto bad = add_offsets(numbers, index, t.numel(), 1, 1))
    raise(ErrorKind::index, "out of range: tried to access index " + std::to_string(*bad) + " on a tensor of " +
                                std::to_string(t.numel()) + " elements.");
  const Tensor offsets = offsets_of_positions(numbers, t.layout(), t.element_size());
  return {Layout(index.sizes(), std::vector<std::int64_t>(index.sizes().size(), 0), 0), offsets, offsets.layout()};
}

Tensor put_at(const Tensor& t, const Tensor& index, const Tensor& source, bool accumulate, Where where) {
  if (index.numel() != source.numel())
    raise(ErrorKind::value, "put_(): Expected source and index to have the same number of elements, but got " +
                                std::to_string(source.numel()) + " and " + std::to_string(index.numel()));
  if (source.dtype() != t.dtype())
    raise(ErrorKind::dtype, "put_(): self and source expected to have the same dtype, but got " +
                                std::string(scalar_name(t.dtype())) + " and " +
                                std::string(scalar_name(source.dtype())));
  expect_apart(t, where, {&index, &source});
  return modify(
      t, where, "put_", {&source},
      [&](const Tensor& out) {
        const Tensor* result = &out;
        return make_node(kPut, {&result, 1}, {&t, &source}, {save(index)}, Accumulate{accumulate});
      },
      [&](const Tensor& out) {
        const Tensor values = raw_view(raw_clone(source), Layout(index.sizes()));
        run_indexed(accumulate ? IndexedId::add : IndexedId::write, values, out, numbered(out, index, "put_"));
      });
}

}  // namespace

Tensor Tensor::take(const Tensor& index) const {
  const Indexed where = numbered(*this, index, "take");
  Tensor out = raw_empty(index.sizes(), *this);
  run_indexed(IndexedId::read, out, *this, where);
  // PyTorch keeps self, though nothing but its sizes is read.
  record(kTake, out, {this}, {save(index), save(*this)});
  return out;
}
Tensor Tensor::put(const Tensor& index, const Tensor& source, bool accumulate) const {
  return put_at(*this, index, source, accumulate, Where::new_tensor);
}
Tensor& Tensor::put_(const Tensor& index, const Tensor& source, bool accumulate) const {
  return put_at(*this, index, source, accumulate, Where::in_place), handle();
}

Tensor Tensor::nonzero() const {
  const Tensor at = host_clone(nonzero_positions(*this));
  const std::int64_t count = at.numel(), rank = dim();
  // A column lies together, since what follows mostly reads one dimension's coordinates.
  Tensor out = make_result(Layout({count, rank}), kLong, Device());
  out->layout = Layout({count, rank}, {1, std::max<std::int64_t>(count, 1)}, 0);
  const auto* from = at.data_ptr<std::int64_t>();
  auto* to = out.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t left = from[i];
    for (int d = int(rank) - 1; d >= 0; --d) {
      to[d * count + i] = left % layout().size(d);
      left /= layout().size(d);
    }
  }
  if (is_cpu()) return out;
  const Tensor there = make_result(out.layout(), kLong, device());
  raw_copy(there, out);
  return there;
}

TensorList Tensor::nonzero_numpy() const { return dim() == 0 ? unsqueeze(0).nonzero().unbind(1) : nonzero().unbind(1); }

}  // namespace gradproof
