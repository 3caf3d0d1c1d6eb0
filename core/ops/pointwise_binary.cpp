// Functions of two operands beyond arithmetic: value, derivative, in-place form. Read a gradient together with its row:
// the row says what is kept.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

enum { kSelf, kOther, kResult };

void pass_on(Backward& b) { b.give(0, b.grad()); }
void no_gradient(Backward& b) {
  for (std::size_t i = 0; i < b.node().edges().size(); ++i)
    if (b.wants(i)) b.give(i, zeros_like(b.grad()));
}
/// What is kept is read, and so checked, though the answer does not depend on it.
void rounded_gradient(Backward& b) {
  for (std::size_t kept : {kSelf, kOther})
    if (b.has_saved(kept)) b.saved(kept);
  no_gradient(b);
}
[[noreturn]] void raise_unknown(const char* name) {
  raise(ErrorKind::not_differentiable, std::string("derivative for aten::") + name +
                                           " is not implemented; detach() the operands, or use div with "
                                           "rounding_mode=\"floor\"");
}
void floor_divide_gradient(Backward&) { raise_unknown("floor_divide"); }
void reverse_remainder_gradient(Backward&) { raise_unknown("remainder"); }

// To the chosen one; equal operands share. NaN is never chosen, but beside another NaN the first one is.
void give_chosen(Backward& b, const Tensor& x, const Tensor& y, const Tensor& second_wins) {
  const Tensor second = second_wins.logical_or(x.isnan().logical_and(y.isnan().logical_not()));
  const Tensor share = where(x.eq(y), b.grad() * 0.5, b.grad());
  if (b.wants(0)) b.give(0, where(second, 0, share));
  if (b.wants(1)) b.give(1, where(second.logical_or(x.eq(y)), share, 0));
}
void fmax_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), y = b.saved(kOther);
  give_chosen(b, x, y, y.gt(x));
}
void fmin_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), y = b.saved(kOther);
  give_chosen(b, x, y, y.lt(x));
}

void fmod_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad());
  if (b.wants(1)) b.give(1, -b.grad() * b.saved(kSelf).div(b.saved(kOther), "trunc"));
}
void remainder_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad());
  if (b.wants(1)) b.give(1, -b.grad() * b.saved(kSelf).div(b.saved(kOther), "floor"));
}

void atan2_gradient(Backward& b) {
  const Tensor y = b.saved(kSelf), x = b.saved(kOther);
  const Tensor norm = y * y + x * x, share = b.grad() * where(norm.eq(0), 0, norm.reciprocal());
  if (b.wants(0)) b.give(0, share * x);
  if (b.wants(1)) b.give(1, share * -y);
}
void hypot_gradient(Backward& b) {
  const Tensor result = b.saved(kResult);
  if (b.wants(0)) b.give(0, b.grad() * (b.saved(kSelf) / result));
  if (b.wants(1)) b.give(1, b.grad() * (b.saved(kOther) / result));
}
void copysign_gradient(Backward& b) {
  if (b.wants(0)) {
    const Tensor x = b.saved(kSelf);
    b.give(0, b.grad() * where(x.eq(0), 0, b.saved(kResult) / x));
  }
  if (b.wants(1)) b.give(1, zeros_like(b.grad()));
}
void copysign_scalar_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), sign = full_like(x, b.attributes<ScalarOperand>().value);
  b.give(0, b.grad() * where(x.eq(0), 0, x.copysign(sign) / x));
}
void log_add_exp_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), y = b.saved(kOther);
  if (b.wants(0)) b.give(0, b.grad() / ((y - x).exp() + 1));
  if (b.wants(1)) b.give(1, b.grad() / ((x - y).exp() + 1));
}

void xlogy_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), y = b.saved(kOther);
  if (b.wants(0)) b.give(0, b.grad() * where(x.eq(0).logical_and(y.le(0)), 0, y.log()));
  if (b.wants(1)) b.give(1, b.grad() * x / y);
}
void xlogy_scalar_gradient(Backward& b) {
  const double y = b.attributes<ScalarOperand>().value.toDouble();
  const Tensor x = b.saved(kSelf);
  b.give(0, y > 0 ? b.grad() * std::log(y) : b.grad() * where(x.eq(0), 0, full_like(x, std::log(y))));
}
void scalar_xlogy_gradient(Backward& b) {
  b.give(0, b.grad() * (b.saved(0).reciprocal() * b.attributes<ScalarOperand>().value));
}
constexpr GradientRule kScalarXlogy = {"XlogyBackward1", scalar_xlogy_gradient};

Kept keeps_nothing(bool, bool) { return {}; }
Kept keeps_both(bool, bool) { return {true, true}; }
Kept keeps_both_for_other(bool, bool other_wants) { return {other_wants, other_wants}; }
Kept keeps_divisor(bool, bool other_wants) { return {other_wants, true}; }
Kept hypot_keeps(bool self_wants, bool other_wants) { return {self_wants, other_wants, true}; }
Kept copysign_keeps(bool self_wants, bool) { return {self_wants, false, true}; }

