#include <algorithm>
#include <gradproof/reports/records/outcome.hpp>

namespace gradproof::records {

std::span<const Outcome> outcomes() {
  static constexpr Outcome table[] = {
      {"correct", "✓", "It ran, and every observed value is the one that was due.", false},
      {"detected", "▲", "The subject raised an error, and rightly: going on would have given a wrong value.", false},
      {"by_request", "○",
       "The script hid a write from autograd on purpose; the gradient is that of the script as it ran.", false},
      {"silent_wrong", "✗", "No error, and a gradient differs from the one that was due.", true},
      {"silent_drop", "∅", "No error, and a gradient that should be there is missing.", true},
      {"silent_state", "◐", "The gradients are right, but another value that the script holds was corrupted.", true},
      {"false_alarm", "△", "The subject raised an error although the gradient would have been right.", false},
      {"error", "■", "The script is wrong whatever autograd does: a shape, a dtype, an index.", false},
      {"unsupported", "–", "The subject lacks something that the script uses.", false},
      {"unjudged", "?", "It ran, but nothing says which values were due.", false},
      {"crashed", "†", "The process of the subject died.", true},
      {"timeout", "∞", "The subject did not finish within the time limit.", true},
  };
  return table;
}

const Outcome* find_outcome(std::string_view name) {
  const auto all = outcomes();
  const auto found = std::ranges::find(all, name, &Outcome::name);
  return found == all.end() ? nullptr : &*found;
}

bool is_finding(const Verdict& verdict) {
  if (verdict.as_expected) return !*verdict.as_expected;
  const Outcome* outcome = find_outcome(verdict.outcome);
  return outcome != nullptr && outcome->harmful;
}

}  // namespace gradproof::records
