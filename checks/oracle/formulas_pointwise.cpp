// Operations element by element, as formulas: the rows of pointwise.cpp under their own names, then those composed of
// them, and the writes that have no other form.
#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

/// Where `x` is as good as on `bound`.
Array is_on(const Var& x, const Var& bound) {
  const Array distance = pointwise("abs", constant(x.value()) - constant(bound.value())).value();
  Numbers on;
  for (const double d : distance.numbers()) on.push_back(d < 1e-6);
  return Array(distance.shape(), Dtype::boolean, std::move(on));
}

/// On a bound, either side's derivative is right (releases of PyTorch differ): the shaken run takes the other one, so
/// that gradients which depend on it are left out.
Var clamp(const Call& c, const char* low, const char* high) {
  Var x = c.input();
  auto bounded = [&](const Var& bound, const char* outside) {
    Dtype dtype = promote(x.value(), bound.value());
    x = cast(x, dtype);
    const Array on = is_on(x, bound);
    if (std::ranges::any_of(on.numbers(), [](double each) { return each != 0; })) c.machine.doubt();
    x = where(pointwise(outside, x, bound).value(), bound, x);
    if (is_shaken()) x = where(on, bound, x);
  };
  if (low && c.has(low)) bounded(c.var(low), "lt");
  if (high && c.has(high)) bounded(c.var(high), "gt");
  return x;
}

Var divide(const Call& c) {
  std::string mode = c.text("rounding_mode");
  if (mode.empty()) return c.input() / c.var("other");
  Var quotient = pointwise(mode == "floor" ? "floor_divide" : "trunc_divide", c.input(), c.var("other"));
  return is_float(quotient.dtype()) ? pointwise(mode == "floor" ? "floor" : "trunc", c.input() / c.var("other"))
                                    : quotient;
}

Var invert(const Var& x) {
  if (x.dtype() == Dtype::boolean) return pointwise("logical_not", x);
  return constant((-1 - x).value().cast(x.dtype()));
}

Var power(const Var& base, const Var& exponent) { return pointwise("pow", base, exponent); }

Var alpha_times(const Call& c, const Var& x) {
  const Value& alpha = c["alpha"];
  bool one = !c.has("alpha") || (alpha.get<std::int64_t>() && *alpha.get<std::int64_t>() == 1);
  return one ? x : c.var("alpha") * x;
}

Var rounded(const Call& c) {
  double scale = c.has("decimals") ? std::pow(10, c.number("decimals")) : 1;
  return scale == 1 ? pointwise("round", c.input()) : pointwise("round", scale * c.input()) / scale;
}

Var close(const Call& c) {
  Var a = c.input(), b = c.var("other");
  Numbers result;
  Shape shape = broadcast(a.shape(), b.shape());
  Array p = expand(a, shape).value(), q = expand(b, shape).value();
  for (std::int64_t i = 0; i < p.size(); ++i) {
    bool both_nan = c.flag("equal_nan") && std::isnan(p[i]) && std::isnan(q[i]);
    result.push_back(both_nan || p[i] == q[i] ||
                     std::abs(p[i] - q[i]) <= c.number("atol") + c.number("rtol") * std::abs(q[i]));
  }
  return constant(Array(shape, Dtype::boolean, std::move(result)));
}

void add_rows(Formulas& table) {
  for (std::string_view name : pointwise_names(1))
    table[name] = [name](const Call& c) { return pointwise(name, c.input()); };
  for (std::string_view name : pointwise_names(2))
    table[name] = [name](const Call& c) { return pointwise(name, c.input(), c.var("other")); };
}

Formulas make_formulas() {
  Formulas table;
  add_rows(table);
  table["add"] = [](const Call& c) { return c.input() + alpha_times(c, c.var("other")); };
  table["sub"] = [](const Call& c) { return c.input() - alpha_times(c, c.var("other")); };
  table["rsub"] = [](const Call& c) { return c.var("other") - alpha_times(c, c.input()); };
  table["div"] = divide;
  table["pow"] = [](const Call& c) { return power(c.input(), c.var("exponent")); };
  table["float_power"] = [](const Call& c) { return power(cast(c.input(), Dtype::float64), c.var("exponent")); };
  table["round"] = rounded;
  table["clamp"] = [](const Call& c) { return clamp(c, "min", "max"); };
  table["clamp_min"] = [](const Call& c) { return clamp(c, "min", nullptr); };
  table["clamp_max"] = [](const Call& c) { return clamp(c, nullptr, "max"); };
  table["lerp"] = [](const Call& c) { return c.input() + c.var("weight") * (c.var("end") - c.input()); };
  table["addcmul"] = [](const Call& c) { return c.input() + c.var("value") * (c.var("tensor1") * c.var("tensor2")); };
  table["addcdiv"] = [](const Call& c) { return c.input() + c.var("value") * (c.var("tensor1") / c.var("tensor2")); };
  table["where"] = [](const Call& c) { return where(c.var("condition").value(), c.input(), c.var("other")); };
  table["xlogy"] = [](const Call& c) { return c.input() * log(c.var("other")); };
  table["logit"] = [](const Call& c) { return log(c.input() / (1 - c.input())); };
  table["deg2rad"] = [](const Call& c) { return (M_PI / 180) * c.input(); };
  table["rad2deg"] = [](const Call& c) { return (180 / M_PI) * c.input(); };
  table["fmax"] = table["maximum"];
  table["fmin"] = table["minimum"];
  table["sgn"] = table["sign"];
  table["bitwise_not"] = [](const Call& c) { return invert(c.input()); };
  table["isclose"] = close;
  return table;
}

Formulas make_writes() {
  Formulas table;
  table["copy_"] = [](const Call& c) { return c.var("src"); };
  table["fill_"] = [](const Call& c) { return c.var("value"); };
  table["zero_"] = [](const Call& c) { return zeros_like(c.input()); };
  table["masked_fill_"] = [](const Call& c) {
    return where(c.var("mask").value(), cast(c.var("value"), c.input().dtype()), c.input());
  };
  return table;
}

}  // namespace

const Formulas& pointwise_formulas() {
  static const Formulas table = make_formulas();
  return table;
}

const Formulas& write_formulas() {
  static const Formulas table = make_writes();
  return table;
}

}  // namespace gradproof::checks::oracle
