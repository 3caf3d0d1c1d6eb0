#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/check_names.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/subjects/check.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/checks/subjects/interrupt.hpp>
#include <gradproof/cli/check.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/cli/find_files.hpp>
#include <gradproof/cli/mutation.hpp>
#include <gradproof/cli/overwriting.hpp>
#include <gradproof/cli/verdict_text.hpp>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/records/line_writer.hpp>
#include <gradproof/reports/records/outcome.hpp>
#include <optional>
#include <set>
#include <span>
#include <thread>

namespace gradproof::cli {
namespace {

/// What happened that an exit code must tell.
struct Findings {
  bool file_errors = false, incomplete = false;
  std::size_t findings = 0;

  int exit_code() const {
    if (file_errors) return ExitCode::usage;
    if (incomplete) return ExitCode::incomplete;
    return findings > 0 ? ExitCode::finding : ExitCode::as_expected;
  }
};

/// Shows verdicts as they come and counts them.
class Reporter : public checks::CheckListener {
 public:
  Reporter(const CheckArguments& arguments, Findings& findings) : arguments_(arguments), findings_(findings) {
    if (!arguments.json.empty()) json_.emplace(arguments.json);
  }

  void on_verdict(const records::Verdict& verdict, const std::string& printed) override {
    ++verdicts_;
    if (verdict.as_expected) ++(*verdict.as_expected ? as_expected_ : not_expected_);
    if (arguments_.mutation)
      mutation_.note(verdict);
    else if (records::is_finding(verdict))
      ++findings_.findings;
    if (json_) json_->add(records::to_json_line(verdict));
    if (arguments_.verbose && !printed.empty()) {
      fmt::print(stderr, "{} on {} printed:\n{}\n", verdict.program, verdict.subject, printed);
    }
    if (arguments_.json != "-" && !arguments_.mutation) show(verdict);
  }

  void on_file_error(const checks::Program&, const std::string& text) override {
    findings_.file_errors = true;
    fmt::print(stderr, "{}\n", text);
  }

  void on_not_run(const checks::Program&, const std::string& subject, const std::string& reason) override {
    findings_.incomplete = true;
    if (not_run_.insert(subject).second) say(fmt::format("{} cannot be started: {}", subject, reason));
  }

  void finish() {
    if (json_) json_->finish();
    if (arguments_.mutation) return finish_mutation();
    auto summary = fmt::format("{} verdicts: {} as expected, {} not, {} without an expectation", verdicts_,
                               as_expected_, not_expected_, verdicts_ - as_expected_ - not_expected_);
    if (findings_.findings > 0) summary += fmt::format("; {} need attention", findings_.findings);
    if (arguments_.json == "-") return say(summary);
    console_.line(summary);
  }

  std::size_t verdicts() const { return verdicts_; }

 private:
  void finish_mutation() {
    findings_.findings = mutation_.findings();
    if (arguments_.json == "-") return say(mutation_.summary());
    console_.line(mutation_.markdown() + mutation_.summary());
  }

  void show(const records::Verdict& verdict) const {
    const bool plain = verdict.as_expected.value_or(false) && !arguments_.verbose;
    auto text = headline(verdict, console_);
    if (!plain) text += '\n' + details(verdict);
    while (text.ends_with('\n')) text.pop_back();
    console_.line(text);
  }

