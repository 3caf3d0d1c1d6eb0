// Elementary functions of one operand: value, derivative and in-place form. Read a gradient together with its row: the
// row says whether saved(0) is the operand x or the result y.
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <numbers>

namespace gradproof {
namespace {

constexpr double kLn2 = std::numbers::ln2, kLn10 = std::numbers::ln10, kTwoOverSqrtPi = 2 * std::numbers::inv_sqrtpi;

void no_gradient(Backward& b) { b.give(0, zeros_like(b.grad())); }
void pass_on(Backward& b) { b.give(0, b.grad()); }

void exp2_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0) * kLn2); }
void expm1_gradient(Backward& b) { b.give(0, b.grad() * (b.saved(0) + 1)); }
void log1p_gradient(Backward& b) { b.give(0, b.grad() / (b.saved(0) + 1)); }
void log2_gradient(Backward& b) { b.give(0, b.grad() / (b.saved(0) * kLn2)); }
void log10_gradient(Backward& b) { b.give(0, b.grad() / (b.saved(0) * kLn10)); }
void tan_gradient(Backward& b) { b.give(0, b.grad() * (b.saved(0).square() + 1)); }
void asin_gradient(Backward& b) { b.give(0, b.grad() * (1 - b.saved(0).square()).rsqrt()); }
void acos_gradient(Backward& b) { b.give(0, b.grad() * -(1 - b.saved(0).square()).rsqrt()); }
void atan_gradient(Backward& b) { b.give(0, b.grad() / (b.saved(0).square() + 1)); }
void sinh_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0).cosh()); }
void cosh_gradient(Backward& b) { b.give(0, b.grad() * b.saved(0).sinh()); }
void asinh_gradient(Backward& b) { b.give(0, b.grad() * (b.saved(0).square() + 1).rsqrt()); }
void acosh_gradient(Backward& b) { b.give(0, b.grad() * (b.saved(0).square() - 1).rsqrt()); }
void atanh_gradient(Backward& b) { b.give(0, b.grad() / (1 - b.saved(0).square())); }
void erf_gradient(Backward& b) { b.give(0, b.grad() * ((-b.saved(0).square()).exp() * kTwoOverSqrtPi)); }
void erfc_gradient(Backward& b) { b.give(0, b.grad() * ((-b.saved(0).square()).exp() * -kTwoOverSqrtPi)); }
void deg2rad_gradient(Backward& b) { b.give(0, b.grad().deg2rad()); }
void rad2deg_gradient(Backward& b) { b.give(0, b.grad().rad2deg()); }

// sgn is told apart from sign by what it keeps.
void sgn_gradient(Backward& b) {
  b.saved(0);
  b.saved(1);
  b.give(0, zeros_like(b.grad()));
}
constexpr GradientRule kSgn = {"SgnBackward0", sgn_gradient};

// PyTorch has no derivative for these three in place.
template <int Which>
void in_place_inverse_gradient(Backward&) {
  constexpr const char* names[] = {"asinh", "acosh", "atanh"};
  raise(ErrorKind::not_differentiable, std::string("the derivative for 'inplace version of ") + names[Which] +
                                           "' is not implemented. Use the form without underscore.");
}

void nan_to_num_gradient(Backward& b) { b.give(0, where(b.saved(0).isfinite(), b.grad(), 0)); }
constexpr GradientRule kNanToNum = {"NanToNumBackward0", nan_to_num_gradient};

constexpr GradientRule kRoundDecimals = {"RoundBackward1", no_gradient};

template <class F>
constexpr PointwiseId id = scalar::id_of<F>();
constexpr auto kPromoted = DTypeRule::promoted, kFloating = DTypeRule::floating;
constexpr auto kNothing = UnaryOp::nothing, kSelf = UnaryOp::self, kResult = UnaryOp::result;

