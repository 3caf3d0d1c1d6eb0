#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/products.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {
namespace {

MatrixView matrix(const Tensor& t) {
  const int row = int(t.dim()) - 2;
  return {t->data(), t.layout().stride(row), t.layout().stride(row + 1), row ? t.layout().stride(0) : 0};
}

/// A new tensor of `sizes` holding factor * t, t broadcast.
Tensor spread_copy(const Tensor& t, const Layout& sizes, const Scalar& factor, DType dtype) {
  Tensor out = make_result(sizes, dtype, t.device());
  raw_copy(out, t);
  if (factor.toDouble() != 1) launch(kMul.id, dtype, out, out, factor);
  return out;
}

Scalar in_type(const Scalar& s, DType dtype) { return is_floating(dtype) ? s : Scalar(s.toLong()); }

void reinterpreted_gradient(Backward& b) { b.give(0, b.grad().reshape(b.input_sizes(0))); }
constexpr GradientRule kUnsafeView = {"UnsafeViewBackward0", reinterpreted_gradient};

}  // namespace

void expect_multipliable(const char* operation, DType dtype) {
  if (dtype == DType::boolean)
    raise(ErrorKind::dtype,
          '"' + std::string(operation) + "\" not implemented for 'Bool'; convert with .to(kFloat) or .to(kLong) first");
}

void expect_dim(const Tensor& t, std::int64_t dim, const char* operation, const char* what) {
  if (t.dim() == dim) return;
  const std::string found = "got " + std::to_string(t.dim()) + "-D tensor of sizes " + to_string(t.sizes());
  if (dim == 3) raise(ErrorKind::shape, std::string(what) + " must be a 3D tensor: " + operation + " " + found);
  if (dim == 2) raise(ErrorKind::shape, std::string(operation) + ": " + what + " must be a matrix, " + found);
  raise(ErrorKind::shape,
        std::string(operation) + ": Expected 1-D argument " + what + ", but got " + std::to_string(t.dim()) + "-D");
}

void expect_inner_sizes(const char* operation, const Tensor& a, const Tensor& b) {
  if (a.size(-1) == b.size(-2)) return;
  auto sizes = [](const Tensor& t) { return std::to_string(t.size(-2)) + "x" + std::to_string(t.size(-1)); };
  raise(ErrorKind::shape, std::string(operation) + ": mat1 and mat2 shapes cannot be multiplied (" + sizes(a) +
                              " and " + sizes(b) + "): the inner sizes must be equal");
}

void expect_batches(const Tensor& a, const Tensor& b) {
  if (a.size(0) != b.size(0) || a.size(2) != b.size(1))
    raise(ErrorKind::shape, "Expected size for first two dimensions of batch2 tensor to be: [" +
                                std::to_string(a.size(0)) + ", " + std::to_string(a.size(2)) + "] but got: [" +
                                std::to_string(b.size(0)) + ", " + std::to_string(b.size(1)) + "].");
}

Tensor product_value(const ProductOf& p) {
  const DType dtype = p.a.dtype(), wide = size_of(dtype) == 2 && is_floating(dtype) ? DType::float32 : dtype;
  if (wide != dtype) {
    const Tensor a = converted(p.a, wide), b = converted(p.b, wide);
    const Tensor added = p.added ? converted(*p.added, wide) : Tensor();
    return converted(product_value({a, b, p.added ? &added : nullptr, p.weights, p.sum_batch}), dtype);
  }
  expect_one_device({&p.a, &p.b, p.added ? p.added : &p.a});
  const bool batched = p.a.dim() == 3;
  const std::int64_t batch = batched ? p.a.size(0) : 1, m = p.a.size(-2), k = p.a.size(-1), n = p.b.size(-1);
  const Layout sizes = batched && !p.sum_batch ? Layout(IntArrayRef{batch, m, n}) : Layout(IntArrayRef{m, n});
  const Scalar beta = in_type(p.weights.beta, dtype), alpha = in_type(p.weights.alpha, dtype);
  const bool adds = p.added && beta.toDouble() != 0;
  Tensor out = adds          ? spread_copy(*p.added, sizes, beta, dtype)
               : p.sum_batch ? full(sizes.sizes(), 0, TensorOptions(dtype).device(p.a.device()))
                             : make_result(sizes, dtype, p.a.device());
  if (out.numel())
    p.a.device().backend().matmul(dtype, {out->data(), matrix(p.a), matrix(p.b), batch, m, n, k,
                                          p.sum_batch ? 0 : m * n, alpha, adds || p.sum_batch});
  return out;
}

Tensor scaled(const Tensor& t, const Scalar& s) { return s.toDouble() == 1 ? t : t * s; }

Tensor reinterpreted(const Tensor& t, IntArrayRef sizes, const GradientRule& rule) {
  Tensor out(TensorImpl::create(t->storage, Layout(sizes), t.dtype()));
  record(rule, out, {&t}, {});
  return out;
}

Tensor unsafe_view(const Tensor& t, IntArrayRef sizes) { return reinterpreted(t, sizes, kUnsafeView); }

void write_result(const Tensor& self, const Tensor& value, Ref<Node> node) {
  {
    NoGradGuard unrecorded;
    self.copy_(value);
  }
  if (node) rewrite_history(self, std::move(node));
}

}  // namespace gradproof
