#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <gradproof/checks/fuzz/campaign.hpp>
#include <gradproof/checks/fuzz/generate.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/checks/subjects/interrupt.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/cli/fuzz.hpp>
#include <gradproof/reports/records/output_file.hpp>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace gradproof::cli {
namespace {

using namespace checks::fuzz;

constexpr std::int64_t usual_count = 10000;

CampaignOptions options_of(const FuzzArguments& arguments) {
  CampaignOptions options;
  options.seed = arguments.seed;
  options.first = arguments.first;
  options.seconds = arguments.time;
  if (arguments.count > 0 || arguments.time == 0) options.count = arguments.count > 0 ? arguments.count : usual_count;
  options.check.time_limit = arguments.timeout;
  options.check.memory_limit = arguments.memory << 20;
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  options.check.jobs = arguments.jobs > 0 ? arguments.jobs : cores;
  return options;
}

/// Throws std::invalid_argument (a wrong name) or checks::SubjectError (it cannot run here).
std::vector<checks::Subject> subjects_of(const FuzzArguments& arguments) {
  std::vector<checks::Subject> subjects;
  for (const auto& text : {arguments.subject, arguments.against}) {
    if (text == "oracle") continue;
    const auto name = checks::parse_subject_name(text);
    subjects.push_back({name, checks::find_subject(name)});
  }
  if (subjects.empty() || arguments.subject == "oracle")
    throw std::invalid_argument("--subject oracle: the oracle is what a subject is held against");
  if (subjects.size() == 2 && subjects[0].name.text() == subjects[1].name.text())
    throw std::invalid_argument(
        fmt::format("{} is compared with itself; tell two of one kind apart with labels, as in {}@one",
                    subjects[0].name.text(), subjects[0].name.name));
  return subjects;
}

/// "bypass-7-1204.py": the cause in letters, then seed and index.
std::string file_name(const Finding& finding, std::uint64_t seed) {
  std::string name;
  for (const char c : finding.cause.name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter || (!name.empty() && name.back() != '-')) name.push_back(letter ? c : '-');
  }
  while (name.ends_with('-')) name.pop_back();
  return fmt::format("{}-{}-{}.py", name, seed, finding.index);
}

/// Before anything runs, so that nothing that was found has nowhere to go.
void make_folder(const std::string& path) {
  std::error_code error;
  if (!path.empty()) std::filesystem::create_directories(path, error);
  if (error) throw std::invalid_argument(fmt::format("--out {}: cannot be made a folder: {}", path, error.message()));
}

std::string write_scenario(const FuzzArguments& arguments, const Finding& finding) {
  const auto path = (std::filesystem::path(arguments.out) / file_name(finding, arguments.seed)).string();
  records::write_file(path, finding.program.source);
  return path;
}

void show_programs(const FuzzArguments& arguments) {
  const auto count = std::max<std::int64_t>(arguments.count, 1);
  for (std::int64_t i = 0; i < count; ++i)
    Console().line(generate(arguments.seed, arguments.first + static_cast<std::uint64_t>(i)).source);
}

void print_counts(const CampaignResult& result) {
  const Console console;
  console.line(result.tally.coverage.text());
  std::string outcomes;
  for (const auto& [outcome, times] : result.tally.outcomes) outcomes += fmt::format(", {} {}", times, outcome);
  console.line(fmt::format("{} programs in {:.1f} s ({:.0f} a second){}", result.tally.programs, result.seconds,
                           static_cast<double>(result.tally.programs) / std::max(result.seconds, 1e-3), outcomes));
}

void print_finding(const FuzzArguments& arguments, const Finding& finding) {
  const Console console;
  const auto mark =
      finding.cause.explained ? console.paint(Colour::yellow, "explained") : console.paint(Colour::red, "UNEXPLAINED");
  console.line(
      fmt::format("\n{} {}, {} times, first in program {}", mark, finding.cause.name, finding.times, finding.index));
  console.line(finding.program.source);
  if (!arguments.out.empty()) console.line("written to " + write_scenario(arguments, finding));
}

int exit_code(const CampaignResult& result) {
  if (!result.not_run.empty()) return ExitCode::incomplete;
  const bool unexplained =
      std::ranges::any_of(result.tally.suspects, [](const Suspect& s) { return !s.cause.explained; });
  return unexplained ? ExitCode::finding : ExitCode::as_expected;
}

}  // namespace

int run_fuzz(const FuzzArguments& arguments) {
  if (arguments.show) {
    show_programs(arguments);
    return ExitCode::as_expected;
  }
  make_folder(arguments.out);
  std::vector<checks::Subject> subjects;
  try {
    subjects = subjects_of(arguments);
  } catch (const checks::SubjectError& error) {
    say(error.what());
    return ExitCode::incomplete;
  }
  const checks::Interrupt interrupt;
  const auto progress = [](std::int64_t programs, std::int64_t disagreements) {
    if (isatty(STDERR_FILENO)) fmt::print(stderr, "\r{} programs, {} disagreements", programs, disagreements);
  };
  const auto result = run_campaign(subjects, options_of(arguments), progress, interrupt.descriptor());
  if (isatty(STDERR_FILENO)) fmt::print(stderr, "\r\033[K");
  if (!result.not_run.empty()) say(result.not_run);
  if (result.stopped) say("stopped: what was found until then follows, shrunk as far as it came");
  if (result.tally.programs > 0) print_counts(result);
  try {
    for (const auto& finding : result.findings) print_finding(arguments, finding);
  } catch (const records::FileError& error) {
    say(error.what());
    return ExitCode::incomplete;
  }
  if (result.stopped) return ExitCode::interrupted + interrupt.signal();
  return exit_code(result);
}

}  // namespace gradproof::cli
