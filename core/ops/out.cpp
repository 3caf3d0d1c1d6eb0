#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/out.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {
namespace {

void resize_to(const Tensor& out, IntArrayRef sizes) {
  const Layout dense(sizes);
  const std::int64_t offset = out.storage_offset(), item = std::int64_t(out.element_size());
  if ((offset + dense.numel()) * item <= std::int64_t(out->storage->bytes())) {
    out->layout = Layout(sizes, dense.strides(), offset);
    return;
  }
  out->move_to(Storage::create(out.device(), std::size_t(dense.numel() * item)));
  out->layout = dense;
}

}  // namespace

void expect_out(const char* operation, const Tensor& out, Inputs inputs) {
  if (is_recorded({&out}) || is_recorded(inputs))
    raise(ErrorKind::out_requires_grad,
          std::string(operation) +
              "(): functions with out=... arguments don't support automatic differentiation, but one of the arguments "
              "requires grad; drop out=, or call it under no_grad()");
  expect_writable(out, false, operation);
  for (const Tensor* input : inputs) expect_no_partial_overlap(out, *input);
}

const Tensor& write_out(const Tensor& out, const Tensor& result) {
  expect_castable("out=", result.dtype(), out.dtype());
  if (!(out.sizes() == result.sizes())) resize_to(out, result.sizes());
  if (out.numel() && !out.is_same(result)) {
    Elements e;
    build_elements(
        e, out.sizes(),
        {{out->data(), out.element_size(), &out.layout()}, {result->data(), result.element_size(), &result.layout()}});
    out.device().backend().copy(out.dtype(), result.dtype(), e);
  }
  wrote(out);
  return out;
}

const Tensor& zeros_out(const Tensor& out, IntArrayRef sizes) { return full_out(out, sizes, 0); }
const Tensor& ones_out(const Tensor& out, IntArrayRef sizes) { return full_out(out, sizes, 1); }
const Tensor& full_out(const Tensor& out, IntArrayRef sizes, const Scalar& value) {
  return compute_out("full", out, {}, [&] { return full(sizes, value, out.options()); });
}
const Tensor& arange_out(const Tensor& out, const Scalar& start, const Scalar& end, const Scalar& step) {
  return compute_out("arange", out, {}, [&] { return arange(start, end, step, out.options()); });
}
const Tensor& cat_out(const Tensor& out, const TensorList& tensors, std::int64_t dim) {
  for (const Tensor& t : tensors) expect_out("cat", out, {&t});
  return compute_out("cat", out, {}, [&] { return cat(tensors, dim); });
}
const Tensor& stack_out(const Tensor& out, const TensorList& tensors, std::int64_t dim) {
  for (const Tensor& t : tensors) expect_out("stack", out, {&t});
  return compute_out("stack", out, {}, [&] { return stack(tensors, dim); });
}
const Tensor& add_out(const Tensor& out, const Tensor& a, const Tensor& b, const Scalar& alpha) {
  return compute_out("add", out, {&a, &b}, [&] { return a.add(b, alpha); });
}
const Tensor& sub_out(const Tensor& out, const Tensor& a, const Tensor& b, const Scalar& alpha) {
  return compute_out("sub", out, {&a, &b}, [&] { return a.sub(b, alpha); });
}
const Tensor& mul_out(const Tensor& out, const Tensor& a, const Tensor& b) {
  return compute_out("mul", out, {&a, &b}, [&] { return a.mul(b); });
}
const Tensor& mul_out(const Tensor& out, const Tensor& a, const Scalar& b) {
  return compute_out("mul", out, {&a}, [&] { return a.mul(b); });
}
const Tensor& div_out(const Tensor& out, const Tensor& a, const Tensor& b) {
  return compute_out("div", out, {&a, &b}, [&] { return a.div(b); });
}
const Tensor& div_out(const Tensor& out, const Tensor& a, const Scalar& b) {
  return compute_out("div", out, {&a}, [&] { return a.div(b); });
}
const Tensor& pow_out(const Tensor& out, const Tensor& a, const Tensor& b) {
  return compute_out("pow", out, {&a, &b}, [&] { return a.pow(b); });
}
const Tensor& pow_out(const Tensor& out, const Tensor& a, const Scalar& b) {
  return compute_out("pow", out, {&a}, [&] { return a.pow(b); });
}
const Tensor& maximum_out(const Tensor& out, const Tensor& a, const Tensor& b) {
  return compute_out("maximum", out, {&a, &b}, [&] { return a.maximum(b); });
}
const Tensor& minimum_out(const Tensor& out, const Tensor& a, const Tensor& b) {
  return compute_out("minimum", out, {&a, &b}, [&] { return a.minimum(b); });
}
const Tensor& matmul_out(const Tensor& out, const Tensor& a, const Tensor& b) {
  return compute_out("matmul", out, {&a, &b}, [&] { return a.matmul(b); });
}
const Tensor& mm_out(const Tensor& out, const Tensor& a, const Tensor& b) {
  return compute_out("mm", out, {&a, &b}, [&] { return a.mm(b); });
}
const Tensor& exp_out(const Tensor& out, const Tensor& a) {
  return compute_out("exp", out, {&a}, [&] { return a.exp(); });
}
const Tensor& linear_out(const Tensor& out, const Tensor& x, const Tensor& w, const std::optional<Tensor>& b) {
  const Tensor bias = b.value_or(Tensor());
  return compute_out("linear", out, {&x, &w, bias.defined() ? &bias : &w}, [&] { return linear(x, w, bias); });
}
const Tensor& log_out(const Tensor& out, const Tensor& a) {
  return compute_out("log", out, {&a}, [&] { return a.log(); });
}
const Tensor& sqrt_out(const Tensor& out, const Tensor& a) {
  return compute_out("sqrt", out, {&a}, [&] { return a.sqrt(); });
}
const Tensor& abs_out(const Tensor& out, const Tensor& a) {
  return compute_out("abs", out, {&a}, [&] { return a.abs(); });
}
const Tensor& neg_out(const Tensor& out, const Tensor& a) {
  return compute_out("neg", out, {&a}, [&] { return a.neg(); });
}
const Tensor& sigmoid_out(const Tensor& out, const Tensor& a) {
  return compute_out("sigmoid", out, {&a}, [&] { return a.sigmoid(); });
}
const Tensor& tanh_out(const Tensor& out, const Tensor& a) {
  return compute_out("tanh", out, {&a}, [&] { return a.tanh(); });
}
const Tensor& sin_out(const Tensor& out, const Tensor& a) {
  return compute_out("sin", out, {&a}, [&] { return a.sin(); });
}
const Tensor& cos_out(const Tensor& out, const Tensor& a) {
  return compute_out("cos", out, {&a}, [&] { return a.cos(); });
}
const Tensor& clamp_out(const Tensor& out, const Tensor& a, const std::optional<Scalar>& min,
                        const std::optional<Scalar>& max) {
  return compute_out("clamp", out, {&a}, [&] { return a.clamp(min, max); });
}
const Tensor& sum_out(const Tensor& out, const Tensor& a, IntArrayRef dims, bool keepdim) {
  return compute_out("sum", out, {&a}, [&] { return a.sum(dims, keepdim); });
}
const Tensor& mean_out(const Tensor& out, const Tensor& a, IntArrayRef dims, bool keepdim) {
  return compute_out("mean", out, {&a}, [&] { return a.mean(dims, keepdim); });
}
const Tensor& where_out(const Tensor& out, const Tensor& condition, const Tensor& a, const Tensor& b) {
  return compute_out("where", out, {&a, &b}, [&] { return where(condition, a, b); });
}

}  // namespace gradproof
