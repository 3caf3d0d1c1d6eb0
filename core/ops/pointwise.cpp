// Value and derivative of every pointwise operation. Derivatives use public operations, so that second order and every
// device come free. Read a gradient together with its row: the row says what is kept.
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {
namespace {

// Saved slots of two-operand operations.
enum { kSelf, kOther, kResult };

Scalar number(Backward& b) { return b.attributes<ScalarOperand>().value; }

void give_both(Backward& b, const Tensor& first, const Tensor& second) {
  if (b.wants(0)) b.give(0, first);
  if (b.wants(1)) b.give(1, second);
}

// add, sub -----------------------------------------------------------------------------------------------------------
void add_gradient(Backward& b) { give_both(b, b.grad(), b.grad()); }
void add_scalar_gradient(Backward& b) { b.give(0, b.take_grad()); }
void sub_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad());
  if (b.wants(1)) b.give(1, -b.grad());
}

// mul, div -----------------------------------------------------------------------------------------------------------
void mul_gradient(Backward& b) {
  if (fault("mul-saves-nothing")) return give_both(b, b.grad(), b.grad());
  if (b.wants(0)) b.give(0, binary(kMul, b.grad(), b.saved(kOther)));
  if (b.wants(1)) b.give(1, binary(kMul, b.take_grad(), b.saved(kSelf)));
}
void mul_scalar_gradient(Backward& b) { b.give(0, binary(kMul, b.take_grad(), number(b))); }
void div_gradient(Backward& b) {
  const Tensor other = b.saved(kOther);
  if (b.wants(0)) b.give(0, b.grad() / other);
  if (b.wants(1)) b.give(1, -b.grad() * (b.saved(kSelf) / other / other));
}
void div_scalar_gradient(Backward& b) { b.give(0, binary(kDiv, b.take_grad(), number(b))); }

// pow: where the exponent is 0 the derivative is 0, also at base 0; where the base is 0, that of the exponent is too.
void pow_gradient(Backward& b) {
  // The result is read also where nobody needs it: PyTorch checks it always.
  const Tensor self = b.saved(kSelf), exponent = b.saved(kOther), result = b.saved(kResult);
  if (b.wants(0)) b.give(0, where(exponent.eq(0), 0, b.grad() * (exponent * self.pow(exponent - 1))));
  if (b.wants(1)) {
    const Tensor flat = self.eq(0).logical_and(exponent.ge(0));
    b.give(1, where(flat, 0, b.grad() * (result * self.log())));
  }
}
void pow_scalar_gradient(Backward& b) {
  const double exponent = number(b).toDouble();
  const Tensor self = b.saved(kSelf);
  b.give(0, exponent == 0 ? zeros_like(b.grad()) : b.grad() * (self.pow(exponent - 1) * exponent));
}

// maximum, minimum: equal operands share; NaN loses to nobody.
void give_shared(Backward& b, const Tensor& equal, const Tensor& first_loses, const Tensor& second_loses) {
  const Tensor share = where(equal, b.grad() * 0.5, b.grad());
  if (b.wants(0)) b.give(0, where(first_loses, 0, share));
  if (b.wants(1)) b.give(1, where(second_loses, 0, share));
}
void maximum_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), y = b.saved(kOther);
  give_shared(b, x.eq(y), x.lt(y), x.gt(y));
}
void minimum_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), y = b.saved(kOther);
  give_shared(b, x.eq(y), x.gt(y), x.lt(y));
}

// One operand; the row says whether saved(0) is the operand x or the result y.
void neg_gradient(Backward& b) { b.give(0, -b.grad()); }
void exp_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0)); }
void log_gradient(Backward& b) { b.give(0, b.grad() / b.saved(0)); }
// From the result y, as operations of their own, so that a gradient is one pass.
constexpr PointwiseId kReluPass = scalar::id_of<scalar::ReluBackward>(),
                      kSigmoidPass = scalar::id_of<scalar::SigmoidBackward>(),
                      kTanhPass = scalar::id_of<scalar::TanhBackward>();