// clang-format off
//                        name       function             type       gradient                                 reads     refuses
constexpr UnaryOp kExp2 =    {"exp2",    id<scalar::Exp2>,    kFloating, {"Exp2Backward0", exp2_gradient},       kResult};
constexpr UnaryOp kExpm1 =   {"expm1",   id<scalar::Expm1>,   kFloating, {"Expm1Backward0", expm1_gradient},     kResult};
constexpr UnaryOp kLog1p =   {"log1p",   id<scalar::Log1p>,   kFloating, {"Log1PBackward0", log1p_gradient},     kSelf};
constexpr UnaryOp kLog2 =    {"log2",    id<scalar::Log2>,    kFloating, {"Log2Backward0", log2_gradient},       kSelf};
constexpr UnaryOp kLog10 =   {"log10",   id<scalar::Log10>,   kFloating, {"Log10Backward0", log10_gradient},     kSelf};
constexpr UnaryOp kTan =     {"tan",     id<scalar::Tan>,     kFloating, {"TanBackward0", tan_gradient},         kResult};
constexpr UnaryOp kAsin =    {"asin",    id<scalar::Asin>,    kFloating, {"AsinBackward0", asin_gradient},       kSelf};
constexpr UnaryOp kAcos =    {"acos",    id<scalar::Acos>,    kFloating, {"AcosBackward0", acos_gradient},       kSelf};
constexpr UnaryOp kAtan =    {"atan",    id<scalar::Atan>,    kFloating, {"AtanBackward0", atan_gradient},       kSelf};
constexpr UnaryOp kSinh =    {"sinh",    id<scalar::Sinh>,    kFloating, {"SinhBackward0", sinh_gradient},       kSelf};
constexpr UnaryOp kCosh =    {"cosh",    id<scalar::Cosh>,    kFloating, {"CoshBackward0", cosh_gradient},       kSelf};
constexpr UnaryOp kAsinh =   {"asinh",   id<scalar::Asinh>,   kFloating, {"AsinhBackward0", asinh_gradient},     kSelf};
constexpr UnaryOp kAcosh =   {"acosh",   id<scalar::Acosh>,   kFloating, {"AcoshBackward0", acosh_gradient},     kSelf};
constexpr UnaryOp kAtanh =   {"atanh",   id<scalar::Atanh>,   kFloating, {"AtanhBackward0", atanh_gradient},     kSelf};
constexpr UnaryOp kAsinhTo = {"asinh",   id<scalar::Asinh>,   kFloating, {"AsinhBackward1", in_place_inverse_gradient<0>}, kNothing};
constexpr UnaryOp kAcoshTo = {"acosh",   id<scalar::Acosh>,   kFloating, {"AcoshBackward1", in_place_inverse_gradient<1>}, kNothing};
constexpr UnaryOp kAtanhTo = {"atanh",   id<scalar::Atanh>,   kFloating, {"AtanhBackward1", in_place_inverse_gradient<2>}, kNothing};
constexpr UnaryOp kErf =     {"erf",     id<scalar::Erf>,     kFloating, {"ErfBackward0", erf_gradient},         kSelf};
constexpr UnaryOp kErfc =    {"erfc",    id<scalar::Erfc>,    kFloating, {"ErfcBackward0", erfc_gradient},       kSelf};
constexpr UnaryOp kDeg2Rad = {"deg2rad", id<scalar::Deg2Rad>, kFloating, {"Deg2RadBackward0", deg2rad_gradient}, kNothing};
constexpr UnaryOp kRad2Deg = {"rad2deg", id<scalar::Rad2Deg>, kFloating, {"Rad2DegBackward0", rad2deg_gradient}, kNothing};
constexpr UnaryOp kFloor =   {"floor",   id<scalar::Floor>,   kPromoted, {"FloorBackward0", no_gradient},        kNothing, kRefuseBool};
constexpr UnaryOp kCeil =    {"ceil",    id<scalar::Ceil>,    kPromoted, {"CeilBackward0", no_gradient},         kNothing, kRefuseBool};
constexpr UnaryOp kRound =   {"round",   id<scalar::Round>,   kPromoted, {"RoundBackward0", no_gradient},        kNothing, kRefuseBool};
constexpr UnaryOp kTrunc =   {"trunc",   id<scalar::Trunc>,   kPromoted, {"TruncBackward0", no_gradient},        kNothing, kRefuseBool};
constexpr UnaryOp kFrac =    {"frac",    id<scalar::Frac>,    kPromoted, {"FracBackward0", pass_on},             kNothing, kRefuseIntegers};
// clang-format on

/// Rounded to so many decimal places; unrecorded.
Tensor rounded(const Tensor& x, std::int64_t decimals) {
  if (!is_floating(x.dtype())) raise_refused("round", x.dtype());
  const double ten = std::pow(10.0, double(decimals < 0 ? -decimals : decimals));
  NoGradGuard no_grad;
  const Tensor wide = x.element_size() == 2 ? x.to(kFloat) : x;
  return (decimals < 0 ? (wide / ten).round() * ten : (wide * ten).round() / ten).to(x.dtype());
}

double largest(DType t) {
  return visit(t, [](auto tag) { return double(std::numeric_limits<typename decltype(tag)::type>::max()); });
}

Tensor without_nan(const Tensor& x, std::optional<double> nan, std::optional<double> posinf,
                   std::optional<double> neginf) {
  if (!is_floating(x.dtype())) return x.clone();
  constexpr double inf = std::numeric_limits<double>::infinity();
  const double top = largest(x.dtype());
  NoGradGuard no_grad;
  const Tensor finite = where(x.eq(inf), posinf.value_or(top), where(x.eq(-inf), neginf.value_or(-top), x));
  return where(x.ne(x), nan.value_or(0), finite);
}

}  // namespace

Tensor Tensor::sgn() const {
  Tensor out;
  {
    NoGradGuard no_grad;
    out = sign();
  }
  record(kSgn, out, {this}, {save(*this), save_output(out)});
  return out;
}
Tensor& Tensor::sgn_() const {
  const bool recorded = begin_write("sgn", *this, {});
  const Tensor before = old_value(*this, recorded);
  Ref<Node> node = write_node(recorded, kSgn, *this, {this}, {save(before, recorded), {nullptr, false}});
  launch(kSign.id, dtype(), *this, *this);
  wrote(*this);
  if (!recorded) return handle();
  node->saved()[1] = SavedTensor(*this, true);
  rewrite_history(*this, std::move(node));
  return handle();
}

