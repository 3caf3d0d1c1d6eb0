// The module math, with Python's errors.
#include <cmath>
#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/walker.hpp>
#include <map>

namespace gradproof::checks {
namespace {

using Unary = double (*)(double);
using Binary = double (*)(double, double);

const std::map<std::string_view, Unary> unary = {
    {"sqrt", std::sqrt},   {"exp", std::exp},   {"expm1", std::expm1},  {"log2", std::log2},     {"log10", std::log10},
    {"log1p", std::log1p}, {"sin", std::sin},   {"cos", std::cos},      {"tan", std::tan},       {"asin", std::asin},
    {"acos", std::acos},   {"atan", std::atan}, {"sinh", std::sinh},    {"cosh", std::cosh},     {"tanh", std::tanh},
    {"erf", std::erf},     {"erfc", std::erfc}, {"gamma", std::tgamma}, {"lgamma", std::lgamma}, {"fabs", std::fabs}};

const std::map<std::string_view, Binary> binary = {
    {"atan2", std::atan2}, {"pow", std::pow}, {"hypot", std::hypot}, {"fmod", std::fmod}, {"copysign", std::copysign}};

const std::map<std::string_view, Unary> rounding = {{"floor", std::floor}, {"ceil", std::ceil}, {"trunc", std::trunc}};

// Python raises where C gives NaN or infinity for finite arguments. A pole is a domain error, growth an overflow.
double checked(double result, bool finite_arguments, bool grows) {
  if (!finite_arguments || std::isfinite(result)) return result;
  if (std::isnan(result) || !grows) throw Raised("value", "math domain error", "ValueError");
  throw Raised("value", "math range error", "OverflowError");
}

bool grows(std::string_view name) {
  return name == "exp" || name == "expm1" || name == "sinh" || name == "cosh" || name == "pow" || name == "hypot";
}

double logarithm(double x) {
  if (x <= 0) throw Raised("value", "math domain error", "ValueError");
  return std::log(x);
}

bool is_close(double a, double b, double relative, double absolute) {
  if (a == b) return true;
  if (std::isinf(a) || std::isinf(b)) return false;
  return std::abs(a - b) <= std::max(relative * std::max(std::abs(a), std::abs(b)), absolute);
}

}  // namespace

Value Walker::math(std::string_view name, const Arguments& arguments) {
  if (name == "prod") {
    auto product = arguments["start"];
    for (const auto& item : iterate(arguments["iterable"]))
      product = this->binary(ast::BinaryOperator::multiply, product, item);
    return product;
  }
  double x = to_float(arguments.at(0));
  if (auto found = rounding.find(name); found != rounding.end())
    return arguments.at(0).is<std::int64_t>() ? arguments.at(0) : Value{to_int({found->second(x)})};
  if (name == "isnan") return {std::isnan(x)};
  if (name == "isinf") return {std::isinf(x)};
  if (name == "isfinite") return {std::isfinite(x)};
  if (auto found = unary.find(name); found != unary.end())
    return {checked(found->second(x), std::isfinite(x), grows(name))};
  if (name == "log" && arguments.size() == 1) return {logarithm(x)};
  double y = to_float(arguments.at(1));
  if (name == "log") return arithmetic(ast::BinaryOperator::divide, {logarithm(x)}, {logarithm(y)});
  if (name == "isclose") return {is_close(x, y, to_float(arguments["rel_tol"]), to_float(arguments["abs_tol"]))};
  return {checked(checks::binary.at(name)(x, y), std::isfinite(x) && std::isfinite(y), grows(name))};
}

}  // namespace gradproof::checks
