// Activations: value, derivative, in-place form. Read a gradient together with its row: the row says whether saved(0)
// is the operand x or, in place, the result y.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <numbers>

namespace gradproof {
namespace {

const Numbers& numbers(Backward& b) { return b.attributes<Numbers>(); }
Tensor first_number(Backward& b, const Tensor& t) { return t * numbers(b).first; }
/// Sixteen-bit values as float: a derivative of several steps is rounded once.
Tensor wide(const Tensor& t) { return t.element_size() == 2 ? t.to(kFloat) : t; }

/// The gradient from `grad` and the operand x as one pass, where no graph of it is wanted; else undefined, and public
/// operations give it.
Tensor one_pass(PointwiseId id, Backward& b, const Tensor& x) {
  const Tensor& grad = b.grad();
  if (is_recorded({&grad, &x}) || grad.dtype() != x.dtype()) return {};
  Tensor out = make_result(Layout(x.sizes()), x.dtype(), x->storage->device());
  launch(id, x.dtype(), out, grad, x);
  return out;
}
Tensor one_pass(PointwiseId id, Backward& b, const Tensor& x, const Scalar& number) {
  const Tensor& grad = b.grad();
  if (is_recorded({&grad, &x}) || grad.dtype() != x.dtype()) return {};
  Tensor out = make_result(Layout(x.sizes()), x.dtype(), x->storage->device());
  launch(id, x.dtype(), out, x, grad, number);
  return out;
}

// Smooth ones
// ----------------------------------------------------------------------------------------------------------
void gelu_gradient(Backward& b) {
  if (const Tensor g = one_pass(scalar::id_of<scalar::GeluBackward>(), b, b.saved(0)); g.defined()) return b.give(0, g);
  const Tensor x = wide(b.saved(0));
  const Tensor cdf = ((x * (1 / std::numbers::sqrt2)).erf() + 1) * 0.5;
  const Tensor pdf = (x.square() * -0.5).exp() * (0.5 * std::numbers::inv_sqrtpi * std::numbers::sqrt2);
  b.give(0, b.grad() * (cdf + x * pdf));
}
void gelu_tanh_gradient(Backward& b) {
  constexpr double beta = std::numbers::sqrt2 * std::numbers::inv_sqrtpi, kappa = 0.044715;
  const Tensor x = wide(b.saved(0)), square = x.square();
  const Tensor tanh = ((x + square * x * kappa) * beta).tanh();
  const Tensor slope = (1 - tanh.square()) * (square * (3 * kappa) + 1) * beta;
  b.give(0, b.grad() * ((tanh + 1) * 0.5 + x * slope * 0.5));
}
void silu_gradient(Backward& b) {
  if (const Tensor g = one_pass(scalar::id_of<scalar::SiluBackward>(), b, b.saved(0)); g.defined()) return b.give(0, g);
  const Tensor x = wide(b.saved(0)), s = x.sigmoid();
  b.give(0, b.grad() * (s * (x * (1 - s) + 1)));
}
void mish_gradient(Backward& b) {
  if (const Tensor g = one_pass(scalar::id_of<scalar::MishBackward>(), b, b.saved(0)); g.defined()) return b.give(0, g);
  const Tensor x = wide(b.saved(0)), t = softplus(x).tanh();
  b.give(0, b.grad() * (t + x * x.sigmoid() * (1 - t.square())));
}
void log_sigmoid_gradient(Backward& b) {
  if (const Tensor g = one_pass(scalar::id_of<scalar::LogSigmoidBackward>(), b, b.saved(0)); g.defined())
    return b.give(0, g);
  b.give(0, b.grad() * (-b.saved(0)).sigmoid());
}
void softplus_gradient(Backward& b) {
  const Tensor scaled = first_number(b, b.saved(0));
  b.give(0, where(scaled.gt(numbers(b).second), b.grad(), b.grad() * scaled.sigmoid()));
}
void logit_gradient(Backward& b) {
  const Tensor x = b.saved(0);
  const double margin = numbers(b).first.toDouble();
  const Tensor slope = b.grad() / (x * (1 - x));
  if (margin < 0)
    b.give(0, where(x.lt(0).logical_or(x.gt(1)), std::numeric_limits<double>::quiet_NaN(), slope));
  else
    b.give(0, where(x.ge(margin).logical_and(x.le(1 - margin)), slope, 0));
}

struct GluDim {
  int dim;
};
// Second order is that of the parts.
void glu_gradient(Backward& b) {
  const int dim = b.attributes<GluDim>().dim;
  const Tensor x = wide(b.saved(0)), g = wide(b.grad());
  const std::int64_t half = x.size(dim) / 2;
  const Tensor gate = x.narrow(dim, half, half).sigmoid();
  b.give(0, cat({g * gate, g * x.narrow(dim, 0, half) * gate * (1 - gate)}, dim).to(b.grad().dtype()));
}
constexpr GradientRule kGlu = {"GluBackward0", glu_gradient};

// With kinks: at the kink the side that PyTorch takes. The derivative is the gradient times a step function of x,
// recorded as one operation of both, of which x has a gradient of zeros.
struct LeakyReluStep {
  static constexpr const char* name = "LeakyReluBackwardBackward0";
  static Tensor of(const Tensor& g, const Tensor& x, const Numbers& n) { return where(x.gt(0), g, g * n.first); }
};
struct HardtanhStep {
  static constexpr const char* name = "HardtanhBackwardBackward0";
  static Tensor of(const Tensor& g, const Tensor& x, const Numbers& n) {
    return where(x.gt(n.first).logical_and(x.lt(n.second)), g, 0);
  }
};
Tensor outside(const Tensor& g, const Tensor& x, double bound) {
  return where(x.lt(-bound).logical_or(x.gt(bound)), g, 0);
}
struct HardshrinkStep {
  static constexpr const char* name = "HardshrinkBackwardBackward0";
  static Tensor of(const Tensor& g, const Tensor& x, const Numbers& n) { return outside(g, x, n.first.toDouble()); }
};
struct SoftshrinkStep {
  static constexpr const char* name = "SoftshrinkBackwardBackward0";
  static Tensor of(const Tensor& g, const Tensor& x, const Numbers& n) { return outside(g, x, n.first.toDouble()); }
};
struct ThresholdStep {
  static constexpr const char* name = "ThresholdBackwardBackward0";
  static Tensor of(const Tensor& g, const Tensor& x, const Numbers& n) { return where(x.le(n.first), 0, g); }
};

template <class Step>
void step_again(Backward& b);
template <class Step>
Tensor stepped(const Tensor& g, const Tensor& x, const Numbers& n) {
  static constexpr GradientRule again = {Step::name, step_again<Step>};
  Tensor out;
  {
    NoGradGuard no_grad;
    out = Step::of(g, x, n);
  }
  record(again, out, {&g, &x}, {save(x)}, n);
  return out;
}
template <class Step>
void step_again(Backward& b) {
  if (b.wants(0)) b.give(0, stepped<Step>(b.grad(), b.saved(0), numbers(b)));
  if (b.wants(1)) b.give(1, zeros_like(b.grad()));
}
template <class Step>
void step_gradient(Backward& b) {
  b.give(0, stepped<Step>(b.grad(), b.saved(0), numbers(b)));
}

/// A result tells its operand's sign only where the slope below zero is not negative.
void expect_sign_kept(double slope, const char* op, const char* advice) {
  if (!(slope < 0)) return;
  raise(ErrorKind::value, std::string("In-place ") + op +
                              " backward calculation is triggered with a negative slope which is not supported. This "
                              "is caused by calling in-place forward function with a negative slope, please call "
                              "out-of-place version instead." +
                              advice);
}

void leaky_relu_gradient(Backward& b) {
  if (const Tensor g = one_pass(scalar::id_of<scalar::LeakyReluBackward>(), b, b.saved(0), numbers(b).first);
      g.defined())
    b.give(0, g);
  else
    step_gradient<LeakyReluStep>(b);
}
void leaky_relu_result_gradient(Backward& b) {
  expect_sign_kept(numbers(b).first.toDouble(), "leakyReLu",
                   " File an issue at https://github.com/pytorch/pytorch if you do require supporting in-place "
                   "leakRelu backward calculation with negative slope");
  leaky_relu_gradient(b);
}

[[noreturn]] void hardsigmoid_again(Backward&) {
  raise(ErrorKind::not_differentiable, "derivative for aten::hardsigmoid_backward is not implemented");
}
void hardsigmoid_gradient(Backward& b) {
  static constexpr GradientRule again = {"torch::autograd::NotImplemented", hardsigmoid_again};
  const Tensor x = b.saved(0);
  Tensor slope;
  {
    NoGradGuard no_grad;
    // PyTorch's sixth is one of float32.
    slope = where(x.gt(-3).logical_and(x.lt(3)), b.grad() * double(1.0F / 6), 0);
  }
  record(again, slope, {&b.grad(), &x}, {});
  b.give(0, slope);
}
void hardswish_gradient(Backward& b) {
  const Tensor x = b.saved(0);
  b.give(0, where(x.le(-3), 0, where(x.ge(3), b.grad(), b.grad() * (x / 3 + 0.5))));
}

// elu and its kin: scale * (x or alpha * (exp(x * steepness) - 1)), from x or from y.
void elu_of_x(Backward& b, double alpha, double scale, double steepness) {
  const Tensor x = wide(b.saved(0));
  const Tensor curved = b.grad() * ((x * steepness).exp() * (alpha * steepness * scale));
  b.give(0, where(x.gt(0), b.grad() * scale, curved));
}
void elu_of_y(Backward& b, double alpha, double scale, double steepness) {
  expect_sign_kept(alpha * scale, "elu", "");
  const Tensor y = wide(b.saved(0));
  b.give(0, where(y.gt(0), b.grad() * scale, b.grad() * ((y + alpha * scale) * steepness)));
}
constexpr double kSeluAlpha = 1.6732632423543772, kSeluScale = 1.0507009873554805;
double alpha(Backward& b) { return numbers(b).first.toDouble(); }
void elu_gradient(Backward& b) {
  if (const Tensor g = one_pass(scalar::id_of<scalar::EluBackward>(), b, b.saved(0), numbers(b).first); g.defined())
    return b.give(0, g);
  elu_of_x(b, alpha(b), 1, 1);
}
void elu_result_gradient(Backward& b) { elu_of_y(b, alpha(b), 1, 1); }
/// PyTorch's derivative of celu divides by a number that was rounded to float32.
double celu_steepness(Backward& b) { return 1 / double(float(alpha(b))); }
void celu_gradient(Backward& b) { elu_of_x(b, alpha(b), 1, celu_steepness(b)); }
void celu_result_gradient(Backward& b) { elu_of_y(b, alpha(b), 1, celu_steepness(b)); }
void selu_gradient(Backward& b) { elu_of_x(b, kSeluAlpha, kSeluScale, 1); }
void selu_result_gradient(Backward& b) { elu_of_y(b, kSeluAlpha, kSeluScale, 1); }

template <class F>
constexpr PointwiseId id = scalar::id_of<F>();
constexpr auto kOwn = DTypeRule::own, kFloating = DTypeRule::floating;
constexpr auto kSelf = UnaryOp::self, kResult = UnaryOp::result;
constexpr DTypeSet kInts = kRefuseIntegers;

// clang-format off
//                            name           function                  type  gradient                                          reads    refuses
constexpr UnaryOp kGelu =        {"gelu",        id<scalar::Gelu>,        kOwn, {"GeluBackward0", gelu_gradient},                 kSelf,   kInts};
constexpr UnaryOp kGeluTanh =    {"gelu",        id<scalar::GeluTanh>,    kOwn, {"GeluBackward0", gelu_tanh_gradient},            kSelf,   kInts};
constexpr UnaryOp kSilu =        {"silu",        id<scalar::Silu>,        kOwn, {"SiluBackward0", silu_gradient},                 kSelf,   kInts};
constexpr UnaryOp kMish =        {"mish",        id<scalar::Mish>,        kOwn, {"MishBackward0", mish_gradient},                 kSelf,   kInts};
constexpr UnaryOp kLogSigmoid =  {"log_sigmoid", id<scalar::LogSigmoid>,  kOwn, {"LogSigmoidBackward0", log_sigmoid_gradient},    kSelf,   kInts};
constexpr UnaryOp kHardsigmoid = {"hardsigmoid", id<scalar::Hardsigmoid>, kOwn, {"HardsigmoidBackward0", hardsigmoid_gradient},   kSelf,   kInts};
constexpr UnaryOp kHardswish =   {"hardswish",   id<scalar::Hardswish>,   kOwn, {"HardswishBackward0", hardswish_gradient},       kSelf,   kInts};
constexpr UnaryOp kSelu =        {"selu",        id<scalar::Selu>,        kOwn, {"EluBackward0", selu_gradient},                  kSelf,   kInts};
constexpr UnaryOp kSeluTo =      {"selu",        id<scalar::Selu>,        kOwn, {"EluBackward1", selu_result_gradient},           kResult, kInts};

//                              name          function                 type       refuses      gradient                                      reads  in place                                        reads
constexpr NumbersOp kLeakyRelu =  {"leaky_relu", id<scalar::LeakyRelu>,  kOwn,      kInts,       {"LeakyReluBackward0", leaky_relu_gradient},         kSelf, {"LeakyReluBackward1", leaky_relu_result_gradient},    kResult};
constexpr NumbersOp kElu =        {"elu",        id<scalar::Elu>,        kOwn,      kInts,       {"EluBackward0", elu_gradient},               kSelf, {"EluBackward1", elu_result_gradient},          kResult};
constexpr NumbersOp kCelu =       {"celu",       id<scalar::Celu>,       kOwn,      kInts,       {"CeluBackward0", celu_gradient},             kSelf, {"CeluBackward1", celu_result_gradient},        kResult};
constexpr NumbersOp kSoftplus =   {"softplus",   id<scalar::Softplus>,   kOwn,      kInts,       {"SoftplusBackward0", softplus_gradient},     kSelf, {"SoftplusBackward0", softplus_gradient},       kSelf};
constexpr NumbersOp kHardShrink = {"hardshrink", id<scalar::HardShrink>, kOwn,      kInts,       {"HardshrinkBackward0", step_gradient<HardshrinkStep>},     kSelf, {"HardshrinkBackward0", step_gradient<HardshrinkStep>},       kSelf};
constexpr NumbersOp kSoftShrink = {"softshrink", id<scalar::SoftShrink>, kOwn,      kInts,       {"SoftshrinkBackward0", step_gradient<SoftshrinkStep>},     kSelf, {"SoftshrinkBackward0", step_gradient<SoftshrinkStep>},       kSelf};
constexpr NumbersOp kHardtanh =   {"hardtanh",   id<scalar::Clamp>,      kOwn,      kRefuseBool, {"HardtanhBackward0", step_gradient<HardtanhStep>},     kSelf, {"HardtanhBackward0", step_gradient<HardtanhStep>},       kSelf};
constexpr NumbersOp kThreshold =  {"threshold",  id<scalar::Threshold>,  kOwn,      kRefuseBool, {"ThresholdBackward0", step_gradient<ThresholdStep>},   kSelf, {"ThresholdBackward1", step_gradient<ThresholdStep>},     kSelf};
constexpr NumbersOp kLogit =      {"logit",      id<scalar::Logit>,      kFloating, 0,           {"LogitBackward0", logit_gradient},           kSelf, {"LogitBackward0", logit_gradient},             kSelf};
// clang-format on

const UnaryOp& gelu_op(std::string_view approximate) {
  if (approximate == "none") return kGelu;
  if (approximate == "tanh") return kGeluTanh;
  raise(ErrorKind::value, "approximate argument must be either none or tanh, not " + std::string(approximate));
}

}  // namespace

Tensor gelu(const Tensor& x, std::string_view approximate) { return unary(gelu_op(approximate), x); }
Tensor silu(const Tensor& x) { return unary(kSilu, x); }
Tensor mish(const Tensor& x) { return unary(kMish, x); }
Tensor log_sigmoid(const Tensor& x) {
  if (x.is_contiguous()) return unary(kLogSigmoid, x);
  // Row-major whatever the operand's order, as PyTorch's is.
  Tensor out;
  {
    NoGradGuard no_grad;
    out = unary(kLogSigmoid, x.contiguous());
  }
  record(kLogSigmoid.rule, out, {&x}, {save(x)});
  return out;
}
Tensor hardsigmoid(const Tensor& x) { return unary(kHardsigmoid, x); }
Tensor hardswish(const Tensor& x) { return unary(kHardswish, x); }
Tensor selu(const Tensor& x) { return unary(kSelu, x); }
Tensor leaky_relu(const Tensor& x, const Scalar& negative_slope) { return with_numbers(kLeakyRelu, x, negative_slope); }
Tensor elu(const Tensor& x, const Scalar& alpha) { return with_numbers(kElu, x, alpha); }
Tensor celu(const Tensor& x, const Scalar& alpha) { return with_numbers(kCelu, x, alpha); }
Tensor softplus(const Tensor& x, const Scalar& beta, const Scalar& threshold) {
  return with_numbers(kSoftplus, x, beta, threshold);
}
Tensor glu(const Tensor& x, std::int64_t dim) {
  if (x.dim() == 0) raise(ErrorKind::shape, "glu does not support 0-dimensional tensors");
  const int at = wrap_dim(dim, int(x.dim()), "glu");
  const std::int64_t size = x.size(at);
  if (size % 2)
    raise(ErrorKind::shape,
          "Halving dimension must be even, but dimension " + std::to_string(at) + " is size " + std::to_string(size));
  if (!is_floating(x.dtype())) raise_refused("glu_cpu", x.dtype());
  Tensor out;
  {
    NoGradGuard no_grad;
    out = (wide(x.narrow(at, 0, size / 2)) * wide(x.narrow(at, size / 2, size / 2)).sigmoid()).to(x.dtype());
  }
  record(kGlu, out, {&x}, {save(x)}, GluDim{at});
  return out;
}
Tensor softsign(const Tensor& x) { return x / (x.abs() + 1); }
Tensor tanhshrink(const Tensor& x) { return x - x.tanh(); }
/// A negative bound of unsigned elements is 0.
static Scalar lowest(const Tensor& x, const Scalar& min) {
  return x.dtype() == DType::uint8 && min.toDouble() < 0 ? Scalar(0) : min;
}
Tensor hardtanh(const Tensor& x, const Scalar& min, const Scalar& max) {
  return with_numbers(kHardtanh, x, lowest(x, min), max);
}
Tensor relu6(const Tensor& x) { return hardtanh(x, 0, 6); }
Tensor threshold(const Tensor& x, const Scalar& threshold, const Scalar& value) {
  return with_numbers(kThreshold, x, threshold, value);
}
Tensor hardshrink(const Tensor& x, const Scalar& lambd) { return with_numbers(kHardShrink, x, lambd); }
Tensor softshrink(const Tensor& x, const Scalar& lambd) { return with_numbers(kSoftShrink, x, lambd); }

Tensor& silu_(const Tensor& x) { return unary_(kSilu, x); }
Tensor& mish_(const Tensor& x) { return unary_(kMish, x); }
Tensor& hardsigmoid_(const Tensor& x) { return unary_(kHardsigmoid, x); }
Tensor& hardswish_(const Tensor& x) { return unary_(kHardswish, x); }
Tensor& selu_(const Tensor& x) { return unary_(kSeluTo, x); }
Tensor& leaky_relu_(const Tensor& x, const Scalar& negative_slope) {
  return with_numbers_(kLeakyRelu, x, negative_slope);
}
Tensor& elu_(const Tensor& x, const Scalar& alpha) { return with_numbers_(kElu, x, alpha); }
Tensor& celu_(const Tensor& x, const Scalar& alpha) { return with_numbers_(kCelu, x, alpha); }
Tensor& hardtanh_(const Tensor& x, const Scalar& min, const Scalar& max) {
  return with_numbers_(kHardtanh, x, lowest(x, min), max);
}
Tensor& relu6_(const Tensor& x) { return hardtanh_(x, 0, 6); }
Tensor& threshold_(const Tensor& x, const Scalar& threshold, const Scalar& value) {
  return with_numbers_(kThreshold, x, threshold, value);
}

// No margin is told to the kernel as a negative one.
Tensor Tensor::logit(std::optional<double> eps) const { return with_numbers(kLogit, *this, eps.value_or(-1)); }
Tensor& Tensor::logit_(std::optional<double> eps) const { return with_numbers_(kLogit, *this, eps.value_or(-1)); }

}  // namespace gradproof
