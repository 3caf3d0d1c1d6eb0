#include <algorithm>
#include <cmath>
#include <gradproof/checks/judge/compare.hpp>
#include <limits>
#include <optional>

namespace gradproof::checks {
namespace {

using records::Value;
using List = Value::List;

/// The part of the tolerance that is granted relative to the largest element of an array instead of the element
/// itself: enough for the rounding error of a sum that cancels, too little to hide an element that is wrong.
constexpr double cancellation_share = 0.05;

std::optional<double> spelled_number(const std::string& text) {
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf") return std::numeric_limits<double>::infinity();
  if (text == "-inf") return -std::numeric_limits<double>::infinity();
  return std::nullopt;
}

std::optional<double> number(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag;
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value.data)) return *real;
  if (const auto* text = std::get_if<std::string>(&value.data)) return spelled_number(*text);
  return std::nullopt;
}

/// The largest finite magnitude anywhere in `value`.
double scale(const Value& value) {
  double largest = 0;
  if (const auto* list = std::get_if<List>(&value.data)) {
    for (const Value& item : *list) largest = std::max(largest, scale(item));
  } else if (const auto x = number(value); x && std::isfinite(*x)) {
    largest = std::abs(*x);
  }
  return largest;
}

bool close(double seen, double due, double relative, double absolute) {
  if (std::isnan(seen) || std::isnan(due)) return std::isnan(seen) && std::isnan(due);
  if (std::isinf(seen) || std::isinf(due)) return seen == due;
  return std::abs(seen - due) <= std::max(relative * std::abs(due), absolute);
}

bool equal_scalars(const Value& seen, const Value& due, double relative, double absolute) {
  const bool integers =
      std::holds_alternative<std::int64_t>(seen.data) && std::holds_alternative<std::int64_t>(due.data);
  const auto a = number(seen), b = number(due);
  return integers || !a || !b ? seen == due : close(*a, *b, relative, absolute);
}

bool equal_nested(const Value& seen, const Value& due, double relative, double absolute) {
  const auto* a = std::get_if<List>(&seen.data);
  const auto* b = std::get_if<List>(&due.data);
  if (!a || !b) return !a && !b && equal_scalars(seen, due, relative, absolute);
  return std::ranges::equal(*a, *b,
                            [&](const Value& x, const Value& y) { return equal_nested(x, y, relative, absolute); });
}

bool all_zero(const Value& value) {
  if (const auto* list = std::get_if<List>(&value.data)) return std::ranges::all_of(*list, all_zero);
  return number(value) == 0.0;
}

}  // namespace

bool equal(const Value& seen, const Value& due, double tolerance) {
  return equal_nested(seen, due, tolerance, tolerance * cancellation_share * scale(due));
}

Difference compare_gradient(const Value& seen, const Value& due, double tolerance) {
  if (seen.is_null() && !due.is_null()) return Difference::missing;
  const bool same = due.is_null() ? seen.is_null() || all_zero(seen) : equal(seen, due, tolerance);
  return same ? Difference::none : Difference::wrong;
}

const Value* find(const records::Values& values, std::string_view expression) {
  const auto found = std::ranges::find(values, expression, &records::Values::value_type::first);
  return found == values.end() ? nullptr : &found->second;
}

}  // namespace gradproof::checks
