// Along one dimension by a vector of integers: reading rows, and adding, copying or filling them.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/indexing.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct AlongDim {
  int dim;
};
struct Scaled {
  int dim;
  Scalar alpha;
};

/// A vector of integers for dimension `dim` of `t`; a number counts as a vector of one.
void expect_index_vector(const Tensor& index, const char* name) {
  if (index.dim() > 1)
    raise(ErrorKind::index,
          std::string(name) + "(): Index is supposed to be a vector, found sizes " + to_string(index.sizes()));
  if (index.dtype() != kLong && index.dtype() != kInt)
    raise(ErrorKind::dtype, std::string(name) + "(): Expected dtype int32 or int64 for index, found " +
                                std::string(gradproof::name(index.dtype())));
}

/// Where rows `index` of `t` along `dim` lie.
Indexed rows(const Tensor& t, int dim, const Tensor& index, const char* name) {
  const std::int64_t n = index.numel(), size = t.dim() ? t.layout().size(dim) : 1;
  const std::int64_t stride = t.dim() ? t.layout().stride(dim) : 1;
  const Tensor offsets = zeros({n}, index.options().dtype(kLong));
  if (const auto bad =
          add_offsets(offsets, index.dim() ? index : raw_view(index, Layout({1}, {1}, index.storage_offset())), size,
                      stride, t.element_size()))
    raise(ErrorKind::index, std::string(name) + ": index " + std::to_string(*bad) + " is out of bounds for dimension " +
                                std::to_string(dim) + " with size " + std::to_string(size) +
                                ": index out of range in self");
  if (t.dim() == 0) return {Layout({n}, {0}, 0), offsets, offsets.layout()};
  auto sizes = t.sizes().vec(), strides = t.strides().vec();
  std::vector<std::int64_t> moves(sizes.size(), 0);
  sizes[std::size_t(dim)] = n;
  strides[std::size_t(dim)] = 0;
  moves[std::size_t(dim)] = 1;
  return {Layout(sizes, strides, 0), offsets, Layout(sizes, moves, 0)};
}

void index_select_gradient(Backward& b) {
  const auto [dim] = b.attributes<AlongDim>();
  const Tensor full = zeros(b.input_sizes(0), b.grad().options());
  b.give(0, full.index_add(dim, b.saved(0), b.grad()));
}
void index_add_gradient(Backward& b) {
  const auto& [dim, alpha] = b.attributes<Scaled>();
  if (b.wants(0)) b.give(0, b.grad());
  if (b.wants(1)) {
    const Tensor g = b.grad().index_select(dim, b.saved(0)).expand_as(b.saved(1));
    b.give(1, alpha.toDouble() == 1 ? g : g.mul(alpha));
  }
}
void index_copy_gradient(Backward& b) {
  const auto [dim] = b.attributes<AlongDim>();
  if (b.wants(0)) b.give(0, b.grad().index_fill(dim, b.saved(0), 0));
  if (b.wants(1)) b.give(1, b.grad().index_select(dim, b.saved(0)).expand_as(b.saved(1)));
}
void index_fill_gradient(Backward& b) {
  const auto [dim] = b.attributes<AlongDim>();
  if (b.wants(0)) b.give(0, b.grad().index_fill(dim, b.saved(0), 0));
}
void index_fill_tensor_gradient(Backward& b) {
  index_fill_gradient(b);
  if (b.wants(1)) b.give(1, b.grad().index_select(b.attributes<AlongDim>().dim, b.saved(0)).sum());
}
constexpr GradientRule kIndexSelect = {"IndexSelectBackward0", index_select_gradient},
                       kIndexAdd = {"IndexAddBackward0", index_add_gradient},
                       kIndexCopy = {"IndexCopyBackward0", index_copy_gradient},
                       kIndexFill = {"IndexFillBackward0", index_fill_gradient},
                       kIndexFillTensor = {"IndexFillBackward1", index_fill_tensor_gradient};

void expect_rows_fit(const Tensor& t, int dim, const Tensor& index, const Tensor& source, const char* name,
                     ErrorKind count_kind) {
  expect_index_vector(index, name);
  if (source.dtype() != t.dtype())
    raise(ErrorKind::dtype, std::string(name) + "(): self (" + std::string(scalar_name(t.dtype())) + ") and source (" +
                                std::string(scalar_name(source.dtype())) + ") must have the same scalar type");
  const std::int64_t count = source.dim() ? source.layout().size(std::min(dim, int(source.dim()) - 1)) : 1;
  if (index.numel() != count)
    raise(count_kind, std::string(name) + "(): Number of indices (" + std::to_string(index.numel()) +
                          ") should be equal to source.size(dim): (" + std::to_string(count) +
                          "), for dim: " + std::to_string(dim));
  auto expected = t.sizes().vec(), found = source.sizes().vec();
  if (expected.empty() || found.empty()) return;
  if (found.size() == expected.size()) expected[std::size_t(dim)] = found[std::size_t(dim)];
  if (found != expected)
    raise(ErrorKind::shape, std::string(name) + "(): source must have the same size as self apart from the dimension " +
                                std::to_string(dim) + ": found " + to_string(found) + " for " + to_string(t.sizes()));
}

