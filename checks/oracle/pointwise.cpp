// Operations on elements. A row: name, value, what each operand gets of gradient g (y is the result), result dtype.
// A row without derivative makes a value that was asked for without history: comparisons, integers.
#include <cmath>
#include <gradproof/checks/oracle/rules.hpp>
#include <gradproof/checks/program/machine.hpp>
#include <limits>
#include <unordered_map>

namespace gradproof::checks::oracle {
namespace {

enum class Result { promoted, floating, boolean };

using V = const Var&;

struct UnaryRule {
  double (*value)(double x);
  Var (*pull)(V x, V y, V g);
  Result result = Result::floating;
};

struct BinaryRule {
  double (*value)(double a, double b);
  Var (*pull_a)(V a, V b, V y, V g);
  Var (*pull_b)(V a, V b, V y, V g);
  Result result = Result::promoted;
};

/// g where `test` holds for x, 0 elsewhere.
Var where_holds(V g, V x, bool (*test)(double)) {
  std::vector<bool> which;
  for (double value : x.value().numbers()) which.push_back(test(value));
  return keep(g, which);
}

/// g where `test` holds for a and b, 0 elsewhere.
Var where_hold(V g, V a, V b, bool (*test)(double, double)) {
  Positions from_a = broadcast_positions(a.shape(), g.shape()), from_b = broadcast_positions(b.shape(), g.shape());
  std::vector<bool> which;
  for (std::size_t i = 0; i < from_a.size(); ++i) which.push_back(test(a.value()[from_a[i]], b.value()[from_b[i]]));
  return keep(g, which);
}

/// Of two that are equal each takes half, of two that have no order each takes all, as in PyTorch.
Var greater_share(V g, V given_a, V given_b) {
  const Dtype common = promote(given_a.value(), given_b.value());
  const Var a = cast(given_a, common), b = cast(given_b, common);
  return where_hold(g, a, b, [](double p, double q) { return !(p <= q); }) +
         0.5 * where_hold(g, a, b, [](double p, double q) { return p == q; });
}

double sign_of(double x) { return (x > 0) - (x < 0); }
double modulo(double a, double b) {
  double r = std::fmod(a, b);
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}
double greater(double a, double b) { return std::isnan(a) || a > b ? a : b; }
double lesser(double a, double b) { return std::isnan(a) || a < b ? a : b; }
double log_add(double a, double b) {
  return a == b ? a + std::log(2) : std::max(a, b) + std::log1p(std::exp(-std::abs(a - b)));
}
std::int64_t bits(double x) { return static_cast<std::int64_t>(x); }
double number(std::int64_t x) { return static_cast<double>(x); }

/// The n-th derivative of digamma: its series, from where the argument is large enough.
double polygamma(int n, double x) {
  double total = 0, factor = 1;
  for (int k = 2; k <= n; ++k) factor *= k;
  const double sign = n % 2 ? 1 : -1;
  if (n == 0) {
    if (x == std::floor(x) && x <= 0) return x == 0 ? -std::copysign(INFINITY, x) : NAN;
    if (x < 0) return polygamma(0, 1 - x) - M_PI / std::tan(M_PI * x);
    for (; x < 20; ++x) total -= 1 / x;
    const double s = 1 / (x * x);
    return total + std::log(x) - 0.5 / x -
           s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s * (1.0 / 132)))));
  }
  for (; x < 20; ++x) total += 1 / std::pow(x, n + 1);
  constexpr double bernoulli[] = {1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66};
  double tail = 1 / (n * std::pow(x, n)) + 0.5 / std::pow(x, n + 1), rising = n + 1, even = 2;
  for (int k = 1; k <= 5; ++k) {  // B_2k (n + 2k - 1)! / ((2k)! n! x^(n + 2k))
    tail += bernoulli[k - 1] * rising / even / std::pow(x, n + 2 * k);
    rising *= (n + 2.0 * k) * (n + 2.0 * k + 1);
    even *= (2.0 * k + 1) * (2.0 * k + 2);
  }
  return sign * factor * (total + tail);
}

