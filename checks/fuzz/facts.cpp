#include <algorithm>
#include <cmath>
#include <gradproof/checks/fuzz/facts.hpp>
#include <gradproof/checks/judge/compare.hpp>
#include <limits>

namespace gradproof::checks::fuzz {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

double between(const records::Value& a, const records::Value& b) {
  const auto *many = std::get_if<records::Value::List>(&a.data), *others = std::get_if<records::Value::List>(&b.data);
  if (many && others && many->size() == others->size()) {
    double largest = 0;
    for (std::size_t i = 0; i < many->size(); ++i) largest = std::max(largest, between((*many)[i], (*others)[i]));
    return largest;
  }
  const auto *x = std::get_if<double>(&a.data), *y = std::get_if<double>(&b.data);
  if (x && y) return std::abs(*x - *y);
  return a == b ? 0 : kFar;
}

/// What was not seen, or has nothing to be held against, is near nothing.
double between(const records::Values& seen, const records::Values& other) {
  double largest = other.empty() ? kFar : 0;
  for (const auto& [expression, value] : other) {
    const auto* found = find(seen, expression);
    largest = std::max(largest, found ? between(*found, value) : kFar);
  }
  return largest;
}

}  // namespace

bool is_silent(const records::Verdict& verdict) { return verdict.outcome.starts_with("silent_"); }

bool is_broken_off(const records::Verdict& verdict) {
  return verdict.outcome == "crashed" || verdict.outcome == "timeout";
}

bool raised(const records::Verdict& verdict, std::string_view kind) {
  return verdict.error && verdict.error->kind == kind;
}

bool is_caught(const records::Verdict& verdict) {
  return raised(verdict, "modified_after_save") || raised(verdict, "view_write");
}

double distance(const records::Verdict& a, const records::Verdict& b) { return between(a.observed, b.observed); }

double distance_to_due(const records::Verdict& verdict) {
  return verdict.oracle ? between(verdict.observed, *verdict.oracle) : kFar;
}

}  // namespace gradproof::checks::fuzz
