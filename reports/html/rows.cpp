#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/reports/html/escape.hpp>
#include <gradproof/reports/html/rows.hpp>
#include <gradproof/reports/records/outcome.hpp>
#include <map>

namespace gradproof::reports {
namespace {

Category& category_of(Rows& rows, const std::string& name) {
  const auto found = std::ranges::find(rows.categories, name, &Category::name);
  if (found != rows.categories.end()) return *found;
  return rows.categories.emplace_back(Category{name, {}});
}

void add_subject(Rows& rows, const std::string& subject) {
  if (std::ranges::find(rows.subjects, subject) == rows.subjects.end()) rows.subjects.push_back(subject);
}

/// Two files of one name may be judged on one subject: the second verdict gets an id of its own.
void add_verdict(Row& row, const records::Verdict& verdict) {
  const auto same = [&](const Entry& entry) { return entry.verdict->subject == verdict.subject; };
  const auto before = std::ranges::count_if(row.entries, same);
  const std::string number = before == 0 ? "" : fmt::format(":{}", before + 1);
  row.entries.push_back({&verdict, scenario_id(verdict.program) + ":" + anchor(verdict.subject) + number});
}

/// Programs in the order of the page: those with a text, then the others as they were judged.
std::vector<Row> rows_in_order(const PageInput& input) {
  std::vector<Row> rows;
  std::map<std::string, std::size_t> places;
  const auto row_of = [&](const std::string& program) -> Row& {
    const auto [place, added] = places.try_emplace(program, rows.size());
    if (added) rows.push_back({program, nullptr, {}});
    return rows[place->second];
  };
  for (const ScenarioText& scenario : input.scenarios) row_of(scenario.program).scenario = &scenario;
  for (const records::Verdict& verdict : input.verdicts) add_verdict(row_of(verdict.program), verdict);
  return rows;
}

}  // namespace

Rows arrange(const PageInput& input) {
  Rows rows;
  for (Row& row : rows_in_order(input)) {
    const bool named = row.scenario != nullptr && !row.scenario->category.empty();
    category_of(rows, named ? row.scenario->category : "without a category").rows.push_back(std::move(row));
  }
  for (const records::Verdict& verdict : input.verdicts) add_subject(rows, verdict.subject);
  return rows;
}

std::string scenario_id(const std::string& program) { return "scenario-" + anchor(program); }

std::string outcome_label(const std::string& outcome) {
  const records::Outcome* known = records::find_outcome(outcome);
  return known == nullptr ? outcome : fmt::format("{} {}", known->symbol, known->name);
}

std::string tone(const records::Verdict& verdict) {
  const std::string& outcome = verdict.outcome;
  if (records::is_finding(verdict)) return "bad";
  if (outcome == "correct" || outcome == "detected" || outcome == "by_request") return "good";
  if (outcome == "error" || outcome == "unsupported" || outcome == "unjudged") return "plain";
  return "warn";
}

std::string expectation_label(const records::Verdict& verdict) {
  if (!verdict.as_expected) return "no expectation";
  if (*verdict.as_expected) return "as expected";
  return fmt::format("unexpected: {} was due", fmt::join(verdict.expected, " or "));
}

}  // namespace gradproof::reports