/// Newton's steps from a rational start.
double inverse_erf(double y) {
  if (y <= -1 || y >= 1) return std::abs(y) == 1 ? std::copysign(INFINITY, y) : NAN;
  const double l = std::log1p(-y * y), t = 2 / (M_PI * 0.147) + l / 2;
  double x = std::copysign(std::sqrt(std::sqrt(t * t - l / 0.147) - t), y);
  for (int i = 0; i < 6; ++i) {
    const double slope = 2 / std::sqrt(M_PI) * std::exp(-x * x);
    x -= (y > 0 ? (1 - y) - std::erfc(x) : std::erfc(-x) - (1 + y)) / slope;
  }
  return x;
}

Var none1(V, V, V) { return {}; }
Var flat(V x, V, V) { return zeros_like(x); }
Var call(std::string_view name, V x) { return pointwise(name, x); }
double bessel_i1(double x) { return std::copysign(std::cyl_bessel_i(1, std::abs(x)), x); }
Var pull_i1(V x, V y, V g) { return g * (call("i0", x) - y / x); }
constexpr double two_over_root_pi = 1.1283791670955126;

const std::unordered_map<std::string_view, UnaryRule>& unary_rules() {
  static const std::unordered_map<std::string_view, UnaryRule> rules = {
      {"neg", {[](double x) { return -x; }, [](V, V, V g) { return -g; }, Result::promoted}},
      {"abs",
       {[](double x) { return std::abs(x); }, [](V x, V, V g) { return g * call("sign", x); }, Result::promoted}},
      {"sign", {sign_of, flat, Result::promoted}},
      {"square", {[](double x) { return x * x; }, [](V x, V, V g) { return 2 * (g * x); }, Result::promoted}},
      {"relu",
       {[](double x) { return x < 0 ? 0 : x; },
        [](V x, V, V g) { return where_holds(g, x, [](double v) { return v > 0; }); }, Result::promoted}},
      {"floor", {[](double x) { return std::floor(x); }, flat, Result::promoted}},
      {"ceil", {[](double x) { return std::ceil(x); }, flat, Result::promoted}},
      {"trunc", {[](double x) { return std::trunc(x); }, flat, Result::promoted}},
      {"round", {[](double x) { return std::nearbyint(x); }, flat, Result::promoted}},
      {"frac", {[](double x) { return x - std::trunc(x); }, [](V, V, V g) { return g; }}},
      {"exp", {[](double x) { return std::exp(x); }, [](V, V y, V g) { return g * y; }}},
      {"exp2", {[](double x) { return std::exp2(x); }, [](V, V y, V g) { return std::log(2) * (g * y); }}},
      {"expm1", {[](double x) { return std::expm1(x); }, [](V, V y, V g) { return g * (1 + y); }}},
      {"log", {[](double x) { return std::log(x); }, [](V x, V, V g) { return g / x; }}},
      {"log1p", {[](double x) { return std::log1p(x); }, [](V x, V, V g) { return g / (1 + x); }}},
      {"log2", {[](double x) { return std::log2(x); }, [](V x, V, V g) { return g / (std::log(2) * x); }}},
      {"log10", {[](double x) { return std::log10(x); }, [](V x, V, V g) { return g / (std::log(10) * x); }}},
      {"sqrt", {[](double x) { return std::sqrt(x); }, [](V, V y, V g) { return g / (2 * y); }}},
      {"rsqrt", {[](double x) { return 1 / std::sqrt(x); }, [](V, V y, V g) { return -0.5 * (g * (y * y * y)); }}},
      {"reciprocal", {[](double x) { return 1 / x; }, [](V, V y, V g) { return -(g * (y * y)); }}},
      {"sin", {[](double x) { return std::sin(x); }, [](V x, V, V g) { return g * call("cos", x); }}},
      {"cos", {[](double x) { return std::cos(x); }, [](V x, V, V g) { return -(g * call("sin", x)); }}},
      {"tan", {[](double x) { return std::tan(x); }, [](V, V y, V g) { return g * (1 + y * y); }}},
      {"asin", {[](double x) { return std::asin(x); }, [](V x, V, V g) { return g / sqrt(1 - x * x); }}},
      {"acos", {[](double x) { return std::acos(x); }, [](V x, V, V g) { return -(g / sqrt(1 - x * x)); }}},
      {"atan", {[](double x) { return std::atan(x); }, [](V x, V, V g) { return g / (1 + x * x); }}},
      {"sinh", {[](double x) { return std::sinh(x); }, [](V x, V, V g) { return g * call("cosh", x); }}},
      {"cosh", {[](double x) { return std::cosh(x); }, [](V x, V, V g) { return g * call("sinh", x); }}},
      {"tanh", {[](double x) { return std::tanh(x); }, [](V, V y, V g) { return g * (1 - y * y); }}},
      {"asinh", {[](double x) { return std::asinh(x); }, [](V x, V, V g) { return g / sqrt(1 + x * x); }}},
      {"acosh", {[](double x) { return std::acosh(x); }, [](V x, V, V g) { return g / sqrt(x * x - 1); }}},
      {"atanh", {[](double x) { return std::atanh(x); }, [](V x, V, V g) { return g / (1 - x * x); }}},
      {"sigmoid", {[](double x) { return 1 / (1 + std::exp(-x)); }, [](V, V y, V g) { return g * (y * (1 - y)); }}},
      {"erf",
       {[](double x) { return std::erf(x); }, [](V x, V, V g) { return two_over_root_pi * (g * exp(-(x * x))); }}},
      {"erfc",
       {[](double x) { return std::erfc(x); }, [](V x, V, V g) { return -two_over_root_pi * (g * exp(-(x * x))); }}},
      {"erfinv", {inverse_erf, [](V, V y, V g) { return (0.5 * std::sqrt(M_PI)) * (g * exp(y * y)); }}},
      {"lgamma", {[](double x) { return std::lgamma(x); }, [](V x, V, V g) { return g * call("digamma", x); }}},
      {"digamma",
       {[](double x) { return polygamma(0, x); }, [](V x, V, V g) { return g * call("trigamma", coarse(x, 1e-8)); }}},
      {"trigamma", {[](double x) { return polygamma(1, x); }, [](V x, V, V g) { return g * call("tetragamma", x); }}},
      {"tetragamma", {[](double x) { return polygamma(2, x); }, flat}},
      {"i0",
       {[](double x) { return std::cyl_bessel_i(0, std::abs(x)); }, [](V x, V, V g) { return g * call("i1", x); }}},
      {"i1", {bessel_i1, pull_i1}},
      {"logical_not", {[](double x) { return double(x == 0); }, none1, Result::boolean}},
      {"isnan", {[](double x) { return double(std::isnan(x)); }, none1, Result::boolean}},
      {"isinf", {[](double x) { return double(std::isinf(x)); }, none1, Result::boolean}},
      {"isfinite", {[](double x) { return double(std::isfinite(x)); }, none1, Result::boolean}},
      {"signbit", {[](double x) { return double(std::signbit(x)); }, none1, Result::boolean}},
  };
  return rules;
}

