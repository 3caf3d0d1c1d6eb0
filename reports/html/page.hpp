#pragma once
#include <gradproof/reports/records/chain.hpp>
#include <gradproof/reports/records/measurement.hpp>
#include <gradproof/reports/records/run_info.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <string>
#include <vector>

namespace gradproof::reports {

/// What the report shows of a scenario besides its verdicts.
struct ScenarioText {
  std::string program;  ///< as in the verdicts: file name without .py
  std::string title;
  std::string category;             ///< empty: none
  std::vector<std::string> source;  ///< links, "owner/repository#number", or any text
  std::string note;
  std::string why;
  std::string script;  ///< the whole file, so that line numbers hold
};

/// Everything that a page is made of.
struct PageInput {
  records::RunInfo run;
  std::vector<records::Verdict> verdicts;
  std::vector<ScenarioText> scenarios;  ///< in the order in which they are shown
  std::vector<records::Measurement> measurements;
  std::vector<records::Comparison> comparisons;
  std::vector<records::ChainCost> chains;
};

/// The report: one HTML file without script, that loads nothing.
std::string render(const PageInput& input);

/// The whole run in one sentence: title and heading of the page.
std::string headline(const PageInput& input);

/// The run in six lines, for a terminal and for the first screen of the page.
std::vector<std::string> summary_lines(const PageInput& input);

}  // namespace gradproof::reports
