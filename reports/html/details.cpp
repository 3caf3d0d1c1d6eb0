#include <fmt/format.h>

#include <algorithm>
#include <gradproof/reports/html/script.hpp>
#include <gradproof/reports/html/sections.hpp>
#include <gradproof/reports/html/values.hpp>
#include <gradproof/reports/records/outcome.hpp>

namespace gradproof::reports {
namespace {

using records::Verdict;

/// The address behind a source: a link itself, or "owner/repository#number" as an issue; empty: a text.
std::string address(const std::string& source) {
  if (source.starts_with("https://") || source.starts_with("http://")) return source;
  const std::size_t slash = source.find('/');
  const std::size_t hash = source.find('#');
  const bool issue = slash != std::string::npos && hash != std::string::npos && slash < hash &&
                     source.find_first_not_of("0123456789", hash + 1) == std::string::npos &&
                     source.find_first_of(" \t:?") == std::string::npos;
  return issue ? fmt::format("https://github.com/{}/issues/{}", source.substr(0, hash), source.substr(hash + 1)) : "";
}

void write_sources(Markup& page, const std::vector<std::string>& sources) {
  if (sources.empty()) return;
  const auto paragraph = page.open("p");
  page.text(sources.size() == 1 ? "Source:" : "Sources:");
  for (const std::string& source : sources) {
    page.text(" ");
    const std::string link = address(source);
    if (link.empty()) {
      page.text(source);
    } else {
      page.element("a", source, {{"href", link}, {"rel", "noreferrer"}});
    }
  }
}

void write_text(Markup& page, const Row& row) {
  if (row.scenario == nullptr) return page.element("p", "The script of this scenario was not given to the report.");
  if (!row.scenario->why.empty()) page.element("p", row.scenario->why);
  if (!row.scenario->note.empty()) page.element("p", "Note: " + row.scenario->note);
  write_sources(page, row.scenario->source);
  write_script(page, row);
}

void write_error(Markup& page, const records::ErrorRecord& error) {
  const std::string line = error.line > 0 ? fmt::format(", line {}", error.line) : "";
  page.element("p", fmt::format("Raised {} in {}{}:", error.kind, error.moment, line));
  page.element("pre", error.message, {{"class", "message"}, {"tabindex", "0"}, {"aria-label", "message"}});
}

void write_verdict(Markup& page, const Entry& entry) {
  const Verdict& verdict = *entry.verdict;
  const auto block = page.open("div", {{"id", entry.id}, {"class", "verdict"}});
  {
    const auto heading = page.open("h4");
    page.text(verdict.subject + " ");
    page.element("small", verdict.subject_version);
    page.element("span", outcome_label(verdict.outcome), {{"class", "outcome " + tone(verdict)}});
  }
  page.element("p", fmt::format("{}, {:.3g} s", expectation_label(verdict), verdict.seconds));
  if (!verdict.reason.empty()) page.element("p", "Reason: " + verdict.reason);
  if (verdict.error) write_error(page, *verdict.error);
  write_values(page, verdict);
}

void write_heading(Markup& page, const Row& row) {
  const auto summary = page.open("summary");
  page.element("h3", row.program);
  if (row.scenario != nullptr) page.text(" " + row.scenario->title);
  for (const Entry& entry : row.entries) {
    page.text(" ");
    page.element("small", fmt::format("{} {}", entry.verdict->subject, outcome_label(entry.verdict->outcome)),
                 {{"class", "outcome " + tone(*entry.verdict)}});
  }
}

void write_row(Markup& page, const Row& row) {
  const auto is_finding = [](const Entry& entry) { return records::is_finding(*entry.verdict); };
  Markup::Attributes attributes = {{"id", scenario_id(row.program)}};
  if (std::ranges::any_of(row.entries, is_finding)) attributes.emplace_back("open", "");
  const auto details = page.open("details", attributes);
  write_heading(page, row);
  write_text(page, row);
  const auto verdicts = page.open("div", {{"class", "verdicts"}});
  for (const Entry& entry : row.entries) write_verdict(page, entry);
}

}  // namespace

void write_details(Markup& page, const Rows& rows) {
  const auto section = page.open("section", {{"id", "scenarios"}});
  page.element("h2", "Scenarios: script, values, errors");
  for (const Category& category : rows.categories) {
    for (const Row& row : category.rows) write_row(page, row);
  }
}

}  // namespace gradproof::reports