BinaryRule comparison(double (*value)(double, double)) { return {value, nullptr, nullptr, Result::boolean}; }
BinaryRule integer(double (*value)(double, double)) { return {value, nullptr, nullptr, Result::promoted}; }

Var pull_power(V a, V b, V, V g) {
  return where_hold(g * (b * pointwise("pow", a, b - 1)), a, b, [](double, double q) { return q != 0; });
}
Var pull_exponent(V a, V b, V y, V g) {
  return where_hold(g * (y * log(a)), a, b, [](double p, double q) { return p != 0 || q < 0; });
}

const std::unordered_map<std::string_view, BinaryRule>& binary_rules() {
  static const std::unordered_map<std::string_view, BinaryRule> rules = {
      {"add",
       {[](double a, double b) { return a + b; }, [](V, V, V, V g) { return g; }, [](V, V, V, V g) { return g; }}},
      {"sub",
       {[](double a, double b) { return a - b; }, [](V, V, V, V g) { return g; }, [](V, V, V, V g) { return -g; }}},
      {"mul",
       {[](double a, double b) { return a * b; }, [](V, V b, V, V g) { return g * b; },
        [](V a, V, V, V g) { return g * a; }}},
      {"div",
       {[](double a, double b) { return a / b; }, [](V, V b, V, V g) { return g / b; },
        [](V a, V b, V, V g) { return -(g * ((a / b) / b)); }, Result::floating}},
      {"pow", {[](double a, double b) { return std::pow(a, b); }, pull_power, pull_exponent}},
      {"maximum",
       {greater, [](V a, V b, V, V g) { return greater_share(g, a, b); },
        [](V a, V b, V, V g) { return greater_share(g, b, a); }}},
      {"minimum",
       {lesser, [](V a, V b, V, V g) { return greater_share(g, b, a); },
        [](V a, V b, V, V g) { return greater_share(g, a, b); }}},
      {"remainder",
       {modulo, [](V, V, V, V g) { return g; }, [](V a, V b, V, V g) { return -(g * pointwise("floor", a / b)); }}},
      {"fmod",
       {[](double a, double b) { return std::fmod(a, b); }, [](V, V, V, V g) { return g; },
        [](V a, V b, V, V g) { return -(g * pointwise("trunc", a / b)); }}},
      {"atan2",
       {[](double a, double b) { return std::atan2(a, b); }, [](V a, V b, V, V g) { return g * (b / (a * a + b * b)); },
        [](V a, V b, V, V g) { return -(g * (a / (a * a + b * b))); }, Result::floating}},
      {"hypot",
       {[](double a, double b) { return std::hypot(a, b); }, [](V a, V, V y, V g) { return g * (a / y); },
        [](V, V b, V y, V g) { return g * (b / y); }}},
      {"logaddexp",
       {log_add, [](V a, V, V y, V g) { return g * exp(a - y); }, [](V, V b, V y, V g) { return g * exp(b - y); }}},
      {"floor_divide", integer([](double a, double b) { return std::floor(a / b); })},
      {"trunc_divide", integer([](double a, double b) { return std::trunc(a / b); })},
      {"eq", comparison([](double a, double b) { return double(a == b); })},
      {"ne", comparison([](double a, double b) { return double(a != b); })},
      {"lt", comparison([](double a, double b) { return double(a < b); })},
      {"le", comparison([](double a, double b) { return double(a <= b); })},
      {"gt", comparison([](double a, double b) { return double(a > b); })},
      {"ge", comparison([](double a, double b) { return double(a >= b); })},
      {"logical_and", comparison([](double a, double b) { return double(a != 0 && b != 0); })},
      {"logical_or", comparison([](double a, double b) { return double(a != 0 || b != 0); })},
      {"logical_xor", comparison([](double a, double b) { return double((a != 0) != (b != 0)); })},
      {"bitwise_left_shift", integer([](double a, double b) { return number(bits(a) << bits(b)); })},
      {"bitwise_right_shift", integer([](double a, double b) { return number(bits(a) >> bits(b)); })},
      {"bitwise_and", integer([](double a, double b) { return number(bits(a) & bits(b)); })},
      {"bitwise_or", integer([](double a, double b) { return number(bits(a) | bits(b)); })},
      {"bitwise_xor", integer([](double a, double b) { return number(bits(a) ^ bits(b)); })},
  };
  return rules;
}

