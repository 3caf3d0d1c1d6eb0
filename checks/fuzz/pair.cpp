#include <fmt/format.h>

#include <gradproof/checks/fuzz/facts.hpp>
#include <gradproof/checks/fuzz/pair.hpp>
#include <gradproof/checks/judge/compare.hpp>

namespace gradproof::checks::fuzz {
namespace {

/// Two ways to compute a float32 value in some ten operations.
constexpr double tolerance = 1e-4;

std::string in_short(const records::Verdict& verdict) {
  if (!verdict.error) return verdict.outcome;
  return fmt::format("{} {} in {}", verdict.outcome, verdict.error->kind, verdict.error->moment);
}

/// Whether both refused in the same place what was written after it was saved, or a view of it. Then only the reason
/// may differ, and what follows without the check: both depend on what a derivative's formula keeps.
bool same_refusal(const records::Verdict& a, const records::Verdict& b) {
  return is_caught(a) && is_caught(b) && a.error->moment == b.error->moment && a.error->line == b.error->line;
}

}  // namespace

std::optional<Cause> difference(const records::Verdict& a, const records::Verdict& b) {
  if (a.outcome == "unsupported" || b.outcome == "unsupported") return std::nullopt;
  if (same_refusal(a, b) && in_short(a) != in_short(b)) return Cause{true, "same refusal"};
  if (const auto one = in_short(a), other = in_short(b); one != other)
    return Cause{false, fmt::format("{} / {}", one, other)};
  if (a.error && a.error->line != b.error->line) return Cause{false, fmt::format("{}, different lines", in_short(a))};
  for (const auto& [expression, value] : a.observed) {
    const auto* other = find(b.observed, expression);
    if (!other || !equal(value, *other, tolerance)) return Cause{false, fmt::format("{}, different values", a.outcome)};
  }
  return std::nullopt;
}

}  // namespace gradproof::checks::fuzz
