// Value and derivative of every pointwise operation. Derivatives use public operations, so that second order and every
// device come free. Read a gradient together with its row: the row says what is kept.
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
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
  if (b.wants(0)) b.give(0, b.grad() * b.saved(kOther));
  if (b.wants(1)) b.give(1, binary(kMul, b.take_grad(), b.saved(kSelf)));
}
void mul_scalar_gradient(Backward& b) { b.give(0, binary(kMul, b.take_grad(), number(b))); }
void div_gradient(Backward& b) {
  const Tensor other = b.saved(kOther);
  if (b.wants(0)) b.give(0, b.grad() / other);
  if (b.wants(1)) b.give(1, -b.grad() * (b.saved(kSelf) / other / other));
}
void div_scalar_gradient(Backward& b) { b.give(0, binary(kDiv, b.take_grad(), number(b))); }

// pow: where the exponent is 0 the derivative is 0, also at base 0; where the base is 0 its logarithm counts as 0.
void pow_gradient(Backward& b) {
  const Tensor self = b.saved(kSelf), exponent = b.saved(kOther);
  if (b.wants(0)) b.give(0, b.grad() * (exponent * self.pow(exponent - 1 + exponent.eq(0))));
  if (b.wants(1)) b.give(1, b.grad() * (b.saved(kResult) * (self + self.eq(0)).log()));
}
void pow_scalar_gradient(Backward& b) {
  const double exponent = number(b).toDouble();
  const Tensor self = b.saved(kSelf);
  b.give(0, exponent == 0 ? b.grad() * Scalar(0) : b.grad() * (self.pow(exponent - 1) * exponent));
}

// maximum, minimum: equal operands share.
Tensor share_of(const Tensor& wins, const Tensor& ties) { return wins + ties * 0.5; }
void maximum_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), y = b.saved(kOther);
  give_both(b, b.grad() * share_of(x.gt(y), x.eq(y)), b.grad() * share_of(y.gt(x), x.eq(y)));
}
void minimum_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), y = b.saved(kOther);
  give_both(b, b.grad() * share_of(x.lt(y), x.eq(y)), b.grad() * share_of(y.lt(x), x.eq(y)));
}

// One operand; the row says whether saved(0) is the operand x or the result y.
void neg_gradient(Backward& b) { b.give(0, -b.grad()); }
void exp_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0)); }
void log_gradient(Backward& b) { b.give(0, b.grad() / b.saved(0)); }
void relu_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0).gt(0)); }
void sigmoid_gradient(Backward& b) {
  const Tensor y = b.saved(0);
  b.give(0, b.grad() * (y * (1 - y)));
}
void tanh_gradient(Backward& b) {
  const Tensor y = b.saved(0);
  b.give(0, b.grad() * (1 - y * y));
}
void sqrt_gradient(Backward& b) { b.give(0, b.grad() / (b.saved(0) * 2)); }
void rsqrt_gradient(Backward& b) { b.give(0, b.grad() * (b.saved(0).pow(3) * -0.5)); }
void reciprocal_gradient(Backward& b) {
  const Tensor y = b.saved(0);
  b.give(0, -b.grad() * (y * y));
}
void abs_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0).sign()); }
void sign_gradient(Backward& b) { b.give(0, b.grad() * Scalar(0)); }
void sin_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0).cos()); }
void cos_gradient(Backward& b) { b.give(0, -b.grad() * b.saved(0).sin()); }

