#include <fmt/format.h>

#include <algorithm>
#include <gradproof/reports/html/sections.hpp>
#include <gradproof/reports/records/outcome.hpp>

namespace gradproof::reports {
namespace {

/// Outcomes that occur, in the order of records::outcomes(), then those that this version does not know.
std::vector<std::string> occurring(const PageInput& input) {
  std::vector<std::string> names;
  for (const records::Outcome& outcome : records::outcomes())
    if (std::ranges::find(input.verdicts, outcome.name, &records::Verdict::outcome) != input.verdicts.end())
      names.emplace_back(outcome.name);
  for (const records::Verdict& verdict : input.verdicts)
    if (std::ranges::find(names, verdict.outcome) == names.end()) names.push_back(verdict.outcome);
  return names;
}

void write_subject(Markup& page, const PageInput& input, const std::string& subject,
                   const std::vector<std::string>& names) {
  const auto line = page.open("tr");
  page.element("th", subject, {{"scope", "row"}});
  for (const std::string& name : names) {
    const auto times = std::ranges::count_if(
        input.verdicts, [&](const auto& verdict) { return verdict.subject == subject && verdict.outcome == name; });
    page.element("td", fmt::format("{}", times), {{"data-label", name}});
  }
}

}  // namespace

void write_counts(Markup& page, const PageInput& input, const Rows& rows) {
  if (rows.subjects.empty()) return;
  const auto section = page.open("section", {{"id", "counts"}});
  page.element("h2", "Outcomes of each subject");
  const auto table = page.open("table", {{"class", "counts stacked"}});
  const std::vector<std::string> names = occurring(input);
  {
    const auto head = page.open("thead");
    const auto line = page.open("tr");
    page.element("th", "Subject", {{"scope", "col"}});
    for (const std::string& name : names) page.element("th", outcome_label(name), {{"scope", "col"}});
  }
  const auto body = page.open("tbody");
  for (const std::string& subject : rows.subjects) write_subject(page, input, subject, names);
}

}  // namespace gradproof::reports
