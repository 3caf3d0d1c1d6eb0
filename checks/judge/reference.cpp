#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/judge/reference.hpp>

namespace gradproof::checks {
namespace {

using records::Values;

/// People type four digits: [6, 1.3333, 1.3333].
constexpr double typed_tolerance = 1e-4;

/// Should the oracle give none: two ways to compute one float32 value.
constexpr double usual_tolerance = 1e-5;

constexpr auto expression_of = [](const auto& entry) { return std::string_view(entry.first); };

template <class Due>
Difference difference(const Values& seen, const Due& due) {
  static const records::Value null;
  const records::Value* found = find(seen, due.expression);
  const records::Value& value = found ? *found : null;
  if (due.gradient) return compare_gradient(value, due.value, due.tolerance);
  return equal(value, due.value, due.tolerance) ? Difference::none : Difference::wrong;
}

}  // namespace

Reference::Reference(const Header& header, const OracleAnswer& oracle) : header_(header), oracle_(oracle) {
  if (oracle.judged) {
    for (const auto& entry : oracle.due) right_.push_back(due(entry, tolerance(entry.first)));
    for (const auto& entry : oracle.due_with_writes) with_writes_.push_back(due(entry, tolerance(entry.first)));
  }
  for (const auto& entry : header.right) {
    if (!oracle.judged || !find(oracle.due, entry.first)) right_.push_back(due(entry, typed_tolerance));
  }
  for (const auto& entry : header.intend) intended_.push_back(due(entry, typed_tolerance));
}

Reference::Due Reference::due(const std::pair<std::string, records::Value>& entry, double tolerance) const {
  return {entry.first, entry.second, header_.tolerance.value_or(tolerance), is_gradient(entry.first)};
}

double Reference::tolerance(std::string_view expression) const {
  const auto found = std::ranges::find(oracle_.tolerances, expression, expression_of);
  return found == oracle_.tolerances.end() ? usual_tolerance : found->second;
}

bool Reference::is_gradient(std::string_view expression) const {
  return expression.ends_with(".grad") || std::ranges::find(oracle_.gradients, expression) != oracle_.gradients.end();
}

bool Reference::misses_gradient(const Values& seen) const {
  return std::ranges::any_of(right_, [&](const Due& due) { return difference(seen, due) == Difference::missing; });
}

bool Reference::has_wrong_gradient(const Values& seen) const {
  return std::ranges::any_of(right_,
                             [&](const Due& due) { return due.gradient && difference(seen, due) != Difference::none; });
}

bool Reference::has_wrong_state(const Values& seen) const {
  return std::ranges::any_of(
      right_, [&](const Due& due) { return !due.gradient && difference(seen, due) != Difference::none; });
}

bool Reference::misses_intent(const Values& seen) const {
  return std::ranges::any_of(intended_, [&](const Due& due) { return difference(seen, due) != Difference::none; });
}

bool Reference::ignores_writes(const Values& seen) const {
  return std::ranges::any_of(with_writes_, [&](const Due& due) { return difference(seen, due) != Difference::none; });
}

std::optional<std::string> Reference::silence(const Values& seen) const {
  const auto judges = [&](const std::string& expression) {
    return std::ranges::find(right_, expression, &Due::expression) != right_.end();
  };
  const std::string why = oracle_.reason.empty() ? "" : fmt::format(" ({})", oracle_.reason);
  for (const auto& [expression, value] : seen) {
    if (is_gradient(expression) && !judges(expression)) {
      return fmt::format("the oracle cannot tell {}{}; the header's `right` could", expression, why);
    }
  }
  if (!right_.empty()) return std::nullopt;
  return fmt::format("the oracle can tell nothing that is observed{}; the header's `right` could", why);
}

bool Reference::confirms(const Values& seen) const {
  return !silence(seen) && !has_wrong_gradient(seen) && !has_wrong_state(seen);
}

}  // namespace gradproof::checks
