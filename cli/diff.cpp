#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/judge/divergence.hpp>
#include <gradproof/checks/subjects/check.hpp>
#include <gradproof/checks/subjects/interrupt.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/diff.hpp>
#include <gradproof/cli/find_files.hpp>
#include <gradproof/cli/overwriting.hpp>
#include <gradproof/cli/verdict_text.hpp>
#include <gradproof/reports/records/line_writer.hpp>
#include <gradproof/reports/records/merge.hpp>
#include <map>
#include <stdexcept>

namespace gradproof::cli {
namespace {

/// The verdicts of one subject: file -> verdict.
using Side = std::map<std::string, records::Verdict>;
struct Sides {
  Side first, second;
};

bool is_records_file(const std::string& path) { return path.ends_with(".jsonl"); }

/// The verdicts of `subject` in files of records that match the filter.
Side read_side(const std::string& subject, std::span<const std::string> paths, const DiffArguments& arguments,
               Findings& findings) {
  records::Merge merge;
  for (const auto& path : paths) {
    refuse_overwriting(path, "--json", arguments.json);
    auto records = records::read_records(path);
    for (const auto& warning : records.warnings) say(warning);
    findings.incomplete |= !records.warnings.empty();
    records::Records wanted;
    for (auto& verdict : records.verdicts) {
      const bool fit = arguments.filter.empty() || fits(arguments.filter, verdict.file);
      if (verdict.subject == subject && fit) wanted.verdicts.push_back(std::move(verdict));
    }
    merge.add(wanted, path);
  }
  Side side;
  for (auto& verdict : merge.verdicts()) side.emplace(verdict.file, std::move(verdict));
  if (side.empty()) {
    say(fmt::format("there is no verdict of {} in {}", subject, fmt::join(paths, ", ")));
    findings.incomplete = true;
  }
  return side;
}

Sides read_sides(const DiffArguments& arguments, Findings& findings) {
  const auto first = checks::parse_subject_name(arguments.first).text();
  const auto second = checks::parse_subject_name(arguments.second).text();
  const std::span<const std::string> paths(arguments.paths);
  if (first != second)
    return {read_side(first, paths, arguments, findings), read_side(second, paths, arguments, findings)};
  if (paths.size() != 2) {
    throw std::invalid_argument(fmt::format(
        "{} is named twice: expected two files of verdicts, one of each run, and found {}", first, paths.size()));
  }
  return {read_side(first, paths.first(1), arguments, findings), read_side(first, paths.last(1), arguments, findings)};
}

/// Collects the verdicts of two subjects that run.
class Collector : public FaultListener {
 public:
  Collector(std::string first, Findings& findings) : FaultListener(findings), first_(std::move(first)) {}

  void on_verdict(const records::Verdict& verdict, const std::string&) override {
    (verdict.subject == first_ ? sides_.first : sides_.second).emplace(verdict.file, verdict);
  }
  Sides take() { return std::move(sides_); }

 private:
  std::string first_;
  Sides sides_;
};

/// Nothing: stopped by a signal, which is then in `signal`.
std::optional<Sides> run_sides(const DiffArguments& arguments, Findings& findings, int& signal) {
  const auto names = read_subjects({arguments.first, arguments.second});
  const auto programs = read_programs(arguments, findings);
  for (const auto& program : programs) refuse_overwriting(program.file, "--json", arguments.json);
  const auto subjects = find_subjects(names, findings);
  if (subjects.size() != names.size()) return Sides();
  const checks::Interrupt interrupt;
  Collector collector(names.front().text(), findings);
  const bool whole = checks::check(programs, subjects, options_of(arguments), collector, interrupt.descriptor());
  signal = interrupt.signal();
  if (!whole) return std::nullopt;
  return collector.take();
}

/// What two sides differ in, and what only one of them has.
struct Result {
  std::vector<records::Divergence> divergences;
  std::size_t alike = 0;
  std::vector<std::string> only_first, only_second;
};

Result compare(const Sides& sides, double tolerance) {
  Result result;
  for (const auto& [file, verdict] : sides.first) {
    const auto other = sides.second.find(file);
    if (other == sides.second.end()) {
      result.only_first.push_back(file);
    } else if (auto found = checks::divergence(verdict, other->second, tolerance)) {
      result.divergences.push_back(std::move(*found));
    } else {
      ++result.alike;
    }
  }
  for (const auto& [file, verdict] : sides.second) {
    if (!sides.first.contains(file)) result.only_second.push_back(file);
  }
  return result;
}

void show(const checks::DivergenceGroup& group, const Console& console) {
  console.line(fmt::format("\n{} x  {}", group.members.size(), group.cause));
  for (const auto& one : group.members) {
    console.line(fmt::format("    {}\n{}\n{}", one.first.program, facts(one.first, one.expressions),
                             facts(one.second, one.expressions)));
  }
}

std::string title(const Side& side, const std::string& subject) {
  const auto name = checks::parse_subject_name(subject).text();
  return side.empty() ? name : fmt::format("{} ({})", name, side.begin()->second.subject_version);
}

void say_missing(const std::vector<std::string>& files, const std::string& subject) {
  if (files.empty()) return;
  const auto more = files.size() > 1 ? fmt::format(" (and {} more)", files.size() - 1) : "";
  say(fmt::format("{} has no verdict on {}{}", subject, files.front(), more));
}

void report(const DiffArguments& arguments, const Sides& sides, const Result& result) {
  if (!arguments.json.empty()) {
    records::LineWriter lines(arguments.json);
    for (const auto& one : result.divergences) lines.add(records::to_json_line(one));
    lines.finish();
  }
  say_missing(result.only_first, arguments.second);
  say_missing(result.only_second, arguments.first);
  const auto groups = checks::grouped(result.divergences);
  const auto summary =
      fmt::format("{} and {}: {} programs alike, {} differ for {} causes", title(sides.first, arguments.first),
                  title(sides.second, arguments.second), result.alike, result.divergences.size(), groups.size());
  if (arguments.json == "-") return say(summary);
  const Console console;
  console.line(summary);
  for (const auto& group : groups) show(group, console);
}

}  // namespace

int run_diff(const DiffArguments& arguments) {
  Findings findings;
  const auto files = std::ranges::count_if(arguments.paths, is_records_file);
  if (files != 0 && files != std::ssize(arguments.paths)) {
    throw std::invalid_argument("expected scenarios or files of verdicts (*.jsonl), and found both");
  }
  int signal = 0;
  const auto sides = files != 0 ? read_sides(arguments, findings) : run_sides(arguments, findings, signal);
  if (!sides) return ExitCode::interrupted + signal;
  const auto result = compare(*sides, arguments.tolerance);
  report(arguments, *sides, result);
  findings.incomplete |= !result.only_first.empty() || !result.only_second.empty();
  findings.findings = result.divergences.size();
  return findings.exit_code();
}

}  // namespace gradproof::cli
