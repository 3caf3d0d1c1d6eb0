#pragma once
#include <gradproof/reports/html/page.hpp>

namespace gradproof::reports {

/// A verdict and where it stands in the page.
struct Entry {
  const records::Verdict* verdict = nullptr;
  std::string id;  ///< the same in every report
};

/// A scenario and what the subjects made of it. Pointers point into the PageInput.
struct Row {
  std::string program;
  const ScenarioText* scenario = nullptr;  ///< null: the text of the scenario was not given
  std::vector<Entry> entries;
};

/// Scenarios of one category.
struct Category {
  std::string name;
  std::vector<Row> rows;
};

/// Verdicts sorted as the page shows them: categories and scenarios in the order of PageInput::scenarios, then programs
/// without a text; subjects in the order in which they first answered.
struct Rows {
  std::vector<Category> categories;
  std::vector<std::string> subjects;
};

/// Sorts the verdicts. `input` must outlive the result.
Rows arrange(const PageInput& input);

/// Where a scenario stands in the page: the same id in every report.
std::string scenario_id(const std::string& program);

/// "✓ correct": symbol and word of an outcome.
std::string outcome_label(const std::string& outcome);

/// The class that colours an outcome: "good", "warn" or "plain"; "bad" for a verdict that makes the run fail.
std::string tone(const records::Verdict& verdict);

/// "as expected", "unexpected: detected or false_alarm was due", "no expectation".
std::string expectation_label(const records::Verdict& verdict);

}  // namespace gradproof::reports
