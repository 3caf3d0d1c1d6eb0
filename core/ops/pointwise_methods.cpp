#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

bool is_one(const Scalar& s) { return s.toDouble() == 1; }

void rsub_gradient(Backward& b) { b.give(0, -b.grad()); }
constexpr GradientRule kRsub = {"RsubBackward1", rsub_gradient};

void scalar_pow_gradient(Backward& b) {
  const double base = b.attributes<ScalarOperand>().value.toDouble();
  const Tensor exponent = b.saved(0);
  const Tensor slope = b.grad() * (b.saved(1) * std::log(base));
  b.give(0, base == 0 ? where(exponent.ge(0), 0, slope) : slope);
}
constexpr GradientRule kScalarPow = {"PowBackward2", scalar_pow_gradient};

/// A row of pow whose exponent has a shorter way.
BinaryOp pow_by(PointwiseId id) {
  BinaryOp op = kPow;
  op.id = id;
  return op;
}

}  // namespace

const BinaryOp& power_op(const Tensor& base, const Scalar& exponent) {
  static const BinaryOp square = pow_by(scalar::id_of<scalar::Square>()), cube = pow_by(scalar::id_of<scalar::Cube>()),
                        half = pow_by(scalar::id_of<scalar::PowHalf>()),
                        minus_half = pow_by(scalar::id_of<scalar::PowMinusHalf>()),
                        minus_one = pow_by(scalar::id_of<scalar::PowMinusOne>()),
                        minus_two = pow_by(scalar::id_of<scalar::PowMinusTwo>());
  const double e = exponent.toDouble();
  if (e == 2) return square;
  if (e == 3) return cube;
  if (!is_floating(result_type(base, exponent))) {
    if (e < 0) raise(ErrorKind::value, "Integers to negative integer powers are not allowed.");
    return kPow;
  }
  return e == 0.5 ? half : e == -0.5 ? minus_half : e == -1 ? minus_one : e == -2 ? minus_two : kPow;
}

void expect_no_bool(DType a, DType b) {
  if (a == DType::boolean || b == DType::boolean) [[unlikely]]
    raise(ErrorKind::dtype,
          "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use "
          "the `~` or `logical_not()` operator instead.");
}

Tensor rsub(const Tensor& input, const Scalar& other) {
  expect_no_bool(input.dtype(), other.kind());
  const DType dtype = computed_type(kSub, result_type(input, other));
  Tensor out = make_result_like(input, dtype);
  launch(kNeg.id, dtype, out, converted(input, dtype));
  launch(kAdd.id, dtype, out, out, other);
  record(kRsub, out, {&input}, {});
  return out;
}

Tensor pow(const Scalar& base, const Tensor& exponent) {
  const DType dtype = result_type(exponent, base);
  Tensor out = make_result(Layout(exponent.sizes()), dtype, exponent.device());
  launch(kPow.id, dtype, out, full_like(converted(exponent, dtype), base), converted(exponent, dtype));
  record(kScalarPow, out, {&exponent}, {save(exponent), save_output(out)}, ScalarOperand{base});
  return out;
}

bool equal(const Tensor& a, const Tensor& b) {
  if (!(a.body().layout.sizes() == b.body().layout.sizes())) return false;
  NoGradGuard no_grad;
  return a.ne(b).sum().item<std::int64_t>() == 0;
}

Tensor Tensor::add(const Tensor& o, const Scalar& alpha) const {
  return is_one(alpha) ? binary(kAdd, *this, o) : add_scaled(*this, o, alpha, false);
}
Tensor Tensor::add(const Scalar& o) const { return binary(kAdd, *this, o); }
Tensor Tensor::sub(const Tensor& o, const Scalar& alpha) const {
  if (dtype() != o.dtype()) expect_no_bool(dtype(), o.dtype());
  return is_one(alpha) ? binary(kSub, *this, o) : add_scaled(*this, o, alpha, true);
}
Tensor Tensor::sub(const Scalar& o) const {
  expect_no_bool(dtype(), o.kind());
  return binary(kSub, *this, o);
}
Tensor Tensor::mul(const Tensor& o) const { return binary(kMul, *this, o); }
Tensor Tensor::mul(const Scalar& o) const { return binary(kMul, *this, o); }
Tensor Tensor::div(const Tensor& o) const { return binary(kDiv, *this, o); }
Tensor Tensor::div(const Scalar& o) const { return binary(kDiv, *this, o); }
Tensor Tensor::pow(const Tensor& e) const { return binary(kPow, *this, e); }
Tensor Tensor::pow(const Scalar& e) const { return binary(power_op(*this, e), *this, e); }
Tensor Tensor::maximum(const Tensor& o) const { return binary(kMaximum, *this, o); }
Tensor Tensor::minimum(const Tensor& o) const { return binary(kMinimum, *this, o); }
Tensor Tensor::neg() const { return unary(kNeg, *this); }
Tensor Tensor::exp() const { return unary(kExp, *this); }
Tensor Tensor::log() const { return unary(kLog, *this); }
Tensor Tensor::relu() const { return unary(kRelu, *this); }
Tensor Tensor::sigmoid() const { return unary(kSigmoid, *this); }
Tensor Tensor::tanh() const { return unary(kTanh, *this); }
Tensor Tensor::sqrt() const { return unary(kSqrt, *this); }
Tensor Tensor::rsqrt() const { return unary(kRsqrt, *this); }
Tensor Tensor::reciprocal() const { return unary(kReciprocal, *this); }
Tensor Tensor::abs() const { return unary(kAbs, *this); }
Tensor Tensor::sign() const { return unary(kSign, *this); }
Tensor Tensor::sin() const { return unary(kSin, *this); }
Tensor Tensor::cos() const { return unary(kCos, *this); }
Tensor Tensor::logical_not() const { return binary(kEq, *this, Scalar(0)); }
Tensor Tensor::eq(const Tensor& o) const { return binary(kEq, *this, o); }
Tensor Tensor::eq(const Scalar& o) const { return binary(kEq, *this, o); }
Tensor Tensor::ne(const Tensor& o) const { return binary(kNe, *this, o); }
Tensor Tensor::ne(const Scalar& o) const { return binary(kNe, *this, o); }
Tensor Tensor::lt(const Tensor& o) const { return binary(kLt, *this, o); }
Tensor Tensor::lt(const Scalar& o) const { return binary(kLt, *this, o); }
Tensor Tensor::le(const Tensor& o) const { return binary(kLe, *this, o); }
Tensor Tensor::le(const Scalar& o) const { return binary(kLe, *this, o); }
Tensor Tensor::gt(const Tensor& o) const { return binary(kGt, *this, o); }
Tensor Tensor::gt(const Scalar& o) const { return binary(kGt, *this, o); }
Tensor Tensor::ge(const Tensor& o) const { return binary(kGe, *this, o); }
Tensor Tensor::ge(const Scalar& o) const { return binary(kGe, *this, o); }

}  // namespace gradproof
