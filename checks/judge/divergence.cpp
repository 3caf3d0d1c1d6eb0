#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/judge/compare.hpp>
#include <gradproof/checks/judge/divergence.hpp>
#include <map>
#include <set>

namespace gradproof::checks {
namespace {

using records::Value;
using records::Verdict;

constexpr std::size_t kReason = 80;  ///< bytes of a reason that tell one cause from another

const Value* due(const Verdict& verdict, const std::string& expression) {
  return verdict.oracle ? find(*verdict.oracle, expression) : nullptr;
}

bool alike(const Verdict& a, const Verdict& b, const std::string& expression, double tolerance) {
  const auto* x = find(a.observed, expression);
  const auto* y = find(b.observed, expression);
  if (!x || !y) return !x && !y;
  const auto* due_x = due(a, expression);
  const auto* due_y = due(b, expression);
  const bool same_due = !due_x || !due_y || equal(*due_x, *due_y, tolerance);
  return same_due ? equal(*x, *y, tolerance) : equal(*x, *due_x, tolerance) == equal(*y, *due_y, tolerance);
}

std::vector<std::string> differing(const Verdict& a, const Verdict& b, double tolerance) {
  std::vector<std::string> expressions;
  if (a.observed.empty() || b.observed.empty()) return expressions;  // one did not run to its end
  for (const auto& [expression, value] : a.observed) {
    if (!alike(a, b, expression, tolerance)) expressions.push_back(expression);
  }
  for (const auto& [expression, value] : b.observed) {
    if (!find(a.observed, expression)) expressions.push_back(expression);
  }
  return expressions;
}

/// What an expression reads, without the names of one program: ".grad" of "net.weight.grad".
std::string sort_of(const std::string& expression) {
  const auto is_word = [](unsigned char c) { return c == '_' || std::isalnum(c) != 0; };
  const auto dot = expression.rfind('.');
  const auto tail = dot == std::string::npos ? expression : expression.substr(dot + 1);
  if (!std::ranges::all_of(tail, is_word)) return "expressions";
  return dot == std::string::npos ? "names" : "." + tail;
}

std::string sorts(const std::vector<std::string>& expressions) {
  std::set<std::string> sorts;
  for (const auto& expression : expressions) sorts.insert(sort_of(expression));
  return fmt::format("values of {}", fmt::join(sorts, ", "));
}

std::string ending(const Verdict& verdict) {
  if (verdict.error) return fmt::format("{}: {} ({})", verdict.outcome, verdict.error->kind, verdict.error->moment);
  if (verdict.reason.empty()) return verdict.outcome;
  return fmt::format("{}: {}", verdict.outcome, verdict.reason.substr(0, std::min(kReason, verdict.reason.find('\n'))));
}

bool other_line(const Verdict& a, const Verdict& b) {
  return a.error && b.error && a.error->line > 0 && b.error->line > 0 && a.error->line != b.error->line;
}

bool unsupported(const Verdict& verdict) { return verdict.outcome == "unsupported"; }

/// Empty: the verdicts are alike.
std::string cause(const Verdict& a, const Verdict& b, const std::vector<std::string>& expressions) {
  // What the other made of it has nothing to do with what the one lacks.
  if (unsupported(a) != unsupported(b)) {
    return fmt::format("{} | {}", unsupported(a) ? ending(a) : "runs", unsupported(b) ? ending(b) : "runs");
  }
  const bool both_raised = a.error && b.error;
  const bool same_error = both_raised ? a.error->kind == b.error->kind && a.error->moment == b.error->moment
                                      : a.error.has_value() == b.error.has_value();
  std::string text;
  if (a.outcome != b.outcome || !same_error)
    text = fmt::format("{} | {}", ending(a), ending(b));
  else if (!expressions.empty())
    text = a.outcome;
  else if (other_line(a, b))
    return ending(a) + ", at another line";
  return expressions.empty() ? text : fmt::format("{}: {}", text, sorts(expressions));
}

}  // namespace

std::optional<records::Divergence> divergence(const Verdict& first, const Verdict& second, double tolerance) {
  auto expressions = differing(first, second, tolerance);
  auto text = cause(first, second, expressions);
  if (text.empty()) return std::nullopt;
  return records::Divergence{std::move(text), std::move(expressions), first, second};
}

std::vector<DivergenceGroup> grouped(std::span<const records::Divergence> divergences) {
  std::map<std::string, DivergenceGroup> by_cause;
  for (const auto& one : divergences) {
    auto& group = by_cause[one.cause];
    group.cause = one.cause;
    group.members.push_back(one);
  }
  std::vector<DivergenceGroup> groups;
  for (auto& [text, group] : by_cause) groups.push_back(std::move(group));
  for (auto& group : groups)
    std::ranges::stable_sort(group.members, {}, [](const auto& one) { return one.first.file; });
  std::ranges::stable_sort(groups, std::greater<>(), [](const auto& group) { return group.members.size(); });
  return groups;
}

}  // namespace gradproof::checks
