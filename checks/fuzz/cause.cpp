#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/fuzz/cause.hpp>
#include <gradproof/checks/fuzz/twin.hpp>
#include <gradproof/checks/judge/compare.hpp>
#include <limits>

namespace gradproof::checks::fuzz {
namespace {

bool is_silent(const records::Verdict& verdict) { return verdict.outcome.starts_with("silent_"); }

bool raised(const records::Verdict& verdict, std::string_view kind) {
  return verdict.error && verdict.error->kind == kind;
}

/// By a check in backward: of a saved value, or of a view whose base was written.
bool is_caught(const records::Verdict& verdict) { return verdict.error && verdict.error->moment == "backward"; }

/// The largest difference between numbers at the same place; infinite where the forms differ.
double distance(const records::Value& a, const records::Value& b) {
  const auto *many = std::get_if<records::Value::List>(&a.data), *others = std::get_if<records::Value::List>(&b.data);
  if (many && others && many->size() == others->size()) {
    double largest = 0;
    for (std::size_t i = 0; i < many->size(); ++i) largest = std::max(largest, distance((*many)[i], (*others)[i]));
    return largest;
  }
  const auto *x = std::get_if<double>(&a.data), *y = std::get_if<double>(&b.data);
  if (x && y) return std::abs(*x - *y);
  return a == b ? 0 : std::numeric_limits<double>::infinity();
}

double distance_to_due(const records::Verdict& verdict) {
  double largest = 0;
  if (!verdict.oracle) return largest;
  for (const auto& [expression, due] : *verdict.oracle)
    if (const auto* seen = find(verdict.observed, expression)) largest = std::max(largest, distance(*seen, due));
  return largest;
}

/// Terms that cancel leave what rounding made of them: far smaller in float64.
bool is_rounding(const Program& program, const records::Verdict& verdict, const Judge& judge) {
  if (!(distance_to_due(verdict) < 1e-4)) return false;
  const auto doubles = in_doubles(program);
  return doubles && distance_to_due(judge(*doubles)) < 1e-11;
}

/// A write through a view gives its base a history that goes past the view's, and past the hooks there.
bool is_hook_passed_by(const Program& program, const Judge& judge) {
  if (!hooks_a_view(program)) return false;
  const auto quiet = without_writes(program);
  return quiet && !is_silent(judge(*quiet));
}

Cause explained(const char* name) { return {true, name}; }

}  // namespace

bool disagrees(const records::Verdict& verdict) {
  return is_silent(verdict) || verdict.outcome == "false_alarm" || verdict.outcome == "crashed" ||
         verdict.outcome == "timeout";
}

Cause find_cause(const Program& program, const records::Verdict& verdict, const Judge& judge) {
  if (is_silent(verdict)) {
    if (const auto twin = honest_twin(program); twin && is_caught(judge(*twin))) return explained("bypass");
    if (is_rounding(program, verdict, judge)) return explained("rounding");
    if (is_hook_passed_by(program, judge)) return explained("hook on a written view");
  } else if (verdict.outcome == "false_alarm") {
    const auto quiet = without_writes(program);
    if (!quiet || !raised(judge(*quiet), "modified_after_save")) return explained("coarse counter");
  }
  return {false, verdict.outcome};
}

}  // namespace gradproof::checks::fuzz