template <class F>
constexpr PointwiseId id = scalar::id_of<F>();
constexpr auto kPromoted = DTypeRule::promoted, kFloating = DTypeRule::floating;
constexpr GradientRule kNone = {"", nullptr};
constexpr GradientRule kRounded = {"DivBackward2", no_gradient, true},
                       kRoundedBoth = {"DivBackward2", rounded_gradient, true};
constexpr GradientRule kUnknown = {"torch::autograd::NotImplemented", floor_divide_gradient};
constexpr GradientRule kReverseRemainder = {"torch::autograd::NotImplemented", reverse_remainder_gradient};

// clang-format off
//                              name            function                 type       tensor, tensor                                tensor, number                                    keeps                 self   bool   refuses
constexpr BinaryOp kFmax =      {"fmax",        id<scalar::Fmax>,        kPromoted, {"FmaxBackward0", fmax_gradient},             kNone,                                            keeps_both,           false, false};
constexpr BinaryOp kFmin =      {"fmin",        id<scalar::Fmin>,        kPromoted, {"FminBackward0", fmin_gradient},             kNone,                                            keeps_both,           false, false};
constexpr BinaryOp kFmod =      {"fmod",        id<scalar::Fmod>,        kPromoted, {"FmodBackward1", fmod_gradient},             {"FmodBackward0", pass_on},                       keeps_both_for_other, false, false, kRefuseBool};
constexpr BinaryOp kRemainder = {"remainder",   id<scalar::Remainder>,   kPromoted, {"RemainderBackward1", remainder_gradient},   {"RemainderBackward0", pass_on},                  keeps_both_for_other, false, false, kRefuseBool};
constexpr BinaryOp kAtan2 =     {"atan2",       id<scalar::Atan2>,       kFloating, {"Atan2Backward0", atan2_gradient},           kNone,                                            keeps_both,           false, false};
constexpr BinaryOp kHypot =     {"hypot",       id<scalar::Hypot>,       kPromoted, {"HypotBackward0", hypot_gradient},           kNone,                                            hypot_keeps,          false, false, kRefuseIntegers};
constexpr BinaryOp kCopysign =  {"copysign",    id<scalar::Copysign>,    kFloating, {"CopysignBackward0", copysign_gradient},     {"CopysignBackward1", copysign_scalar_gradient},  copysign_keeps,       true,  false};
constexpr BinaryOp kLogAddExp = {"logaddexp",   id<scalar::LogAddExp>,   kPromoted, {"LogaddexpBackward0", log_add_exp_gradient}, kNone,                                            keeps_both,           false, false, kRefuseIntegers};
constexpr BinaryOp kXlogy =     {"xlogy",       id<scalar::Xlogy>,       kFloating, {"XlogyBackward0", xlogy_gradient},           {"XlogyBackward2", xlogy_scalar_gradient},        keeps_both,           true,  false};
constexpr BinaryOp kDivFloor =  {"div",         id<scalar::FloorDivide>, kPromoted, kRoundedBoth,                                 kRounded,                                         keeps_divisor,        false, false, kRefuseBool};
constexpr BinaryOp kDivTrunc =  {"div",         id<scalar::TruncDivide>, kPromoted, kRoundedBoth,                                 kRounded,                                         keeps_divisor,        false, false, kRefuseBool};
constexpr BinaryOp kFloorDivide = {"floor_divide", id<scalar::FloorDivide>, kPromoted, kUnknown,                                  kUnknown,                                         keeps_nothing,        false, false, kRefuseBool};
// clang-format on

// Integers have no quotient by zero; the kernels cannot say so.
void expect_no_zero(const Tensor& a, const Tensor& divisor) {
  if (!is_integral(result_type(a, divisor)) || divisor.numel() == 0) return;
  NoGradGuard no_grad;
  if (divisor.eq(0).sum().item<std::int64_t>() > 0)
    raise(ErrorKind::value, "ZeroDivisionError: an integer tensor is divided by a tensor that holds a zero");
}
void expect_no_zero(const Tensor& a, const Scalar& divisor) {
  if (is_integral(result_type(a, divisor)) && divisor.toLong() == 0)
    raise(ErrorKind::value, "ZeroDivisionError: an integer tensor is divided by zero");
}

template <class Operand>
Tensor divided(const BinaryOp& op, const Tensor& a, const Operand& b) {
  expect_no_zero(a, b);
  return binary(op, a, b);
}
template <class Operand>
Tensor& divided_(const BinaryOp& op, const Tensor& a, const Operand& b) {
  expect_no_zero(a, b);
  return binary_(op, a, b);
}

const BinaryOp& div_op(std::string_view rounding_mode) {
  if (rounding_mode == "trunc") return kDivTrunc;
  if (rounding_mode == "floor") return kDivFloor;
  raise(ErrorKind::value, "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '" +
                              std::string(rounding_mode) + "'");
}

/// `number` as a 0-dim tensor that promotes against t as the number does.
Tensor beside(const Scalar& number, const Tensor& t) {
  return scalar_tensor(number, TensorOptions(result_type(t, number)).device(t.device()));
}

}  // namespace

