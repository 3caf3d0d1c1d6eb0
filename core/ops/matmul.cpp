// Products. All rank combinations are batches of matrices; vectors are matrices of one row or column.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

// One matrix times one matrix: the two gradients of every product below.
void mm_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad().matmul(b.saved(1).transpose(-2, -1)));
  if (b.wants(1)) b.give(1, b.saved(0).transpose(-2, -1).matmul(b.grad()));
}
void mv_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad().unsqueeze(1) * b.saved(1).unsqueeze(0));
  if (b.wants(1)) b.give(1, b.saved(0).t().mv(b.grad()));
}
void dot_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad() * b.saved(1));
  if (b.wants(1)) b.give(1, b.grad() * b.saved(0));
}
constexpr GradientRule kMm = {"MmBackward0", mm_gradient}, kBmm = {"BmmBackward0", mm_gradient};
constexpr GradientRule kMv = {"MvBackward0", mv_gradient}, kDot = {"DotBackward0", dot_gradient};

[[noreturn]] void mismatch(const char* name, const Tensor& a, const Tensor& b) {
  raise(ErrorKind::shape, std::string(name) + ": mat1 and mat2 shapes cannot be multiplied (" + to_string(a.sizes()) +
                              " and " + to_string(b.sizes()) + "): the inner sizes must be equal");
}

void expect_same_type(const char* name, const Tensor& a, const Tensor& b) {
  if (a.dtype() != b.dtype())
    raise(ErrorKind::dtype, std::string(name) + ": expected m1 and m2 to have the same dtype, but got: " +
                                std::string(scalar_name(a.dtype())) + " != " + std::string(scalar_name(b.dtype())));
  if (a.dtype() == DType::boolean)
    raise(ErrorKind::not_implemented,
          std::string(name) + " not implemented for 'Bool'; convert with .to(kFloat) first");
}

MatrixView matrix(const Tensor& t, const char* data, int row, int column) {
  return {data, row < 0 ? 0 : t.strides()[std::size_t(row)], column < 0 ? 0 : t.strides()[std::size_t(column)]};
}

/// Records a finished product of a and b.
Tensor finish(const GradientRule& rule, Tensor out, const Tensor& a, const Tensor& b) {
  record(rule, out, {&a, &b}, {save(a, b.requires_grad()), save(b, a.requires_grad())});
  return out;
}

Tensor batched(const Tensor& a, const Tensor& b) {
  const std::int64_t batch = a.size(0), m = a.size(1), k = a.size(2), n = b.size(2);
  Tensor out = make_result(Layout(IntArrayRef{batch, m, n}), a.dtype(), a.device());
  const std::int64_t item = std::int64_t(a.element_size());
  for (std::int64_t i = 0; i < batch; ++i)
    a.device().backend().matmul(a.dtype(), out->data() + i * m * n * item,
                                matrix(a, a->data() + i * a.stride(0) * item, 1, 2),
                                matrix(b, b->data() + i * b.stride(0) * item, 1, 2), m, n, k);
  return finish(kBmm, std::move(out), a, b);
}

std::vector<std::int64_t> with_matrix(std::vector<std::int64_t> batch, std::int64_t rows, std::int64_t columns) {
  batch.push_back(rows);
  batch.push_back(columns);
  return batch;
}

/// Both operands at least matrices, one of them more: broadcast the batch dimensions and multiply in one batch.
Tensor broadcast_batches(const Tensor& a, const Tensor& b) {
  const std::size_t ra = a.sizes().size(), rb = b.sizes().size();
  const auto batch = broadcast_sizes({a.sizes().data(), ra - 2}, {b.sizes().data(), rb - 2});
  const std::int64_t m = a.size(-2), k = a.size(-1), n = b.size(-1);
  if (b.size(-2) != k) mismatch("matmul", a, b);
  const Tensor flat_a = a.expand(with_matrix(batch, m, k)).reshape({-1, m, k});
  const Tensor flat_b = b.expand(with_matrix(batch, k, n)).reshape({-1, k, n});
  return batched(flat_a, flat_b).view(with_matrix(batch, m, n));
}

}  // namespace

Tensor Tensor::mm(const Tensor& o) const {
  if (dim() != 2 || o.dim() != 2)
    raise(ErrorKind::shape,
          "mm: expected two 2D tensors, found " + to_string(sizes()) + " and " + to_string(o.sizes()));
  expect_same_type("mm", *this, o);
  if (size(1) != o.size(0)) mismatch("mm", *this, o);
  Tensor out = make_result(Layout(IntArrayRef{size(0), o.size(1)}), dtype(), device());
  device().backend().matmul(dtype(), out->data(), matrix(*this, impl_->data(), 0, 1), matrix(o, o->data(), 0, 1),
                            size(0), o.size(1), size(1));
  return finish(kMm, std::move(out), *this, o);
}

Tensor Tensor::mv(const Tensor& o) const {
  if (dim() != 2 || o.dim() != 1)
    raise(ErrorKind::shape,
          "mv: expected a 2D and a 1D tensor, found " + to_string(sizes()) + " and " + to_string(o.sizes()));
  expect_same_type("mv", *this, o);
  if (size(1) != o.size(0)) mismatch("mv", *this, o);
  Tensor out = make_result(Layout(IntArrayRef{size(0)}), dtype(), device());
  device().backend().matmul(dtype(), out->data(), matrix(*this, impl_->data(), 0, 1), matrix(o, o->data(), 0, -1),
                            size(0), 1, size(1));
  return finish(kMv, std::move(out), *this, o);
}

Tensor Tensor::dot(const Tensor& o) const {
  if (dim() != 1 || o.dim() != 1)
    raise(ErrorKind::shape, "dot: 1D tensors expected, but got " + std::to_string(dim()) + "D and " +
                                std::to_string(o.dim()) + "D tensors");
  expect_same_type("dot", *this, o);
  if (size(0) != o.size(0))
    raise(ErrorKind::shape, "dot: inconsistent tensor size, expected tensor " + to_string(sizes()) + " and src " +
                                to_string(o.sizes()) + " to have the same number of elements");
  Tensor out = make_result(Layout(), dtype(), device());
  device().backend().matmul(dtype(), out->data(), matrix(*this, impl_->data(), -1, 0), matrix(o, o->data(), 0, -1), 1,
                            1, size(0));
  return finish(kDot, std::move(out), *this, o);
}

Tensor Tensor::matmul(const Tensor& o) const {
  if (dim() == 0 || o.dim() == 0)
    raise(ErrorKind::shape, "both arguments to matmul need to be at least 1D, but they are " + std::to_string(dim()) +
                                "D and " + std::to_string(o.dim()) + "D");
  if (dim() == 1 && o.dim() == 1) return dot(o);
  if (dim() == 2 && o.dim() == 1) return mv(o);
  if (dim() == 1 && o.dim() == 2) return unsqueeze(0).mm(o).squeeze(0);
  if (dim() == 2 && o.dim() == 2) return mm(o);
  expect_same_type("matmul", *this, o);
  if (dim() == 1) return broadcast_batches(unsqueeze(0), o).squeeze(-2);
  if (o.dim() == 1) return broadcast_batches(*this, o.unsqueeze(1)).squeeze(-1);
  return broadcast_batches(*this, o);
}

}  // namespace gradproof
