// Special functions. They are rare: computed in double, one element after the other, and rounded to the result's type.
#include <cmath>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/functions/special.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <numbers>

namespace gradproof {
namespace {

constexpr double kPi = std::numbers::pi;

DType floating_of(const Tensor& x) { return is_floating(x.dtype()) ? x.dtype() : default_dtype(); }

template <class F>
Tensor mapped(const Tensor& x, F function) {
  NoGradGuard no_grad;
  const Tensor wide = host_clone(x.detach().to(kDouble));
  double* numbers = wide.data_ptr<double>();
  for (std::int64_t i = 0; i < wide.numel(); ++i) numbers[i] = function(numbers[i]);
  if (x.is_contiguous()) return placed_beside(x, wide.to(floating_of(x)));
  const Tensor out = make_result_like(x, floating_of(x));  // in x's order of strides
  raw_copy(out, wide);
  return out;
}

double digamma_of(double x) {
  if (x == std::floor(x) && x <= 0) return x == 0 ? -std::copysign(INFINITY, x) : NAN;
  if (x < 0) return digamma_of(1 - x) - kPi / std::tan(kPi * x);
  double sum = 0;
  for (; x < 16; ++x) sum -= 1 / x;
  const double s = 1 / (x * x);
  return sum + std::log(x) - 0.5 / x -
         s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s * (1.0 / 132)))));
}

/// Hurwitz's zeta function by Euler and Maclaurin: the sum over k >= 0 of (x + k)^-s.
double zeta(double s, double x) {
  double sum = 0;
  for (; x < 16; ++x) sum += std::pow(x, -s);
  constexpr double terms[] = {1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160};
  sum += std::pow(x, 1 - s) / (s - 1) + 0.5 * std::pow(x, -s);
  double rising = s, power = std::pow(x, -s - 1);
  for (int k = 0; k < 5; ++k) {
    sum += terms[k] * rising * power;
    rising *= (s + 2 * k + 1) * (s + 2 * k + 2);
    power /= x * x;
  }
  return sum;
}

double polygamma_of(int n, double x) {
  if (n == 0) return digamma_of(x);
  return (n % 2 ? 1 : -1) * std::tgamma(n + 1.0) * zeta(n + 1.0, x);
}

double erfinv_of(double y) {
  if (!(std::abs(y) < 1)) return std::abs(y) == 1 ? std::copysign(INFINITY, y) : NAN;
  const double l = std::log1p(-y * y), t = 2 / (kPi * 0.147) + l / 2, size = std::abs(y);
  double x = std::sqrt(std::sqrt(t * t - l / 0.147) - t);
  for (int i = 0; i < 4; ++i)  // the start is good to 2e-3, and Newton's error squares
    x -= (std::erfc(x) - (1 - size)) / (-2 * std::numbers::inv_sqrtpi * std::exp(-x * x));
  return std::copysign(x, y);
}

void lgamma_gradient(Backward& b) { b.give(0, b.grad() * digamma(b.saved(0))); }
constexpr GradientRule kLgamma = {"LgammaBackward0", lgamma_gradient};
void digamma_gradient(Backward& b) { b.give(0, b.grad() * polygamma(1, b.saved(0))); }
constexpr GradientRule kDigamma = {"DigammaBackward0", digamma_gradient};

struct Order {
  std::int64_t n;
};
void polygamma_gradient(Backward& b) { b.give(0, b.grad() * polygamma(b.attributes<Order>().n + 1, b.saved(0))); }
constexpr GradientRule kPolygamma = {"PolygammaBackward0", polygamma_gradient};

void erfinv_gradient(Backward& b) {
  const double half_root = 0.5 / std::numbers::inv_sqrtpi;
  b.give(0, b.grad() * (erfinv(b.saved(0)).square().exp() * half_root));
}
constexpr GradientRule kErfinv = {"ErfinvBackward0", erfinv_gradient};

void sinc_gradient(Backward& b) {
  const Tensor x = b.saved(0), at_zero = x.detach().eq(0), angle = where(at_zero, 1, x) * kPi;
  b.give(0, b.grad() * where(at_zero, 0, (angle * angle.cos() - angle.sin()) * kPi / angle.square()));
}
constexpr GradientRule kSinc = {"SincBackward0", sinc_gradient};

