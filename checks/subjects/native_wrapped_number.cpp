#include <gradproof/checks/subjects/native_wrapped_number.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>

namespace gradproof::checks::native {
namespace {

BinaryOp wrapped(BinaryOp op) {
  op.scalar_rule.name = op.rule.name;
  return op;
}
const BinaryOp kWrappedAdd = wrapped(kAdd), kWrappedSub = wrapped(kSub), kWrappedMul = wrapped(kMul),
               kWrappedDiv = wrapped(kDiv);

}  // namespace

Tensor add_wrapped(const Tensor& a, const Scalar& b) { return binary(kWrappedAdd, a, b); }
Tensor sub_wrapped(const Tensor& a, const Scalar& b) {
  expect_no_bool(a.dtype(), b.kind());
  return binary(kWrappedSub, a, b);
}
Tensor mul_wrapped(const Tensor& a, const Scalar& b) { return binary(kWrappedMul, a, b); }
Tensor div_wrapped(const Tensor& a, const Scalar& b) { return binary(kWrappedDiv, a, b); }
const Tensor& add_wrapped_(const Tensor& a, const Scalar& b) { return binary_(kWrappedAdd, a, b); }
const Tensor& sub_wrapped_(const Tensor& a, const Scalar& b) {
  expect_no_bool(a.dtype(), b.kind());
  return binary_(kWrappedSub, a, b);
}
const Tensor& mul_wrapped_(const Tensor& a, const Scalar& b) { return binary_(kWrappedMul, a, b); }
const Tensor& div_wrapped_(const Tensor& a, const Scalar& b) { return binary_(kWrappedDiv, a, b); }

}  // namespace gradproof::checks::native