Tensor add_rows(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& source, const Scalar& alpha,
                Where where) {
  const int at = wrap_dim(dim, int(t.dim()), "index_add_");
  expect_rows_fit(t, at, index, source, "index_add_", ErrorKind::value);
  expect_apart(t, where, {&index, &source});
  return modify(
      t, where, "index_add_", {&source},
      [&](const Tensor& out) {
        const Tensor* result = &out;
        return make_node(kIndexAdd, {&result, 1}, {&t, &source},
                         {save(index, source.requires_grad()), save(source, source.requires_grad())},
                         Scaled{at, alpha});
      },
      [&](const Tensor& out) {
        NoGradGuard no_grad;
        const Tensor values = alpha.toDouble() == 1 ? source : source.mul(alpha).to(t.dtype());
        run_indexed(IndexedId::add, values, out, rows(out, at, index, "index_add_"));
      });
}

Tensor copy_rows(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& source, Where where) {
  const int at = wrap_dim(dim, int(t.dim()), "index_copy_");
  expect_rows_fit(t, at, index, source, "index_copy_", ErrorKind::index);
  expect_apart(t, where, {&index, &source});
  return modify(
      t, where, "index_copy_", {&source},
      [&](const Tensor& out) {
        const Tensor* result = &out;
        return make_node(kIndexCopy, {&result, 1}, {&t, &source}, {save(index), save(source, source.requires_grad())},
                         AlongDim{at});
      },
      [&](const Tensor& out) { run_indexed(IndexedId::write, source, out, rows(out, at, index, "index_copy_")); });
}

Tensor fill_rows(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& value, bool from_number,
                 Where where) {
  const int at = wrap_dim(dim, int(t.dim()), "index_fill_");
  expect_index_vector(index, "index_fill_");
  if (value.dim() != 0)
    raise(ErrorKind::shape, "index_fill_ only supports a 0-dimensional value tensor, but got tensor with " +
                                std::to_string(value.dim()) + " dimension(s).");
  expect_apart(t, where, {&index});
  return modify(
      t, where, "index_fill_", {&value},
      [&](const Tensor& out) {
        const Tensor* result = &out;
        return from_number ? make_node(kIndexFill, {&result, 1}, {&t}, {save(index)}, AlongDim{at})
                           : make_node(kIndexFillTensor, {&result, 1}, {&t, &value}, {save(index)}, AlongDim{at});
      },
      [&](const Tensor& out) {
        NoGradGuard no_grad;
        run_indexed(IndexedId::write, value.to(t.dtype()), out, rows(out, at, index, "index_fill_"));
      },
      SelfOverlap::allowed);
}

}  // namespace

Tensor Tensor::index_select(std::int64_t dim, const Tensor& index) const {
  const int at = wrap_dim(dim, int(this->dim()), "index_select");
  expect_index_vector(index, "index_select");
  const Indexed where = rows(*this, at, index, "index_select");
  if (this->dim() == 0 && index.numel() != 1)
    raise(ErrorKind::index,
          "index_select(): Index to scalar can have only 1 value, got " + std::to_string(index.numel()) + " value(s)");
  Tensor out = raw_empty(where.range.sizes(), *this);
  run_indexed(IndexedId::read, out, *this, where);
  if (this->dim() == 0) out->layout = Layout();
  record(kIndexSelect, out, {this}, {save(index)}, AlongDim{at});
  return out;
}

Tensor Tensor::index_add(std::int64_t dim, const Tensor& index, const Tensor& source, const Scalar& alpha) const {
  return add_rows(*this, dim, index, source, alpha, Where::new_tensor);
}
Tensor Tensor::index_copy(std::int64_t dim, const Tensor& index, const Tensor& source) const {
  return copy_rows(*this, dim, index, source, Where::new_tensor);
}
Tensor Tensor::index_fill(std::int64_t dim, const Tensor& index, const Scalar& value) const {
  return fill_rows(*this, dim, index, scalar_tensor(value, options()), true, Where::new_tensor);
}
Tensor Tensor::index_fill(std::int64_t dim, const Tensor& index, const Tensor& value) const {
  return fill_rows(*this, dim, index, value, false, Where::new_tensor);
}
Tensor& Tensor::index_add_(std::int64_t dim, const Tensor& index, const Tensor& source, const Scalar& alpha) const {
  return add_rows(*this, dim, index, source, alpha, Where::in_place), handle();
}
Tensor& Tensor::index_copy_(std::int64_t dim, const Tensor& index, const Tensor& source) const {
  return copy_rows(*this, dim, index, source, Where::in_place), handle();
}
Tensor& Tensor::index_fill_(std::int64_t dim, const Tensor& index, const Scalar& value) const {
  return fill_rows(*this, dim, index, scalar_tensor(value, options()), true, Where::in_place), handle();
}
Tensor& Tensor::index_fill_(std::int64_t dim, const Tensor& index, const Tensor& value) const {
  return fill_rows(*this, dim, index, value, false, Where::in_place), handle();
}

}  // namespace gradproof