Tensor Tensor::round(std::int64_t decimals) const {
  if (decimals == 0) return unary(kRound, *this);
  Tensor out = rounded(*this, decimals);
  record(kRoundDecimals, out, {this}, {});
  return out;
}
Tensor& Tensor::round_(std::int64_t decimals) const {
  if (decimals == 0) return unary_(kRound, *this);
  const bool recorded = begin_write("round", *this, {});
  return finish_write("round", *this, rounded(*this, decimals),
                      write_node(recorded, kRoundDecimals, *this, {this}, {}));
}

Tensor Tensor::nan_to_num(std::optional<double> nan, std::optional<double> posinf, std::optional<double> neginf) const {
  Tensor out = without_nan(*this, nan, posinf, neginf);
  record(kNanToNum, out, {this}, {save(*this)});
  return out;
}
Tensor& Tensor::nan_to_num_(std::optional<double> nan, std::optional<double> posinf,
                            std::optional<double> neginf) const {
  const bool recorded = begin_write("nan_to_num", *this, {});
  const Tensor before = old_value(*this, recorded);
  return finish_write("nan_to_num", *this, without_nan(*this, nan, posinf, neginf),
                      write_node(recorded, kNanToNum, *this, {this}, {save(before, recorded)}));
}

Tensor Tensor::exp2() const { return unary(kExp2, *this); }
Tensor Tensor::expm1() const { return unary(kExpm1, *this); }
Tensor Tensor::log1p() const { return unary(kLog1p, *this); }
Tensor Tensor::log2() const { return unary(kLog2, *this); }
Tensor Tensor::log10() const { return unary(kLog10, *this); }
Tensor Tensor::tan() const { return unary(kTan, *this); }
Tensor Tensor::asin() const { return unary(kAsin, *this); }
Tensor Tensor::acos() const { return unary(kAcos, *this); }
Tensor Tensor::atan() const { return unary(kAtan, *this); }
Tensor Tensor::sinh() const { return unary(kSinh, *this); }
Tensor Tensor::cosh() const { return unary(kCosh, *this); }
Tensor Tensor::asinh() const { return unary(kAsinh, *this); }
Tensor Tensor::acosh() const { return unary(kAcosh, *this); }
Tensor Tensor::atanh() const { return unary(kAtanh, *this); }
Tensor Tensor::erf() const { return unary(kErf, *this); }
Tensor Tensor::erfc() const { return unary(kErfc, *this); }
Tensor Tensor::deg2rad() const { return unary(kDeg2Rad, *this); }
Tensor Tensor::rad2deg() const { return unary(kRad2Deg, *this); }
Tensor Tensor::floor() const { return unary(kFloor, *this); }
Tensor Tensor::ceil() const { return unary(kCeil, *this); }
Tensor Tensor::trunc() const { return unary(kTrunc, *this); }
Tensor Tensor::frac() const { return unary(kFrac, *this); }
Tensor& Tensor::exp2_() const { return unary_(kExp2, *this); }
Tensor& Tensor::expm1_() const { return unary_(kExpm1, *this); }
Tensor& Tensor::log1p_() const { return unary_(kLog1p, *this); }
Tensor& Tensor::log2_() const { return unary_(kLog2, *this); }
Tensor& Tensor::log10_() const { return unary_(kLog10, *this); }
Tensor& Tensor::tan_() const { return unary_(kTan, *this); }
Tensor& Tensor::asin_() const { return unary_(kAsin, *this); }
Tensor& Tensor::acos_() const { return unary_(kAcos, *this); }
Tensor& Tensor::atan_() const { return unary_(kAtan, *this); }
Tensor& Tensor::sinh_() const { return unary_(kSinh, *this); }
Tensor& Tensor::cosh_() const { return unary_(kCosh, *this); }
Tensor& Tensor::asinh_() const { return unary_(kAsinhTo, *this); }
Tensor& Tensor::acosh_() const { return unary_(kAcoshTo, *this); }
Tensor& Tensor::atanh_() const { return unary_(kAtanhTo, *this); }
Tensor& Tensor::erf_() const { return unary_(kErf, *this); }
Tensor& Tensor::erfc_() const { return unary_(kErfc, *this); }
Tensor& Tensor::deg2rad_() const { return unary_(kDeg2Rad, *this); }
Tensor& Tensor::rad2deg_() const { return unary_(kRad2Deg, *this); }
Tensor& Tensor::floor_() const { return unary_(kFloor, *this); }
Tensor& Tensor::ceil_() const { return unary_(kCeil, *this); }
Tensor& Tensor::trunc_() const { return unary_(kTrunc, *this); }
Tensor& Tensor::frac_() const { return unary_(kFrac, *this); }
Tensor& Tensor::sign_() const { return unary_(kSign, *this); }

}  // namespace gradproof
