#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/reports/html/sections.hpp>
#include <gradproof/reports/records/outcome.hpp>

namespace gradproof::reports {
namespace {

using records::Verdict;

struct Counts {
  std::size_t as_expected = 0;
  std::size_t unexpected = 0;
  std::size_t without = 0;  // an expectation
  std::size_t findings = 0;
};

Counts count(const std::vector<Verdict>& verdicts) {
  Counts counts;
  for (const Verdict& verdict : verdicts) {
    ++(!verdict.as_expected ? counts.without : *verdict.as_expected ? counts.as_expected : counts.unexpected);
    if (records::is_finding(verdict)) ++counts.findings;
  }
  return counts;
}

std::string plural(std::size_t count, const std::string& noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string judged_line(const PageInput& input) {
  const Rows rows = arrange(input);
  const Counts counts = count(input.verdicts);
  std::size_t programs = 0;
  for (const Category& category : rows.categories) {
    programs += static_cast<std::size_t>(
        std::ranges::count_if(category.rows, [](const Row& row) { return !row.entries.empty(); }));
  }
  return fmt::format("Judged: {} on {}: {}; {} as expected, {} unexpected, {} without an expectation.",
                     plural(programs, "scenario"), plural(rows.subjects.size(), "subject"),
                     plural(input.verdicts.size(), "verdict"), counts.as_expected, counts.unexpected, counts.without);
}

std::string outcomes_line(const PageInput& input) {
  std::vector<std::string> parts;
  for (const records::Outcome& outcome : records::outcomes()) {
    const auto times = std::ranges::count(input.verdicts, outcome.name, &Verdict::outcome);
    if (times > 0) parts.push_back(fmt::format("{} {}", outcome.name, times));
  }
  return parts.empty() ? "Outcomes: none." : fmt::format("Outcomes: {}.", fmt::join(parts, ", "));
}

std::string findings_line(const PageInput& input) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> parts;
  std::size_t more = 0;
  for (const Verdict& verdict : input.verdicts) {
    if (!records::is_finding(verdict)) continue;
    if (parts.size() == shown) {
      ++more;
      continue;
    }
    parts.push_back(
        fmt::format("{} on {}: {}, {}", verdict.program, verdict.subject, verdict.outcome, expectation_label(verdict)));
  }
  if (parts.empty()) return "Findings: none.";
  return fmt::format("Findings: {}{}.", fmt::join(parts, "; "), more == 0 ? "" : fmt::format("; and {} more", more));
}

std::string subjects_line(const PageInput& input) {
  std::vector<std::string> parts;
  for (const records::SubjectInfo& subject : input.run.subjects) {
    parts.push_back(fmt::format("{} {}", subject.name, subject.version));
  }
  return parts.empty() ? "Subjects: none." : fmt::format("Subjects: {}.", fmt::join(parts, ", "));
}

/// The comparison of two ways on one subject answers the reader's question; one of two subjects is the next best.
std::string conversion_line(const PageInput& input) {
  if (input.comparisons.empty()) return "Conversions: not measured.";
  const auto same_subject = [](const records::Comparison& each) { return each.first.subject == each.second.subject; };
  const auto found = std::ranges::find_if(input.comparisons, same_subject);
  return "Conversions: " + (found == input.comparisons.end() ? input.comparisons.front() : *found).sentence;
}

std::string run_line(const PageInput& input) {
  const records::Build& build = input.run.build;
  const std::string commit =
      build.commit.empty() ? "" : fmt::format(" at {}{}", build.commit, build.dirty ? " with changes" : "");
  return fmt::format("Run: {} on {} ({}), gradproof {}{}, {} build by {}.", input.run.started,
                     input.run.machine.cpu.empty() ? "an unnamed CPU" : input.run.machine.cpu,
                     plural(static_cast<std::size_t>(input.run.machine.cores), "core"), build.version, commit,
                     build.build_type, build.compiler);
}

}  // namespace

std::vector<std::string> summary_lines(const PageInput& input) {
  return {judged_line(input),   outcomes_line(input),   findings_line(input),
          subjects_line(input), conversion_line(input), run_line(input)};
}

std::string headline(const PageInput& input) {
  const Counts counts = count(input.verdicts);
  const std::size_t all = input.verdicts.size();
  if (all == 0) return "gradproof: nothing was judged";
  if (counts.findings > 0)
    return fmt::format("gradproof: {} of {} need attention", counts.findings, plural(all, "verdict"));
  if (counts.without == 0) return fmt::format("gradproof: {}, all as expected", plural(all, "verdict"));
  return fmt::format("gradproof: {}, {} as expected, {} without an expectation", plural(all, "verdict"),
                     counts.as_expected, counts.without);
}

void write_summary(Markup& page, const PageInput& input) {
  const auto header = page.open("header");
  const bool bad = count(input.verdicts).findings > 0 || input.verdicts.empty();
  page.element("h1", (bad ? "✗ " : "✓ ") + headline(input), {{"class", bad ? "bad" : "good"}});
  const auto list = page.open("ul", {{"class", "summary"}});
  for (const std::string& line : summary_lines(input)) {
    const auto item = page.open("li");
    const std::size_t colon = line.find(':');
    page.element("b", line.substr(0, colon + 1));
    page.text(line.substr(colon + 1));
  }
}

}  // namespace gradproof::reports