Dtype result_dtype(Result result, Dtype operand) {
  if (result == Result::boolean) return Dtype::boolean;
  return result == Result::floating && !is_float(operand) ? Dtype::float32 : operand;
}

Array map(const UnaryRule& rule, const Array& x) {
  Numbers y;
  y.reserve(x.numbers().size());
  for (double value : x.numbers()) y.push_back(rule.value(value));
  return Array(x.shape(), result_dtype(rule.result, x.dtype()), std::move(y));
}

/// An operand as the kernel reads it: 0.3 beside a float32 tensor is 0.3 as float32. Halves are computed as float32.
Array as_read(const Array& x, Dtype common) {
  const Dtype dtype = is_float(common) ? std::max(common, Dtype::float32) : x.dtype();
  const bool is_read = x.dtype() == dtype && !x.is_number();
  return is_read || !is_float(x.dtype()) ? x : Array(x.shape(), dtype, x.numbers());
}

Array map(const BinaryRule& rule, const Array& given_a, const Array& given_b) {
  const Dtype common = promote(given_a, given_b);
  const Array a = as_read(given_a, common), b = as_read(given_b, common);
  Shape shape = broadcast(a.shape(), b.shape());
  Positions from_a = broadcast_positions(a.shape(), shape), from_b = broadcast_positions(b.shape(), shape);
  Numbers y;
  y.reserve(from_a.size());
  for (std::size_t i = 0; i < from_a.size(); ++i) y.push_back(rule.value(a[from_a[i]], b[from_b[i]]));
  if (rule.pull_a && is_float(common)) shake(y);
  return Array(std::move(shape), result_dtype(rule.result, common), std::move(y));
}

}  // namespace