Kept keeps_nothing(bool, bool) { return {}; }
Kept mul_keeps(bool self_wants, bool other_wants) {
  if (fault("mul-saves-nothing")) return {};
  return {other_wants, self_wants};
}
Kept div_keeps(bool, bool other_wants) { return {other_wants, true}; }
Kept pow_keeps(bool, bool other_wants) { return {true, true, other_wants}; }
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
const BinaryOp kAdd =    {"add",     id<scalar::Add>,     kPromoted, {"AddBackward0", add_gradient},          {"AddBackward0", add_scalar_gradient},              keeps_nothing, false, false};
const BinaryOp kSub =    {"sub",     id<scalar::Sub>,     kPromoted, {"SubBackward0", sub_gradient},          {"SubBackward0", add_scalar_gradient},              keeps_nothing, false, true};
const BinaryOp kMul =    {"mul",     id<scalar::Mul>,     kPromoted, {"MulBackward0", mul_gradient},          {"MulBackward0", mul_scalar_gradient, true},        mul_keeps,     false, false};
const BinaryOp kDiv =    {"div",     id<scalar::Div>,     kFloating, {"DivBackward0", div_gradient},          {"DivBackward0", div_scalar_gradient, true},        div_keeps,     false, false};
const BinaryOp kPow =    {"pow",     id<scalar::Pow>,     kPromoted, {"PowBackward1", pow_gradient},          {"PowBackward0", pow_scalar_gradient},              pow_keeps,     true,  false};
const BinaryOp kMaximum = {"maximum", id<scalar::Maximum>, kPromoted, {"MaximumBackward0", maximum_gradient}, kNone,                                              keeps_both,    false, false};
const BinaryOp kMinimum = {"minimum", id<scalar::Minimum>, kPromoted, {"MinimumBackward0", minimum_gradient}, kNone,                                              keeps_both,    false, false};
const BinaryOp kEq = comparison<scalar::Eq>("eq"), kNe = comparison<scalar::Ne>("ne"), kLt = comparison<scalar::Lt>("lt"),
               kLe = comparison<scalar::Le>("le"), kGt = comparison<scalar::Gt>("gt"), kGe = comparison<scalar::Ge>("ge");

//                         name          function                 type       gradient                                        reads
const UnaryOp kNeg =        {"neg",        id<scalar::Neg>,        kPromoted, {"NegBackward0", neg_gradient},               UnaryOp::nothing};
const UnaryOp kExp =        {"exp",        id<scalar::Exp>,        kFloating, {"ExpBackward0", exp_gradient},               UnaryOp::result};
const UnaryOp kLog =        {"log",        id<scalar::Log>,        kFloating, {"LogBackward0", log_gradient},               UnaryOp::self};
const UnaryOp kRelu =       {"relu",       id<scalar::Relu>,       kPromoted, {"ReluBackward0", relu_gradient},             UnaryOp::result};
const UnaryOp kSigmoid =    {"sigmoid",    id<scalar::Sigmoid>,    kFloating, {"SigmoidBackward0", sigmoid_gradient},       UnaryOp::result};
const UnaryOp kTanh =       {"tanh",       id<scalar::Tanh>,       kFloating, {"TanhBackward0", tanh_gradient},             UnaryOp::result};
const UnaryOp kSqrt =       {"sqrt",       id<scalar::Sqrt>,       kFloating, {"SqrtBackward0", sqrt_gradient},             UnaryOp::result};
const UnaryOp kRsqrt =      {"rsqrt",      id<scalar::Rsqrt>,      kFloating, {"RsqrtBackward0", rsqrt_gradient},           UnaryOp::result};
const UnaryOp kReciprocal = {"reciprocal", id<scalar::Reciprocal>, kFloating, {"ReciprocalBackward0", reciprocal_gradient}, UnaryOp::result};
const UnaryOp kAbs =        {"abs",        id<scalar::Abs>,        kPromoted, {"AbsBackward0", abs_gradient},               UnaryOp::self};
const UnaryOp kSign =       {"sign",       id<scalar::Sign>,       kPromoted, {"SignBackward0", sign_gradient},             UnaryOp::nothing};
const UnaryOp kSin =        {"sin",        id<scalar::Sin>,        kFloating, {"SinBackward0", sin_gradient},               UnaryOp::self};
const UnaryOp kCos =        {"cos",        id<scalar::Cos>,        kFloating, {"CosBackward0", cos_gradient},               UnaryOp::self};
// clang-format on

}  // namespace gradproof