Tensor xlogy(const Scalar& self, const Tensor& other) {
  Tensor out;
  {
    NoGradGuard no_grad;
    out = beside(self, other).xlogy(other);
  }
  record(kScalarXlogy, out, {&other}, {save(other)}, ScalarOperand{self});
  return out;
}
Tensor remainder(const Scalar& self, const Tensor& other) {
  Tensor out;
  {
    NoGradGuard no_grad;
    out = beside(self, other).remainder(other);
  }
  record(kReverseRemainder, out, {&other}, {});
  return out;
}
Tensor floor_divide(const Scalar& self, const Tensor& other) { return beside(self, other).floor_divide(other); }
#define GRADPROOF_NUMBER_FIRST(name) \
  Tensor name(const Scalar& self, const Tensor& other) { return beside(self, other).name(other); }
GRADPROOF_NUMBER_FIRST(bitwise_and)
GRADPROOF_NUMBER_FIRST(bitwise_or)
GRADPROOF_NUMBER_FIRST(bitwise_xor)
GRADPROOF_NUMBER_FIRST(bitwise_left_shift)
GRADPROOF_NUMBER_FIRST(bitwise_right_shift)
#undef GRADPROOF_NUMBER_FIRST

Tensor Tensor::fmax(const Tensor& o) const { return binary(kFmax, *this, o); }
Tensor Tensor::fmin(const Tensor& o) const { return binary(kFmin, *this, o); }
Tensor Tensor::atan2(const Tensor& o) const { return binary(kAtan2, *this, o); }
Tensor Tensor::hypot(const Tensor& o) const { return binary(kHypot, *this, o); }
Tensor Tensor::logaddexp(const Tensor& o) const { return binary(kLogAddExp, *this, o); }
Tensor Tensor::copysign(const Tensor& o) const { return binary(kCopysign, *this, o); }
Tensor& Tensor::copysign_(const Tensor& o) const { return binary_(kCopysign, *this, o); }
Tensor Tensor::copysign(const Scalar& o) const { return binary(kCopysign, *this, o); }
Tensor& Tensor::copysign_(const Scalar& o) const { return binary_(kCopysign, *this, o); }
Tensor Tensor::xlogy(const Tensor& o) const { return binary(kXlogy, *this, o); }
Tensor& Tensor::xlogy_(const Tensor& o) const { return binary_(kXlogy, *this, o); }
Tensor Tensor::xlogy(const Scalar& o) const { return binary(kXlogy, *this, o); }
Tensor& Tensor::xlogy_(const Scalar& o) const { return binary_(kXlogy, *this, o); }
Tensor& Tensor::atan2_(const Tensor& o) const { return binary_(kAtan2, *this, o); }
Tensor& Tensor::hypot_(const Tensor& o) const { return binary_(kHypot, *this, o); }
Tensor Tensor::fmod(const Tensor& o) const { return divided(kFmod, *this, o); }
Tensor& Tensor::fmod_(const Tensor& o) const { return divided_(kFmod, *this, o); }
Tensor Tensor::fmod(const Scalar& o) const { return divided(kFmod, *this, o); }
Tensor& Tensor::fmod_(const Scalar& o) const { return divided_(kFmod, *this, o); }
Tensor Tensor::remainder(const Tensor& o) const { return divided(kRemainder, *this, o); }
Tensor& Tensor::remainder_(const Tensor& o) const { return divided_(kRemainder, *this, o); }
Tensor Tensor::remainder(const Scalar& o) const { return divided(kRemainder, *this, o); }
Tensor& Tensor::remainder_(const Scalar& o) const { return divided_(kRemainder, *this, o); }
Tensor Tensor::floor_divide(const Tensor& o) const { return divided(kFloorDivide, *this, o); }
Tensor& Tensor::floor_divide_(const Tensor& o) const { return divided_(kFloorDivide, *this, o); }
Tensor Tensor::floor_divide(const Scalar& o) const { return divided(kFloorDivide, *this, o); }
Tensor& Tensor::floor_divide_(const Scalar& o) const { return divided_(kFloorDivide, *this, o); }
Tensor Tensor::div(const Tensor& o, std::optional<std::string_view> rounding_mode) const {
  return rounding_mode ? divided(div_op(*rounding_mode), *this, o) : div(o);
}
Tensor& Tensor::div_(const Tensor& o, std::optional<std::string_view> rounding_mode) const {
  return rounding_mode ? divided_(div_op(*rounding_mode), *this, o) : div_(o);
}
Tensor Tensor::div(const Scalar& o, std::optional<std::string_view> rounding_mode) const {
  return rounding_mode ? divided(div_op(*rounding_mode), *this, o) : div(o);
}
Tensor& Tensor::div_(const Scalar& o, std::optional<std::string_view> rounding_mode) const {
  return rounding_mode ? divided_(div_op(*rounding_mode), *this, o) : div_(o);
}

}  // namespace gradproof
