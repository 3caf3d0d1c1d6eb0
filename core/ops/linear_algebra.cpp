// Products that are added to a tensor: beta * self + alpha * a b, and their forms that write to self.
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/products.hpp>

namespace gradproof {
namespace {

void give_self(Backward& b) {
  if (b.wants(0)) b.give(0, scaled(b.grad(), b.attributes<Weights>().beta));
}
void addmm_gradient(Backward& b) {
  const Scalar alpha = b.attributes<Weights>().alpha;
  give_self(b);
  if (b.wants(1)) b.give(1, scaled(b.grad().mm(b.saved(1).t()), alpha));
  if (b.wants(2)) b.give(2, scaled(b.saved(0).t().mm(b.grad()), alpha));
}
void addmv_gradient(Backward& b) {
  const Scalar alpha = b.attributes<Weights>().alpha;
  give_self(b);
  if (b.wants(1)) b.give(1, scaled(b.grad().outer(b.saved(1)), alpha));
  if (b.wants(2)) b.give(2, scaled(b.saved(0).t().mv(b.grad()), alpha));
}
void baddbmm_gradient(Backward& b) {
  const Scalar alpha = b.attributes<Weights>().alpha;
  give_self(b);
  if (b.wants(1)) b.give(1, scaled(b.grad().bmm(b.saved(1).transpose(1, 2)), alpha));
  if (b.wants(2)) b.give(2, scaled(b.saved(0).transpose(1, 2).bmm(b.grad()), alpha));
}
void addbmm_gradient(Backward& b) {
  const Scalar alpha = b.attributes<Weights>().alpha;
  give_self(b);
  auto items = [&](std::int64_t n) { return b.grad().unsqueeze(0).expand({n, b.grad().size(0), b.grad().size(1)}); };
  if (b.wants(1)) {
    const Tensor other = b.saved(1);
    b.give(1, scaled(items(other.size(0)).bmm(other.transpose(1, 2)), alpha));
  }
  if (b.wants(2)) {
    const Tensor other = b.saved(0);
    b.give(2, scaled(other.transpose(1, 2).bmm(items(other.size(0))), alpha));
  }
}
void addr_gradient(Backward& b) {
  const Scalar alpha = b.attributes<Weights>().alpha;
  give_self(b);
  if (b.wants(1)) b.give(1, scaled(b.grad().mv(b.saved(1).to(b.grad().dtype())), alpha));
  if (b.wants(2)) b.give(2, scaled(b.grad().t().mv(b.saved(0).to(b.grad().dtype())), alpha));
}

/// One of the five: how operands are checked, and how the value is made of them.
struct AddedProduct {
  const char* name;
  GradientRule rule;
  void (*check)(const Tensor& self, const Tensor& a, const Tensor& b, const Weights& w);
  Tensor (*value)(const Tensor& self, const Tensor& a, const Tensor& b, const Weights& w);
};

void expect_self_type(const Tensor& self, const Tensor& other) {
  if (self.dtype() != other.dtype())
    raise(ErrorKind::dtype, "self and mat2 must have the same dtype, but got " +
                                std::string(scalar_name(self.dtype())) + " and " +
                                std::string(scalar_name(other.dtype())));
}

void expect_product_type(const Tensor& a, const Tensor& b) {
  if (a.dtype() != b.dtype())
    raise(ErrorKind::dtype, "expected m1 and m2 to have the same dtype, but got: " + std::string(name(a.dtype())) +
                                " != " + std::string(name(b.dtype())));
}

void check_addmm(const Tensor& self, const Tensor& a, const Tensor& b, const Weights&) {
  expect_dim(a, 2, "addmm", "self");
  expect_dim(b, 2, "addmm", "mat2");
  expect_inner_sizes("addmm", a, b);
  expect_expandable(self.sizes(), {a.size(0), b.size(1)});
  expect_self_type(self, b);
  expect_product_type(a, b);
  expect_multipliable("addmm_impl_cpu_", a.dtype());
}
void check_addmv(const Tensor& self, const Tensor& a, const Tensor& b, const Weights&) {
  if (a.dim() != 2 || b.dim() != 1 || self.dim() > 1)
    raise(ErrorKind::shape, "vector + matrix @ vector expected, got " + std::to_string(self.dim()) + ", " +
                                std::to_string(a.dim()) + ", " + std::to_string(b.dim()));
  if (a.size(1) != b.size(0) || !is_expandable(self.sizes(), {a.size(0)}))
    raise(ErrorKind::shape, "size mismatch, got input " + to_string(self.sizes()) + ", mat " + to_string(a.sizes()) +
                                ", vec " + to_string(b.sizes()));
  if (self.dtype() != a.dtype() || a.dtype() != b.dtype())
    raise(ErrorKind::dtype, "addmv input tensors must have the same dtype, but got " +
                                std::string(scalar_name(self.dtype())) + ", " + std::string(scalar_name(a.dtype())) +
                                ", and " + std::string(scalar_name(b.dtype())));
  expect_multipliable("addmv_impl_cpu", a.dtype());
}
void check_baddbmm(const Tensor& self, const Tensor& a, const Tensor& b, const Weights&) {
  expect_dim(a, 3, "baddbmm", "batch1");
  expect_dim(b, 3, "baddbmm", "batch2");
  expect_batches(a, b);
  expect_expandable(self.sizes(), {a.size(0), a.size(1), b.size(2)});
  if (self.dtype() != a.dtype() || a.dtype() != b.dtype())
    raise(ErrorKind::dtype, "Input dtypes must be the same, got: input " + std::string(name(self.dtype())) +
                                ", batch1: " + std::string(name(a.dtype())) +
                                ", batch2: " + std::string(name(b.dtype())));
  expect_multipliable("baddbmm", a.dtype());
}
void check_addbmm(const Tensor& self, const Tensor& a, const Tensor& b, const Weights&) {
  expect_dim(a, 3, "addbmm", "batch1");
  expect_dim(b, 3, "addbmm", "batch2");
  if (a.size(0) != b.size(0))
    raise(ErrorKind::shape, "batch1 and batch2 must have same number of batches, got " + std::to_string(a.size(0)) +
                                " and " + std::to_string(b.size(0)));
  if (a.size(2) != b.size(1))
    raise(ErrorKind::shape, "Incompatible matrix sizes for bmm (" + std::to_string(a.size(1)) + "x" +
                                std::to_string(a.size(2)) + " and " + std::to_string(b.size(1)) + "x" +
                                std::to_string(b.size(2)) + ")");
  expect_expandable(self.sizes(), {a.size(1), b.size(2)});
  expect_self_type(self, b);
  expect_product_type(a, b);
  expect_multipliable("addmm_impl_cpu_", a.dtype());
}
/// The type of three operands, of which self alone may be 0-dim.
DType addr_type(const Tensor& self, const Tensor& a, const Tensor& b) {
  const DType vectors = promote(a.dtype(), b.dtype());
  if (vectors == a.dtype()) return result_type(self, a);
  return vectors == b.dtype() ? result_type(self, b) : promote(self.dtype(), vectors);
}
void check_addr(const Tensor& self, const Tensor& a, const Tensor& b, const Weights& w) {
  expect_dim(a, 1, "addr", "vec1");
  expect_dim(b, 1, "addr", "vec2");
  expect_expandable(self.sizes(), {a.size(0), b.size(0)});
  const DType dtype = addr_type(self, a, b);
  if (!is_floating(dtype) && (is_floating(w.alpha.kind()) || is_floating(w.beta.kind())))
    raise(ErrorKind::dtype, "For integral input tensors, argument alpha must not be a floating point number.");
}

Tensor product(const Tensor& self, const Tensor& a, const Tensor& b, const Weights& w) {
  return product_value({a, b, &self, w});
}
Tensor summed_product(const Tensor& self, const Tensor& a, const Tensor& b, const Weights& w) {
  return product_value({a, b, &self, w, true});
}
/// self and the result of a vector as columns of one element.
Tensor vector_product(const Tensor& self, const Tensor& a, const Tensor& b, const Weights& w) {
  NoGradGuard unrecorded;
  const Tensor column = self.dim() ? self.unsqueeze(1) : self;
  Tensor out = product_value({a, b.unsqueeze(1), &column, w});
  out->layout = Layout(IntArrayRef{a.size(0)});
  return out;
}
Tensor outer_product(const Tensor& self, const Tensor& a, const Tensor& b, const Weights& w) {
  NoGradGuard unrecorded;
  const DType dtype = addr_type(self, a, b), wide = dtype == kBool ? kByte : dtype;
  const Tensor added = converted(self, wide);
  return converted(product_value({converted(a, wide).unsqueeze(1), converted(b, wide).unsqueeze(0), &added, w}), dtype);
}

constexpr AddedProduct kAddmm = {"addmm_", {"AddmmBackward0", addmm_gradient, true}, check_addmm, product};
constexpr AddedProduct kAddmv = {"addmv_", {"AddmvBackward0", addmv_gradient, true}, check_addmv, vector_product};
constexpr AddedProduct kBaddbmm = {"baddbmm_", {"BaddbmmBackward0", baddbmm_gradient, true}, check_baddbmm, product};
constexpr AddedProduct kAddbmm = {"addbmm_", {"AddbmmBackward0", addbmm_gradient, true}, check_addbmm, summed_product};
constexpr AddedProduct kAddr = {"addr_", {"AddrBackward0", addr_gradient, true}, check_addr, outer_product};

Tensor apply(const AddedProduct& op, const Tensor& self, const Tensor& a, const Tensor& b, const Weights& w) {
  op.check(self, a, b, w);
  Tensor out = op.value(self, a, b, w);
  record(op.rule, out, {&self, &a, &b}, {save(a, b.requires_grad()), save(b, a.requires_grad())}, w);
  return out;
}

Tensor& apply_(const AddedProduct& op, const Tensor& self, const Tensor& a, const Tensor& b, const Weights& w) {
  const bool recorded = is_recorded({&self, &a, &b}) && is_floating(self.dtype());
  expect_writable(self, recorded, op.name);
  op.check(self, a, b, w);
  const Tensor value = op.value(self, a, b, w);
  if (!(value.sizes() == self.sizes()))
    raise(ErrorKind::shape, "Bad in-place call: input tensor size " + to_string(self.sizes()) +
                                " and output tensor size " + to_string(value.sizes()) + " should match");
  if (is_floating(value.dtype()) && !is_floating(self.dtype()))
    raise(ErrorKind::dtype, std::string(op.name) + ": result type " + std::string(scalar_name(value.dtype())) +
                                " can't be cast to the desired output type " + std::string(scalar_name(self.dtype())));
  Ref<Node> node;
  const Tensor* result = &self;
  if (recorded)
    node =
        make_node(op.rule, {&result, 1}, {&self, &a, &b}, {save(a, b.requires_grad()), save(b, a.requires_grad())}, w);
  write_result(self, value, std::move(node));
  return self.handle();
}

}  // namespace

Tensor Tensor::addmm(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply(kAddmm, *this, a, b, {beta, alpha});
}
Tensor Tensor::addmv(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply(kAddmv, *this, a, b, {beta, alpha});
}
Tensor Tensor::addbmm(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply(kAddbmm, *this, a, b, {beta, alpha});
}
Tensor Tensor::baddbmm(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply(kBaddbmm, *this, a, b, {beta, alpha});
}
Tensor Tensor::addr(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply(kAddr, *this, a, b, {beta, alpha});
}
Tensor& Tensor::addmm_(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply_(kAddmm, *this, a, b, {beta, alpha});
}
Tensor& Tensor::addmv_(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply_(kAddmv, *this, a, b, {beta, alpha});
}
Tensor& Tensor::addbmm_(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply_(kAddbmm, *this, a, b, {beta, alpha});
}
Tensor& Tensor::baddbmm_(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply_(kBaddbmm, *this, a, b, {beta, alpha});
}
Tensor& Tensor::addr_(const Tensor& a, const Tensor& b, const Scalar& beta, const Scalar& alpha) const {
  return apply_(kAddr, *this, a, b, {beta, alpha});
}

}  // namespace gradproof
