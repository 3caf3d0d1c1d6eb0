#include <fmt/format.h>

#include <gradproof/checks/subjects/check.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/checks/subjects/interrupt.hpp>
#include <gradproof/cli/check.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/mutation.hpp>
#include <gradproof/cli/overwriting.hpp>
#include <gradproof/cli/result_file.hpp>
#include <gradproof/cli/resume.hpp>
#include <gradproof/cli/verdict_text.hpp>
#include <gradproof/reports/records/outcome.hpp>
#include <optional>
#include <span>
#include <stdexcept>

namespace gradproof::cli {
namespace {

/// Shows verdicts as they come and counts them.
class Reporter : public FaultListener {
 public:
  Reporter(const CheckArguments& arguments, Findings& findings) : FaultListener(findings), arguments_(arguments) {
    if (!arguments.json.empty()) file_.emplace(arguments.json);
  }

  /// Begins the file of verdicts, and tells what an earlier run has reached of it.
  std::vector<Kept> begin(const records::Unfinished& run) {
    std::vector<Kept> kept;
    if (!file_) return kept;
    auto* journal = file_->journal();
    if (journal && arguments_.resume) {
      kept = still_standing(*journal, run);
      say(fmt::format("{} verdicts were reached before", kept.size()));
    } else if (journal && !journal->lines().empty()) {
      say(fmt::format("starts anew: without --resume, what an earlier run left in {} goes", journal->path()));
    }
    file_->begin(run, kept);
    return kept;
  }

  void on_reached(const records::Verdict& verdict) override {
    if (file_) file_->reached(verdict);
  }

  void on_verdict(const records::Verdict& verdict, const std::string& printed) override {
    ++verdicts_;
    if (verdict.as_expected) ++(*verdict.as_expected ? as_expected_ : not_expected_);
    if (arguments_.mutation)
      mutation_.note(verdict);
    else if (records::is_finding(verdict))
      ++findings_.findings;
    if (file_) file_->add(verdict);
    if (arguments_.verbose && !printed.empty()) {
      fmt::print(stderr, "{} on {} printed:\n{}\n", verdict.program, verdict.subject, printed);
    }
    if (arguments_.json != "-" && !arguments_.mutation) show(verdict);
  }

  void finish() {
    if (file_) file_->finish(false);
    if (arguments_.mutation) return finish_mutation();
    auto summary = fmt::format("{} verdicts: {} as expected, {} not, {} without an expectation", verdicts_,
                               as_expected_, not_expected_, verdicts_ - as_expected_ - not_expected_);
    if (findings_.findings > 0) summary += fmt::format("; {} need attention", findings_.findings);
    if (arguments_.json == "-") return say(summary);
    console_.line(summary);
  }

  /// The run came to no end, of `all` verdicts.
  void stop(std::size_t all) {
    const bool resumable = file_ && file_->journal();
    if (file_) file_->finish(true);
    say(fmt::format("stopped by a signal; {} of {} verdicts were reached and are complete{}", verdicts_, all,
                    resumable ? "; --resume goes on" : ""));
  }

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
  Console console_;
  std::optional<ResultFile> file_;
  MutationTable mutation_;
  std::size_t verdicts_ = 0, as_expected_ = 0, not_expected_ = 0;
};

void list(const std::vector<checks::Program>& programs) {
  const Console console;
  for (const auto& program : programs) {
    const auto& category = program.header.category;
    const auto name = category.empty() ? program.name : fmt::format("{}/{}", category, program.name);
    console.line(program.header.title.empty() ? name : fmt::format("{:<40}  {}", name, program.header.title));
  }
}

/// False: stopped by a signal.
bool judge_all(const CheckArguments& arguments, std::span<const checks::Program> programs,
               std::span<const checks::Subject> subjects, Reporter& reporter, const checks::Interrupt& interrupt) {
  const auto kept = reporter.begin(fingerprints(arguments, programs, subjects));
  auto reached = places_of(kept, programs, subjects, interrupt.descriptor());
  if (!reached) return false;
  return checks::check(programs, subjects, options_of(arguments), reporter, interrupt.descriptor(),
                       std::move(*reached));
}

int judge_and_report(const CheckArguments& arguments, std::span<const checks::Program> programs,
                     std::span<const checks::Subject> subjects, Findings& findings) {
  const checks::Interrupt interrupt;  // until the reporter has closed its file
  Reporter reporter(arguments, findings);
  try {
    if (!judge_all(arguments, programs, subjects, reporter, interrupt)) {
      reporter.stop(programs.size() * subjects.size());
      return ExitCode::interrupted + interrupt.signal();
    }
    reporter.finish();
  } catch (const records::FileError& error) {  // a full disk, a reader that has gone: verdicts were lost
    say(error.what());
    return ExitCode::incomplete;
  }
  return findings.exit_code();
}

void demand_file_to_resume(const CheckArguments& arguments) {
  if (!arguments.resume || (!arguments.json.empty() && arguments.json != "-")) return;
  throw std::invalid_argument("--resume goes on with the file of an earlier run: name it, as in --json verdicts.jsonl");
}

}  // namespace

int run_check(const CheckArguments& arguments) {
  Findings findings;
  demand_file_to_resume(arguments);
  const auto names = read_subjects(arguments.mutation ? checks::faulty_subjects() : arguments.subjects);
  const auto programs = read_programs(arguments, findings);
  for (const auto& program : programs) refuse_overwriting(program.file, "--json", arguments.json);
  if (arguments.list) {
    list(programs);
    return findings.exit_code();
  }
  const auto subjects = find_subjects(names, findings);
  if (arguments.mutation && subjects.empty()) return findings.exit_code();
  return judge_and_report(arguments, programs, subjects, findings);
}

}  // namespace gradproof::cli
