// Along one dimension, with a position for every element: gather, and the writes that are its opposite.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/element_index.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct AlongDim {
  int dim;
};

void gather_gradient(Backward& b) {
  const Tensor full = zeros(b.saved(1).sizes(), b.grad().options());
  b.give(0, full.scatter_add(b.attributes<AlongDim>().dim, b.saved(0), b.grad()));
}
void scatter_gradient(Backward& b) {
  const auto [dim] = b.attributes<AlongDim>();
  if (b.wants(0)) b.give(0, b.grad().scatter(dim, b.saved(0), Scalar(0)));
  if (b.node().edges().size() > 1 && b.wants(1)) b.give(1, b.grad().gather(dim, b.saved(0)));
}
void scatter_add_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad());
  if (b.wants(1)) b.give(1, b.grad().gather(b.attributes<AlongDim>().dim, b.saved(0)));
}
void refuse_gradient(Backward&) {
  raise(ErrorKind::not_differentiable,
        "derivative for aten::scatter with reduce is not implemented; use scatter_reduce(), which has one");
}
constexpr GradientRule kGather = {"GatherBackward0", gather_gradient},
                       kScatter = {"ScatterBackward0", scatter_gradient},
                       kScatterValue = {"ScatterBackward1", scatter_gradient},
                       kScatterAdd = {"ScatterAddBackward0", scatter_add_gradient},
                       kNotImplemented = {"torch::autograd::NotImplemented", refuse_gradient};

IndexedId combination(const std::string& reduce) {
  if (reduce == "add") return IndexedId::add;
  if (reduce == "multiply") return IndexedId::multiply;
  raise(ErrorKind::value, "reduce argument must be either add or multiply, found '" + reduce + "'");
}

Tensor scatter_tensor(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& src, IndexedId id,
                      const GradientRule& rule, Where where) {
  const int at = wrap_dim(dim, int(t.dim()), "scatter");
  expect_scatter_fits(t, at, index, src, "scatter");
  expect_apart(t, where, {&index, &src});
  return modify(
      t, where, "scatter_", {&src},
      [&](const Tensor& out) {
        const Tensor* result = &out;
        return make_node(rule, {&result, 1}, {&t, &src}, {save(index, id == IndexedId::write || src.requires_grad())},
                         AlongDim{at});
      },
      [&](const Tensor& out) {
        if (index.numel()) run_indexed(id, as_large_as(index, src), out, element_index(out, at, index, "scatter"));
      });
}

Tensor scatter_value(const Tensor& t, std::int64_t dim, const Tensor& index, const Scalar& value, IndexedId id,
                     const GradientRule& rule, Where where) {
  const int at = wrap_dim(dim, int(t.dim()), "scatter");
  expect_index_fits(t, at, index, "scatter");
  expect_apart(t, where, {&index});
  return modify(
      t, where, "scatter_", {},
      [&](const Tensor& out) {
        const Tensor* result = &out;
        return make_node(rule, {&result, 1}, {&t}, {save(index)}, AlongDim{at});
      },
      [&](const Tensor& out) {
        const Tensor one = scalar_tensor(value, t.options());
        if (index.numel()) run_indexed(id, one, out, element_index(out, at, index, "scatter"));
      });
}

}  // namespace

Tensor Tensor::gather(std::int64_t dim, const Tensor& index, bool) const {
  const int at = wrap_dim(dim, int(this->dim()), "gather");
  expect_index_fits(*this, at, index, "gather");
  Tensor out = raw_empty(index.sizes(), *this);
  if (index.numel()) run_indexed(IndexedId::read, out, *this, element_index(*this, at, index, "gather"));
  // PyTorch keeps self, though nothing but its sizes is read.
  record(kGather, out, {this}, {save(index), save(*this)}, AlongDim{at});
  return out;
}

Tensor Tensor::take_along_dim(const Tensor& indices, std::optional<std::int64_t> dim) const {
  if (indices.dtype() != kLong && indices.dtype() != kInt)
    raise(ErrorKind::dtype,
          "take_along_dim(): dtype of indices should be Long but got " + std::string(scalar_name(indices.dtype())));
  if (!dim) return reshape({-1}).gather(0, indices.reshape({-1}));
  const int at = wrap_dim(*dim, int(this->dim()), "take_along_dim");
  if (indices.dim() != this->dim())
    raise(ErrorKind::shape, "take_along_dim(): input and indices should have the same number of dimensions, but got " +
                                std::to_string(this->dim()) + " dimensions for input, and " +
                                std::to_string(indices.dim()) + " dimensions for indices");
  auto own = sizes().vec(), wanted = indices.sizes().vec();
  own[std::size_t(at)] = wanted[std::size_t(at)] = 1;
  std::vector<std::int64_t> common = broadcast_sizes(own, wanted);
  common[std::size_t(at)] = indices.layout().size(at);
  const Tensor spread = indices.expand(common);
  common[std::size_t(at)] = layout().size(at);
  return expand(common).gather(at, spread);
}

Tensor Tensor::scatter(std::int64_t dim, const Tensor& index, const Tensor& src) const {
  return scatter_tensor(*this, dim, index, src, IndexedId::write, kScatter, Where::new_tensor);
}
Tensor Tensor::scatter(std::int64_t dim, const Tensor& index, const Scalar& value) const {
  return scatter_value(*this, dim, index, value, IndexedId::write, kScatterValue, Where::new_tensor);
}
Tensor Tensor::scatter(std::int64_t dim, const Tensor& index, const Tensor& src, const std::string& reduce) const {
  return scatter_tensor(*this, dim, index, src, combination(reduce), kNotImplemented, Where::new_tensor);
}
Tensor Tensor::scatter(std::int64_t dim, const Tensor& index, const Scalar& value, const std::string& reduce) const {
  return scatter_value(*this, dim, index, value, combination(reduce), kNotImplemented, Where::new_tensor);
}
Tensor Tensor::scatter_add(std::int64_t dim, const Tensor& index, const Tensor& src) const {
  return scatter_tensor(*this, dim, index, src, IndexedId::add, kScatterAdd, Where::new_tensor);
}
Tensor& Tensor::scatter_(std::int64_t dim, const Tensor& index, const Tensor& src) const {
  return scatter_tensor(*this, dim, index, src, IndexedId::write, kScatter, Where::in_place), handle();
}
Tensor& Tensor::scatter_(std::int64_t dim, const Tensor& index, const Scalar& value) const {
  return scatter_value(*this, dim, index, value, IndexedId::write, kScatterValue, Where::in_place), handle();
}
Tensor& Tensor::scatter_(std::int64_t dim, const Tensor& index, const Tensor& src, const std::string& reduce) const {
  return scatter_tensor(*this, dim, index, src, combination(reduce), kNotImplemented, Where::in_place), handle();
}
Tensor& Tensor::scatter_(std::int64_t dim, const Tensor& index, const Scalar& value, const std::string& reduce) const {
  return scatter_value(*this, dim, index, value, combination(reduce), kNotImplemented, Where::in_place), handle();
}
Tensor& Tensor::scatter_add_(std::int64_t dim, const Tensor& index, const Tensor& src) const {
  return scatter_tensor(*this, dim, index, src, IndexedId::add, kScatterAdd, Where::in_place), handle();
}

}  // namespace gradproof