void i0_gradient(Backward& b) { b.give(0, b.grad() * special::i1(b.saved(0))); }
constexpr GradientRule kI0 = {"I0Backward0", i0_gradient};
void i1_gradient(Backward& b) {
  const Tensor x = b.saved(0), at_zero = x.detach().eq(0), safe = where(at_zero, 1, x);
  b.give(0, b.grad() * where(at_zero, 0.5, i0(x) - special::i1(x) / safe));
}
constexpr GradientRule kI1 = {"SpecialI1Backward0", i1_gradient};
void entr_gradient(Backward& b) { b.give(0, b.grad() * -(b.saved(0).log() + 1)); }
constexpr GradientRule kEntr = {"SpecialEntrBackward0", entr_gradient};

void xlog1py_gradient(Backward& b) {
  const Tensor x = b.saved(0), y = b.saved(1);
  const Tensor none = x.detach().eq(0).logical_and(y.detach().le(-1));
  if (b.wants(0)) b.give(0, where(none, 0, b.grad() * y.log1p()).sum_to_size(x.sizes()));
  if (b.wants(1)) b.give(1, (b.grad() * x / (y + 1)).sum_to_size(y.sizes()));
}
constexpr GradientRule kXlog1py = {"SpecialXlog1PyBackward0", xlog1py_gradient};

/// x, x - 1/2, ... in a new last dimension: what a multivariate gamma function of order p is the product over.
Tensor shifted(const Tensor& x, std::int64_t p) {
  return arange(Scalar(0.5 - double(p) / 2), Scalar(0.25), Scalar(0.5), x.options().dtype(floating_of(x))) +
         x.unsqueeze(-1);
}
struct Dimension {
  std::int64_t p;
};
void mvlgamma_gradient(Backward& b) {
  b.give(0, b.grad() * digamma(shifted(b.saved(0), b.attributes<Dimension>().p)).sum(-1));
}
constexpr GradientRule kMvlgamma = {"MvlgammaBackward0", mvlgamma_gradient};

Tensor recorded(const GradientRule& rule, Tensor out, const Tensor& x) {
  record(rule, out, {&x}, {save(x)});
  return out;
}

}  // namespace

Tensor lgamma(const Tensor& x) {
  return recorded(kLgamma, mapped(x, [](double v) { return std::lgamma(v); }), x);
}
Tensor digamma(const Tensor& x) { return recorded(kDigamma, mapped(x, digamma_of), x); }
Tensor polygamma(std::int64_t n, const Tensor& x) {
  if (n < 0) raise(ErrorKind::argument, "polygamma(n, x) does not support negative n, found " + std::to_string(n));
  if (n == 0) return digamma(x);
  Tensor out = mapped(x, [n](double v) { return polygamma_of(int(n), v); });
  record(kPolygamma, out, {&x}, {save(x)}, Order{n});
  return out;
}
Tensor erfinv(const Tensor& x) { return recorded(kErfinv, mapped(x, erfinv_of), x); }
Tensor sinc(const Tensor& x) {
  return recorded(kSinc, mapped(x, [](double v) { return v == 0 ? 1 : std::sin(kPi * v) / (kPi * v); }), x);
}

Tensor i0(const Tensor& x) {
  return recorded(kI0, mapped(x, [](double v) { return std::cyl_bessel_i(0.0, std::abs(v)); }), x);
}
Tensor special::i1(const Tensor& x) {
  return recorded(kI1, mapped(x, [](double v) { return std::copysign(std::cyl_bessel_i(1.0, std::abs(v)), v); }), x);
}
Tensor special::entr(const Tensor& x) {
  const auto term = [](double v) { return v > 0 ? -v * std::log(v) : v == 0 ? 0 : v < 0 ? -INFINITY : v; };
  return recorded(kEntr, mapped(x, term), x);
}
Tensor special::ndtr(const Tensor& x) { return ((x / std::numbers::sqrt2).erf() + 1) * 0.5; }
Tensor special::xlog1py(const Tensor& x, const Tensor& y) {
  Tensor out;
  {
    NoGradGuard no_grad;
    out = where(x.eq(0).logical_and(y.isnan().logical_not()), 0, x * y.log1p());
  }
  record(kXlog1py, out, {&x, &y}, {save(x), save(y)});
  return out;
}
Tensor mvlgamma(const Tensor& x, std::int64_t p) {
  if (p < 1) raise(ErrorKind::argument, "p has to be greater than or equal to 1, found " + std::to_string(p));
  Tensor out;
  {
    NoGradGuard no_grad;
    out = lgamma(shifted(x, p)).sum(-1) + double(p * (p - 1)) / 4 * std::log(kPi);
  }
  record(kMvlgamma, out, {&x}, {save(x)}, Dimension{p});
  return out;
}

}  // namespace gradproof