Kept keeps_passed(bool self_wants, bool other_wants) { return {other_wants, self_wants || other_wants}; }
void relu_pass_gradient(Backward& b);
void sigmoid_pass_gradient(Backward& b);
void tanh_pass_gradient(Backward& b);
constexpr GradientRule kNoRule = {"", nullptr};
constexpr BinaryOp kReluBackward = {"threshold_backward",
                                    kReluPass,
                                    DTypeRule::promoted,
                                    {"ThresholdBackwardBackward0", relu_pass_gradient},
                                    kNoRule,
                                    keeps_passed,
                                    false,
                                    false};
constexpr BinaryOp kSigmoidBackward = {"sigmoid_backward",
                                       kSigmoidPass,
                                       DTypeRule::promoted,
                                       {"SigmoidBackwardBackward0", sigmoid_pass_gradient},
                                       kNoRule,
                                       keeps_passed,
                                       false,
                                       false};
constexpr BinaryOp kTanhBackward = {"tanh_backward",
                                    kTanhPass,
                                    DTypeRule::promoted,
                                    {"TanhBackwardBackward0", tanh_pass_gradient},
                                    kNoRule,
                                    keeps_passed,
                                    false,
                                    false};
void relu_pass_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, binary(kReluBackward, b.grad(), b.saved(kOther)));
  if (b.wants(1)) b.give(1, zeros_like(b.grad()));
}
void sigmoid_pass_gradient(Backward& b) {
  const Tensor y = b.saved(kOther);
  if (b.wants(0)) b.give(0, binary(kSigmoidBackward, b.grad(), y));
  if (b.wants(1)) b.give(1, b.grad() * b.saved(kSelf) * (1 - y * 2));
}
void tanh_pass_gradient(Backward& b) {
  const Tensor y = b.saved(kOther);
  if (b.wants(0)) b.give(0, binary(kTanhBackward, b.grad(), y));
  if (b.wants(1)) b.give(1, b.grad() * b.saved(kSelf) * y * -2);
}
void relu_gradient(Backward& b) { b.give(0, binary(kReluBackward, b.grad(), b.saved(0))); }
void sigmoid_gradient(Backward& b) { b.give(0, binary(kSigmoidBackward, b.grad(), b.saved(0))); }
void tanh_gradient(Backward& b) { b.give(0, binary(kTanhBackward, b.grad(), b.saved(0))); }
void sqrt_gradient(Backward& b) { b.give(0, b.grad() / (b.saved(0) * 2)); }
void rsqrt_gradient(Backward& b) { b.give(0, b.grad() * (b.saved(0).pow(3) * -0.5)); }
void reciprocal_gradient(Backward& b) {
  const Tensor y = b.saved(0);
  b.give(0, -b.grad() * (y * y));
}
void abs_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0).sign()); }
void sign_gradient(Backward& b) { b.give(0, zeros_like(b.grad())); }
void sin_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0).cos()); }
void cos_gradient(Backward& b) { b.give(0, -b.grad() * b.saved(0).sin()); }

Kept keeps_nothing(bool, bool) { return {}; }
Kept mul_keeps(bool self_wants, bool other_wants) {
  if (fault("mul-saves-nothing")) return {};
  return {other_wants, self_wants};
}
Kept div_keeps(bool, bool other_wants) { return {other_wants, true}; }
Kept pow_keeps(bool, bool) { return {true, true, true}; }
Kept keeps_both(bool, bool) { return {true, true}; }

template <class F>
constexpr PointwiseId id = scalar::id_of<F>();
constexpr auto kPromoted = DTypeRule::promoted, kFloating = DTypeRule::floating, kComparison = DTypeRule::comparison;
constexpr GradientRule kNone = {"", nullptr};

template <class F>
constexpr BinaryOp comparison(const char* name) {
  return {name, id<F>, kComparison, kNone, kNone, keeps_nothing, false, false};
}

}  // namespace

