#include <gradproof/checks/fuzz/cause.hpp>
#include <gradproof/checks/fuzz/facts.hpp>
#include <gradproof/checks/fuzz/twin.hpp>

namespace gradproof::checks::fuzz {
namespace {

/// Terms that cancel leave what rounding made of them: far smaller in float64.
bool is_rounding(const Program& program, const records::Verdict& verdict, const Judge& judge) {
  if (!(distance_to_due(verdict) < 1e-4)) return false;
  const auto doubles = in_doubles(program);
  return doubles && distance_to_due(judge(*doubles)) < 1e-11;
}

/// Whether the variation is there and its outcome not silent, rounding set aside.
bool is_quiet(const std::optional<Program>& program, const Judge& judge) {
  if (!program) return false;
  const auto verdict = judge(*program);
  if (is_silent(verdict)) return is_rounding(*program, verdict, judge);
  return !is_broken_off(verdict);
}

/// Where a derivative jumps, either side's is right, and rounding chooses the side.
bool is_kink(const Program& program, const Judge& judge) {
  return is_quiet(moved(program, 0.007), judge) && is_quiet(moved(program, -0.009), judge);
}

/// A write through a view gives its base a history that goes past the view's, and past the hooks there; afterwards the
/// view is read from its base, and goes through the hooks there.
bool is_hook_passed_by(const Program& program, const Judge& judge) {
  return hooks_a_view_or_its_base(program) && is_quiet(without_writes(program), judge);
}

/// A hook on what an operation saved as its result runs again when a double backward comes by there.
bool is_hook_met_again(const Program& program, const Judge& judge) {
  return program.source.find("create_graph=True") != std::string::npos && is_quiet(without_hooks(program), judge);
}

Cause explained(const char* name) { return {true, name}; }

}  // namespace

bool disagrees(const records::Verdict& verdict) {
  return is_silent(verdict) || verdict.outcome == "false_alarm" || is_broken_off(verdict);
}

Cause find_cause(const Program& program, const records::Verdict& verdict, const Judge& judge) {
  if (is_silent(verdict)) {
    if (const auto twin = honest_twin(program); twin && is_caught(judge(*twin))) return explained("bypass");
    if (is_quiet(with_own_gradients(program), judge)) return explained("stolen gradient");
    if (is_rounding(program, verdict, judge)) return explained("rounding");
    if (is_kink(program, judge)) return explained("kink");
    if (is_hook_passed_by(program, judge)) return explained("hook on a written view");
    if (is_hook_met_again(program, judge)) return explained("hook met again in double backward");
  } else if (verdict.outcome == "false_alarm") {
    const auto quiet = without_writes(program);
    const auto verdict_of_quiet = quiet ? judge(*quiet) : records::Verdict();
    if (!raised(verdict_of_quiet, "modified_after_save") && !is_broken_off(verdict_of_quiet))
      return explained("coarse counter");
  }
  return {false, verdict.outcome};
}

}  // namespace gradproof::checks::fuzz