  const CheckArguments& arguments_;
  Findings& findings_;
  Console console_;
  std::optional<records::LineWriter> json_;
  MutationTable mutation_;
  std::set<std::string> not_run_;
  std::size_t verdicts_ = 0, as_expected_ = 0, not_expected_ = 0;
};

/// The scenarios that were asked for and can be read as such.
std::vector<checks::Program> read_programs(const CheckArguments& arguments, Findings& findings) {
  auto found = find_files(arguments.paths);
  for (const auto& error : found.errors) fmt::print(stderr, "{}\n", error);
  for (const auto& folder : found.empty) say(fmt::format("{}: no scenario (*.py) in this folder", folder));
  findings.file_errors |= !found.errors.empty();
  findings.incomplete |= !found.empty.empty();
  if (!arguments.filter.empty()) {
    const bool had_files = !found.files.empty();
    std::erase_if(found.files, [&](const auto& file) { return !fits(arguments.filter, file); });
    if (had_files && found.files.empty()) {
      say(fmt::format("no scenario fits the filter '{}'; --list shows their names", arguments.filter));
      findings.incomplete = true;
    }
  }
  std::vector<checks::Program> programs;
  for (const auto& file : found.files) {
    auto result = checks::read_program(file);
    if (result.program) result.errors = checks::check_names(*result.program);
    for (const auto& error : result.errors) fmt::print(stderr, "{}\n", error.text());
    findings.file_errors |= !result.errors.empty();
    if (result.errors.empty()) programs.push_back(std::move(*result.program));
  }
  return programs;
}

/// The names of subjects, each once. Throws std::invalid_argument: a wrong command line.
std::vector<checks::SubjectName> read_subjects(const CheckArguments& arguments) {
  std::vector<checks::SubjectName> names;
  std::set<std::string> seen;
  for (const auto& text : arguments.mutation ? checks::faulty_subjects() : arguments.subjects) {
    names.push_back(checks::parse_subject_name(text));
    const auto& name = names.back();
    if (!seen.insert(name.text()).second) {
      throw std::invalid_argument(
          fmt::format("subject {} is named twice; tell them apart with labels, as in {}@one", name.text(), name.name));
    }
  }
  return names;
}

std::vector<checks::Subject> find_subjects(const CheckArguments& arguments,
                                           const std::vector<checks::SubjectName>& names, Findings& findings) {
  std::vector<checks::Subject> subjects;
  for (const auto& name : names) {
    try {
      subjects.push_back({name, checks::find_subject(name)});
    } catch (const checks::SubjectError& error) {
      say(error.what());
      findings.incomplete = true;
      if (arguments.mutation) break;  // all defects are in one program
    }
  }
  return subjects;
}

checks::CheckOptions options_of(const CheckArguments& arguments) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  return {.time_limit = arguments.timeout,
          .memory_limit = arguments.memory << 20,
          .jobs = arguments.jobs > 0 ? arguments.jobs : cores,
          .seed = arguments.seed,
          .echo = arguments.verbose};
}

void list(const std::vector<checks::Program>& programs) {
  const Console console;
  for (const auto& program : programs) {
    const auto& category = program.header.category;
    const auto name = category.empty() ? program.name : fmt::format("{}/{}", category, program.name);
    console.line(program.header.title.empty() ? name : fmt::format("{:<40}  {}", name, program.header.title));
  }
}

int judge_all(const CheckArguments& arguments, std::span<const checks::Program> programs,
              std::span<const checks::Subject> subjects, Findings& findings) {
  const checks::Interrupt interrupt;  // until the reporter has closed its file
  Reporter reporter(arguments, findings);
  try {
    if (!checks::check(programs, subjects, options_of(arguments), reporter, interrupt.descriptor())) {
      say(fmt::format("stopped by a signal; {} of {} verdicts were reached and are complete", reporter.verdicts(),
                      programs.size() * subjects.size()));
      return ExitCode::interrupted + interrupt.signal();
    }
    reporter.finish();
  } catch (const records::FileError& error) {  // a full disk, a reader that has gone: verdicts were lost
    say(error.what());
    return ExitCode::incomplete;
  }
  return findings.exit_code();
}

}  // namespace

int run_check(const CheckArguments& arguments) {
  Findings findings;
  const auto names = read_subjects(arguments);
  const auto programs = read_programs(arguments, findings);
  for (const auto& program : programs) refuse_overwriting(program.file, "--json", arguments.json);
  if (arguments.list) {
    list(programs);
    return findings.exit_code();
  }
  const auto subjects = find_subjects(arguments, names, findings);
  if (arguments.mutation && subjects.empty()) return findings.exit_code();
  return judge_all(arguments, programs, subjects, findings);
}

}  // namespace gradproof::cli