std::vector<std::string_view> pointwise_names(int operands) {
  std::vector<std::string_view> names;
  if (operands == 1)
    for (const auto& row : unary_rules()) names.push_back(row.first);
  else
    for (const auto& row : binary_rules()) names.push_back(row.first);
  return names;
}

Var pointwise(std::string_view name, const Var& x) {
  const UnaryRule& rule = unary_rules().at(name);
  if (rule.result == Result::boolean) return constant(map(rule, x.value()));
  return record(
      {x}, [&rule](const Arrays& in) { return map(rule, in[0]); },
      [&rule](const Node& node, const Var& g) { return Vars{rule.pull(node.in(0), node.self(), g)}; });
}

Var pointwise(std::string_view name, const Var& a, const Var& b) {
  const BinaryRule& rule = binary_rules().at(name);
  if (!rule.pull_a) return constant(map(rule, a.value(), b.value()));
  return record(
      {a, b}, [&rule](const Arrays& in) { return map(rule, in[0], in[1]); },
      [&rule](const Node& node, const Var& g) {
        const Var &p = node.in(0), &q = node.in(1);
        return Vars{rule.pull_a(p, q, node.self(), g), rule.pull_b(p, q, node.self(), g)};
      });
}

Var operator+(const Var& a, const Var& b) { return pointwise("add", a, b); }
Var operator-(const Var& a, const Var& b) { return pointwise("sub", a, b); }
Var operator*(const Var& a, const Var& b) { return pointwise("mul", a, b); }
Var operator/(const Var& a, const Var& b) { return pointwise("div", a, b); }
Var operator-(const Var& x) { return pointwise("neg", x); }
Var operator*(double a, const Var& b) { return constant(a) * b; }
Var operator+(double a, const Var& b) { return constant(a) + b; }
Var operator-(double a, const Var& b) { return constant(a) - b; }
Var operator-(const Var& a, double b) { return a - constant(b); }
Var operator/(const Var& a, double b) { return a / constant(b); }
Var exp(const Var& x) { return pointwise("exp", x); }
Var log(const Var& x) { return pointwise("log", x); }
Var sqrt(const Var& x) { return pointwise("sqrt", x); }

}  // namespace gradproof::checks::oracle
