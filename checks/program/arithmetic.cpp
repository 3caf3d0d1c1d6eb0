#include <fmt/format.h>

#include <cmath>
#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/machine.hpp>

namespace gradproof::checks {
namespace {

using ast::BinaryOperator;
using ast::CompareOperator;
using Integer = std::int64_t;
using List = std::shared_ptr<Sequence>;

bool is_integral(const Value& value) { return value.is<Integer>() || value.is<bool>(); }

Integer as_integer(const Value& value) {
  const auto* flag = value.get<bool>();
  return flag ? Integer{*flag} : value.as<Integer>();
}

[[noreturn]] void overflow(BinaryOperator op) {
  throw LimitError(
      fmt::format("the integer result of '{}' does not fit into 64 bits; integers are bounded here, write "
                  "a float such as 2.0",
                  symbol(op)));
}

[[noreturn]] void divided_by_zero(std::string_view what) {
  throw Raised("value", std::string(what) + " by zero", "ZeroDivisionError");
}

// Rounds down, as Python does, where C++ rounds towards zero.
Integer floor_quotient(Integer a, Integer b) { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }

Integer floor_remainder(Integer a, Integer b) {
  Integer rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

double floor_remainder(double a, double b) {
  double rest = std::fmod(a, b);
  if (rest == 0) return std::copysign(0.0, b);
  return (rest < 0) != (b < 0) ? rest + b : rest;
}

// CPython's rule: from the remainder, so that (a // b) * b + a % b gives a again.
double floor_quotient(double a, double b) {
  double rest = std::fmod(a, b);
  double quotient = (a - rest) / b;
  if (rest != 0 && (rest < 0) != (b < 0)) quotient -= 1;
  if (quotient == 0) return std::copysign(0.0, a / b);
  double down = std::floor(quotient);
  return quotient - down > 0.5 ? down + 1 : down;
}

Integer integer_power(Integer base, Integer exponent) {
  Integer result = 1;
  while (exponent > 0) {
    if (exponent % 2 != 0 && __builtin_mul_overflow(result, base, &result)) overflow(BinaryOperator::power);
    exponent /= 2;
    if (exponent > 0 && __builtin_mul_overflow(base, base, &base)) overflow(BinaryOperator::power);
  }
  return result;
}

double float_power(double base, double exponent) {
  if (base == 0 && exponent < 0) throw Raised("value", "0.0 cannot be raised to a negative power", "ZeroDivisionError");
  if (base < 0 && std::isfinite(exponent) && exponent != std::floor(exponent))
    throw Raised("value", "a negative number to a fractional power is complex, which is not supported", "ValueError");
  double result = std::pow(base, exponent);
  if (std::isinf(result) && std::isfinite(base) && std::isfinite(exponent))
    throw Raised("value", "(34, 'Numerical result out of range')", "OverflowError");
  return result;
}

Value on_integers(BinaryOperator op, Integer a, Integer b) {
  Integer result = 0;
  switch (op) {
    case BinaryOperator::add:
      if (__builtin_add_overflow(a, b, &result)) overflow(op);
      return {result};
    case BinaryOperator::subtract:
      if (__builtin_sub_overflow(a, b, &result)) overflow(op);
      return {result};
    case BinaryOperator::multiply:
      if (__builtin_mul_overflow(a, b, &result)) overflow(op);
      return {result};
    case BinaryOperator::divide:
      if (b == 0) divided_by_zero("division");
      return {static_cast<double>(a) / static_cast<double>(b)};
    case BinaryOperator::floor_divide:
      if (b == 0) divided_by_zero("integer division or modulo");
      if (__builtin_sub_overflow(Integer{0}, a, &result) && b == -1) overflow(op);
      return {floor_quotient(a, b)};
    case BinaryOperator::modulo:
      if (b == 0) divided_by_zero("integer modulo");
      return {b == -1 ? Integer{0} : floor_remainder(a, b)};
    case BinaryOperator::power:
      if (b < 0) return {float_power(static_cast<double>(a), static_cast<double>(b))};
      return {a == 1 || a == 0 ? Integer{a == 1 || b == 0}
              : a == -1        ? Integer{b % 2 == 0 ? 1 : -1}
                               : integer_power(a, b)};
    case BinaryOperator::bit_and:
      return {a & b};
    case BinaryOperator::bit_or:
      return {a | b};
    case BinaryOperator::bit_xor:
      return {a ^ b};
    case BinaryOperator::matmul:
      break;
  }
  return {};
}

Value on_floats(BinaryOperator op, double a, double b) {
  switch (op) {
    case BinaryOperator::add:
      return {a + b};
    case BinaryOperator::subtract:
      return {a - b};
    case BinaryOperator::multiply:
      return {a * b};
    case BinaryOperator::divide:
      if (b == 0) divided_by_zero("float division");
      return {a / b};
    case BinaryOperator::floor_divide:
      if (b == 0) divided_by_zero("float floor division");
      return {floor_quotient(a, b)};
    case BinaryOperator::modulo:
      if (b == 0) divided_by_zero("float modulo");
      return {floor_remainder(a, b)};
    case BinaryOperator::power:
      return {float_power(a, b)};
    default:
      return {};
  }
}

Value repeat(const Value& sequence, Integer times) {
  const auto* text = sequence.get<std::string>();
  const auto* list = sequence.get<List>();
  auto size = text ? text->size() : (*list)->items.size();
  times = std::max<Integer>(times, 0);
  if (size != 0 && static_cast<std::size_t>(times) > limits::items / size)
    throw LimitError(fmt::format("a repetition of {} × {} items; {} is the most", times, size, limits::items));
  if (text) {
    std::string result;
    for (Integer i = 0; i < times; ++i) result += *text;
    return {result};
  }
  auto result = std::make_shared<Sequence>(Sequence{(*list)->is_tuple, {}});
  if (size != 0)
    for (Integer i = 0; i < times; ++i)
      result->items.insert(result->items.end(), (*list)->items.begin(), (*list)->items.end());
  return {result};
}

Value join(const Sequence& left, const Sequence& right) {
  if (left.items.size() + right.items.size() > limits::items)
    throw LimitError(fmt::format("a list of more than {} items", limits::items));
  auto result = std::make_shared<Sequence>(left);
  result->items.insert(result->items.end(), right.items.begin(), right.items.end());
  return {result};
}

[[noreturn]] void unsupported_operands(std::string_view op, const Value& left, const Value& right) {
  throw Raised("argument",
               fmt::format("unsupported operand type(s) for {}: '{}' and '{}'", op, type_name(left), type_name(right)),
               "TypeError");
}

bool is_repeatable(const Value& value) { return value.is<List>() || value.is<std::string>(); }

Value on_sequences(BinaryOperator op, const Value& left, const Value& right) {
  if (op == BinaryOperator::multiply) {
    if (is_repeatable(left) && is_integral(right)) return repeat(left, as_integer(right));
    if (is_repeatable(right) && is_integral(left)) return repeat(right, as_integer(left));
  }
  if (op == BinaryOperator::add) {
    const auto *a = left.get<List>(), *b = right.get<List>();
    if (a && b && (*a)->is_tuple == (*b)->is_tuple) return join(**a, **b);
    const auto *s = left.get<std::string>(), *t = right.get<std::string>();
    if (s && t && s->size() + t->size() > limits::items)
      throw LimitError(fmt::format("a string of more than {} characters", limits::items));
    if (s && t) return {*s + *t};
  }
  unsupported_operands(symbol(op), left, right);
}

template <class T>
bool ordered(CompareOperator op, const T& a, const T& b) {
  switch (op) {
    case CompareOperator::equal:
      return a == b;
    case CompareOperator::not_equal:
      return a != b;
    case CompareOperator::less:
      return a < b;
    case CompareOperator::less_equal:
      return a <= b;
    case CompareOperator::greater:
      return a > b;
    default:
      return a >= b;
  }
}

}  // namespace

bool is_number(const Value& value) { return is_integral(value) || value.is<double>(); }

double as_double(const Value& value) {
  const auto* number = value.get<double>();
  return number ? *number : static_cast<double>(as_integer(value));
}

std::string type_name(const Value& value) {
  if (const auto* list = value.get<List>()) return (*list)->is_tuple ? "tuple" : "list";
  if (const auto* object = value.get<std::shared_ptr<Object>>()) return std::string((*object)->type());
  static constexpr const char* names[] = {"NoneType", "bool",     "int",  "float",  "str",     "dtype",
                                          "slice",    "ellipsis", "list", "object", "function"};
  return names[value.data.index()];
}

Value arithmetic(BinaryOperator op, const Value& left, const Value& right) {
  bool bitwise = op == BinaryOperator::bit_and || op == BinaryOperator::bit_or || op == BinaryOperator::bit_xor;
  if (!is_number(left) || !is_number(right)) return on_sequences(op, left, right);
  if (bitwise && left.is<bool>() && right.is<bool>())
    return {on_integers(op, as_integer(left), as_integer(right)).as<Integer>() != 0};
  if (op == BinaryOperator::matmul) unsupported_operands("@", left, right);
  if (is_integral(left) && is_integral(right)) return on_integers(op, as_integer(left), as_integer(right));
  if (bitwise) unsupported_operands(symbol(op), left, right);
  return on_floats(op, as_double(left), as_double(right));
}

Value arithmetic(ast::UnaryOperator op, const Value& value) {
  bool negate = op == ast::UnaryOperator::negate;
  if (negate && value.is<double>()) return {-value.as<double>()};
  if (!is_integral(value))
    throw Raised("argument", fmt::format("bad operand type for unary {}: '{}'", symbol(op), type_name(value)),
                 "TypeError");
  if (!negate) return {~as_integer(value)};
  return on_integers(BinaryOperator::subtract, 0, as_integer(value));
}

bool compare(CompareOperator op, const Value& left, const Value& right) {
  if (is_integral(left) && is_integral(right)) return ordered(op, as_integer(left), as_integer(right));
  if (is_number(left) && is_number(right)) return ordered(op, as_double(left), as_double(right));
  if (left.is<std::string>() && right.is<std::string>())
    return ordered(op, left.as<std::string>(), right.as<std::string>());
  throw Raised("argument",
               fmt::format("'{}' not supported between instances of '{}' and '{}'", symbol(op), type_name(left),
                           type_name(right)),
               "TypeError");
}

}  // namespace gradproof::checks