// clang-format off
//                       name      function              type       tensor, tensor                            tensor, number                                      keeps          self   bool
const BinaryOp kAdd =    {"add",     id<scalar::Add>,     kPromoted, {"AddBackward0", add_gradient},          {"AddBackward1", add_scalar_gradient},              keeps_nothing, false, false};
const BinaryOp kSub =    {"sub",     id<scalar::Sub>,     kPromoted, {"SubBackward0", sub_gradient},          {"SubBackward1", add_scalar_gradient},              keeps_nothing, false, true};
const BinaryOp kMul =    {"mul",     id<scalar::Mul>,     kPromoted, {"MulBackward0", mul_gradient},          {"MulBackward1", mul_scalar_gradient, true},        mul_keeps,     false, false};
const BinaryOp kDiv =    {"div",     id<scalar::Div>,     kFloating, {"DivBackward0", div_gradient},          {"DivBackward1", div_scalar_gradient, true},        div_keeps,     false, false};
const BinaryOp kPow =    {"pow",     id<scalar::Pow>,     kPromoted, {"PowBackward1", pow_gradient},          {"PowBackward0", pow_scalar_gradient},              pow_keeps,     true,  false, kRefuseBool};
const BinaryOp kMaximum = {"maximum", id<scalar::Maximum>, kPromoted, {"MaximumBackward0", maximum_gradient}, kNone,                                              keeps_both,    false, false};
const BinaryOp kMinimum = {"minimum", id<scalar::Minimum>, kPromoted, {"MinimumBackward0", minimum_gradient}, kNone,                                              keeps_both,    false, false};
const BinaryOp kEq = comparison<scalar::Eq>("eq"), kNe = comparison<scalar::Ne>("ne"), kLt = comparison<scalar::Lt>("lt"),
               kLe = comparison<scalar::Le>("le"), kGt = comparison<scalar::Gt>("gt"), kGe = comparison<scalar::Ge>("ge");

//                         name          function                 type       gradient                                        reads
const UnaryOp kNeg =        {"neg",        id<scalar::Neg>,        kPromoted, {"NegBackward0", neg_gradient},               UnaryOp::nothing};
const UnaryOp kExp =        {"exp",        id<scalar::Exp>,        kFloating, {"ExpBackward0", exp_gradient},               UnaryOp::result};
const UnaryOp kLog =        {"log",        id<scalar::Log>,        kFloating, {"LogBackward0", log_gradient},               UnaryOp::self};
const UnaryOp kRelu =       {"relu",       id<scalar::Relu>,       kPromoted, {"ReluBackward0", relu_gradient},             UnaryOp::result, kRefuseBool};
const UnaryOp kSigmoid =    {"sigmoid",    id<scalar::Sigmoid>,    kFloating, {"SigmoidBackward0", sigmoid_gradient},       UnaryOp::result};
const UnaryOp kTanh =       {"tanh",       id<scalar::Tanh>,       kFloating, {"TanhBackward0", tanh_gradient},             UnaryOp::result};
const UnaryOp kSqrt =       {"sqrt",       id<scalar::Sqrt>,       kFloating, {"SqrtBackward0", sqrt_gradient},             UnaryOp::result};
const UnaryOp kRsqrt =      {"rsqrt",      id<scalar::Rsqrt>,      kFloating, {"RsqrtBackward0", rsqrt_gradient},           UnaryOp::result};
const UnaryOp kReciprocal = {"reciprocal", id<scalar::Reciprocal>, kFloating, {"ReciprocalBackward0", reciprocal_gradient}, UnaryOp::result};
const UnaryOp kAbs =        {"abs",        id<scalar::Abs>,        kPromoted, {"AbsBackward0", abs_gradient},               UnaryOp::self, kRefuseBool};
const UnaryOp kSign =       {"sign",       id<scalar::Sign>,       kPromoted, {"SignBackward0", sign_gradient},             UnaryOp::nothing};
const UnaryOp kSin =        {"sin",        id<scalar::Sin>,        kFloating, {"SinBackward0", sin_gradient},               UnaryOp::self};
const UnaryOp kCos =        {"cos",        id<scalar::Cos>,        kFloating, {"CosBackward0", cos_gradient},               UnaryOp::self};
// clang-format on

}  // namespace gradproof
