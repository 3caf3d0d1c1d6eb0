#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/judge/expectation.hpp>
#include <iterator>

namespace gradproof::checks {
namespace {

std::vector<std::string> expected_outcomes(const Header& header, const SubjectName& subject,
                                           const std::string& version) {
  std::vector<std::string> keys;
  std::ranges::transform(header.expect, std::back_inserter(keys), &Expectation::subject);
  const auto key = expectation_key(keys, subject, version);
  if (!key) return {};
  return std::ranges::find(header.expect, *key, &Expectation::subject)->outcomes;
}

/// What is wrong with the error itself; empty: nothing. A line that is not known cannot be wrong.
std::string wrong_error(const records::Verdict& verdict, const Header& header) {
  if (!verdict.error) return {};
  const auto& [kind, moment, line, message] = *verdict.error;
  if (verdict.outcome == "detected" && !header.error.empty() && kind != header.error) {
    return fmt::format("the error is of kind {}; the header's `error` demands {}", kind, header.error);
  }
  if (header.error_line && line != 0 && line != *header.error_line) {
    return fmt::format("the error is raised in line {}; the header's `error_line` demands {}", line,
                       *header.error_line);
  }
  return {};
}

}  // namespace

void hold_against_expectation(records::Verdict& verdict, const Header& header, const SubjectName& subject) {
  verdict.expected = expected_outcomes(header, subject, verdict.subject_version);
  if (verdict.expected.empty()) return;
  verdict.as_expected = std::ranges::find(verdict.expected, verdict.outcome) != verdict.expected.end();
  const std::string wrong = *verdict.as_expected ? wrong_error(verdict, header) : "";
  if (wrong.empty()) return;
  verdict.as_expected = false;
  verdict.reason = wrong;
}

}  // namespace gradproof::checks
