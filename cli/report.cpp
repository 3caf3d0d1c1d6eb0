#include <fmt/format.h>

#include <gradproof/checks/program/parse.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/cli/overwriting.hpp>
#include <gradproof/cli/report.hpp>
#include <gradproof/cli/whole.hpp>
#include <gradproof/reports/html/page.hpp>
#include <gradproof/reports/records/output_file.hpp>
#include <gradproof/reports/records/records_file.hpp>
#include <gradproof/reports/run/run.hpp>
#include <iterator>
#include <set>

namespace gradproof::cli {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// The scenario behind a verdict; only its name, and why in `lost`, where the file has gone or changed beyond reading.
reports::ScenarioText scenario_of(const records::Verdict& verdict, std::vector<std::string>& lost) {
  reports::ScenarioText text;
  text.program = verdict.program;
  const auto result = checks::read_program(verdict.file);
  if (!result.program) {
    lost.push_back(result.errors.front().text());
    return text;
  }
  const auto& header = result.program->header;
  text.title = header.title;
  text.category = header.category;
  text.source = header.source;
  text.note = header.note;
  text.why = header.why;
  text.script = result.program->source;
  return text;
}

/// A report from another folder than the run finds none of the files: one sentence says it for all.
void say_lost(const std::vector<std::string>& lost) {
  if (lost.empty()) return;
  const auto more = lost.size() == 1 ? "" : fmt::format(" (and {} more)", lost.size() - 1);
  say(fmt::format("the report cannot show a scenario's text: {}{}; run it where the check ran", lost.front(), more));
}

/// The run that the page is about: the newest recorded one, else this one.
records::RunInfo run_of(std::vector<records::RunInfo> recorded, int argc, const char* const* argv) {
  return recorded.empty() ? reports::begin_run(argc, argv) : std::move(recorded.back());
}

void add_subjects(records::RunInfo& run, const std::vector<records::Verdict>& verdicts) {
  std::set<std::string> seen;
  for (const auto& subject : run.subjects) seen.insert(subject.name);
  for (const auto& verdict : verdicts) {
    if (seen.insert(verdict.subject).second) run.subjects.push_back({verdict.subject, verdict.subject_version});
  }
}

}  // namespace

int run_report(const ReportArguments& arguments, int argc, const char* const* argv) {
  reports::PageInput page;
  std::vector<records::RunInfo> runs;
  bool whole = true;
  for (const auto& path : arguments.records) {
    refuse_overwriting(path, "--html", arguments.html);
    auto records = records::read_records(path);
    whole &= is_whole(path, records);
    append(runs, std::move(records.runs));
    append(page.verdicts, std::move(records.verdicts));
    append(page.measurements, std::move(records.measurements));
    append(page.comparisons, std::move(records.comparisons));
    append(page.chains, std::move(records.chains));
  }
  page.run = run_of(std::move(runs), argc, argv);
  add_subjects(page.run, page.verdicts);
  std::set<std::string> seen;
  std::vector<std::string> lost;
  for (const auto& verdict : page.verdicts) {
    if (seen.insert(verdict.program).second) page.scenarios.push_back(scenario_of(verdict, lost));
  }
  say_lost(lost);
  records::write_file(arguments.html, reports::render(page));
  const Console console;
  for (const auto& line : reports::summary_lines(page)) console.line(line);
  console.line(arguments.html);
  return whole ? ExitCode::as_expected : ExitCode::incomplete;
}

}  // namespace gradproof::cli
