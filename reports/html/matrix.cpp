#include <fmt/format.h>

#include <gradproof/reports/html/sections.hpp>
#include <gradproof/reports/records/outcome.hpp>

namespace gradproof::reports {
namespace {

std::string version_of(const PageInput& input, const std::string& subject) {
  for (const records::Verdict& verdict : input.verdicts) {
    if (verdict.subject == subject && !verdict.subject_version.empty()) return verdict.subject_version;
  }
  return "";
}

void write_head(Markup& page, const PageInput& input, const Rows& rows) {
  const auto head = page.open("thead");
  const auto line = page.open("tr");
  page.element("th", "Scenario", {{"scope", "col"}});
  for (const std::string& subject : rows.subjects) {
    const auto cell = page.open("th", {{"scope", "col"}});
    page.text(subject);
    page.text(" ");
    page.element("small", version_of(input, subject));
  }
}

void write_verdict(Markup& page, const Entry& entry) {
  const records::Verdict& verdict = *entry.verdict;
  const auto link = page.open("a", {{"href", "#" + entry.id}, {"class", "outcome " + tone(verdict)}});
  page.text(outcome_label(verdict.outcome));
  if (records::is_finding(verdict)) page.element("strong", " " + expectation_label(verdict));
}

void write_cell(Markup& page, const Row& row, const std::string& subject) {
  const auto cell = page.open("td", {{"data-label", subject}});
  bool any = false;
  for (const Entry& entry : row.entries) {
    if (entry.verdict->subject != subject) continue;
    write_verdict(page, entry);
    any = true;
  }
  if (!any) page.element("span", "not run", {{"class", "outcome plain"}});
}

void write_row(Markup& page, const Row& row, const Rows& rows) {
  const auto line = page.open("tr");
  {
    const auto name = page.open("th", {{"scope", "row"}});
    page.element("a", row.program, {{"href", "#" + scenario_id(row.program)}});
    if (row.scenario != nullptr) page.element("small", " " + row.scenario->title);
  }
  for (const std::string& subject : rows.subjects) write_cell(page, row, subject);
}

void write_category(Markup& page, const Category& category, const Rows& rows) {
  const auto body = page.open("tbody");
  {
    const auto line = page.open("tr", {{"class", "category"}});
    page.element("th", category.name,
                 {{"scope", "rowgroup"}, {"colspan", fmt::format("{}", rows.subjects.size() + 1)}});
  }
  for (const Row& row : category.rows) write_row(page, row, rows);
}

}  // namespace

void write_matrix(Markup& page, const PageInput& input, const Rows& rows) {
  const auto section = page.open("section", {{"id", "matrix"}});
  page.element("h2", "Verdicts: scenarios and subjects");
  if (rows.categories.empty()) return page.element("p", "No scenario was judged.");
  page.element("p", "Each verdict links to the script, the values and the error behind it.");
  const auto table = page.open("table", {{"class", "matrix stacked"}});
  write_head(page, input, rows);
  for (const Category& category : rows.categories) write_category(page, category, rows);
}

}  // namespace gradproof::reports
