#include <fmt/format.h>

#include <gradproof/checks/judge/compare.hpp>
#include <gradproof/checks/recorded/agreement.hpp>
#include <gradproof/reports/records/json.hpp>

namespace gradproof::checks {
namespace {

/// Collects the sentences; every one names program, subject, and both sides.
class Differences {
 public:
  Differences(const records::Verdict& recorded, const records::Verdict& seen)
      : place_(fmt::format("{}: on {} {}", seen.program, seen.subject, seen.subject_version)),
        release_("PyTorch " + recorded.subject_version) {}

  void compare(std::string_view what, const std::string& recorded, const std::string& seen) {
    if (recorded != seen) add(what, recorded, seen);
  }
  void add(std::string_view what, const std::string& recorded, const std::string& seen) {
    found_.push_back(fmt::format("{} {} is {}; {} has {}", place_, what, seen, release_, recorded));
  }
  std::vector<std::string> take() { return std::move(found_); }

 private:
  std::string place_, release_;
  std::vector<std::string> found_;
};

std::string kind(const records::Verdict& verdict) { return verdict.error ? verdict.error->kind : "none"; }
std::string moment(const records::Verdict& verdict) { return verdict.error ? verdict.error->moment : "none"; }
int line(const records::Verdict& verdict) { return verdict.error ? verdict.error->line : 0; }

void compare_observed(Differences& differences, const records::Values& recorded, const records::Values& seen,
                      double tolerance) {
  for (const auto& [expression, value] : recorded) {
    const auto* other = find(seen, expression);
    if (!other) {
      differences.add(expression, records::to_json(value), "not observed");
    } else if (!equal(*other, value, tolerance)) {
      differences.add(expression, records::to_json(value), records::to_json(*other));
    }
  }
  for (const auto& [expression, value] : seen) {
    if (!find(recorded, expression)) differences.add(expression, "not observed", records::to_json(value));
  }
}

}  // namespace

std::vector<std::string> disagreements(const records::Verdict& recorded, const records::Verdict& seen,
                                       double tolerance) {
  Differences differences(recorded, seen);
  differences.compare("the outcome", recorded.outcome, seen.outcome);
  differences.compare("the error's kind", kind(recorded), kind(seen));
  differences.compare("the error's moment", moment(recorded), moment(seen));
  differences.compare("the error's line", std::to_string(line(recorded)), std::to_string(line(seen)));
  compare_observed(differences, recorded.observed, seen.observed, tolerance);
  return differences.take();
}

}  // namespace gradproof::checks
