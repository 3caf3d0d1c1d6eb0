// The one file that includes CLI11: every option of every command. A command is a struct of arguments and a function.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <gradproof/checks/program/nearest.hpp>
#include <gradproof/cli/bench.hpp>
#include <gradproof/cli/check.hpp>
#include <gradproof/cli/command_line.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/diff.hpp>
#include <gradproof/cli/doctor.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/cli/explain.hpp>
#include <gradproof/cli/fuzz.hpp>
#include <gradproof/cli/merge.hpp>
#include <gradproof/cli/report.hpp>
#include <gradproof/cli/schema.hpp>
#include <gradproof/cli/version.hpp>
#include <gradproof/reports/records/output_file.hpp>
#include <iostream>
#include <memory>

namespace gradproof::cli {
namespace {

constexpr const char* kCheckFooter =
    "Exit codes: 0 as expected; 1 an outcome differs from its expectation, or is silent_*, crashed or timeout without "
    "one; 2 a file is no scenario, or the command line is wrong; 3 something did not run or could not be written; 128 "
    "+ "
    "signal when stopped.";

/// What CLI11 lets through: it reads "nan" as a number in every range, and cuts a number that does not fit.
std::string finite(const std::string& text) {
  return text.find_first_not_of("0123456789.eE+-") == std::string::npos ? "" : text + " is not a number";
}
std::string seed(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? "" : text + " is not a whole number of 64 bits";
}
/// A script's unset variable must not lose what was asked for.
std::string named(const std::string& text) { return text.empty() ? "the name of the file is empty; name one" : ""; }
constexpr const char* kExplainFooter =
    "Exit codes: 0 told, whatever the outcome; 2 the file is no scenario, the chain is none, or the command line is "
    "wrong; 3 it could not be run or written; 128 + signal when stopped.";

/// The command that was chosen runs when all of the line has been understood.
class CommandLine {
 public:
  CommandLine(int argc, char** argv) : argc_(argc), argv_(argv) {
    app_.require_subcommand(0, 1);
    app_.add_flag("--version", version_, "print the version");
    app_.add_flag("--json", json_, "with --version: as JSON");
    add_check();
    add_explain();
    add_fuzz();
    add_diff();
    add_doctor();
    add_merge();
    add_bench();
    add_report();
    add_schema();
  }

  int run() {
    try {
      app_.parse(argc_, argv_);
    } catch (const CLI::Success& success) {  // --help
      app_.exit(success);
      if (std::cout.flush()) return ExitCode::as_expected;
      throw records::WriteError("cannot write standard output");
    } catch (const CLI::ParseError& error) {
      say(explain(error));
      return ExitCode::usage;
    }
    if (version_) return run_version(json_);
    for (const auto& [command, call] : commands_) {
      if (command->parsed()) return call();
    }
    fmt::print(stderr, "{}", app_.help());
    return ExitCode::usage;
  }

 private:
  CLI::App* command(const char* name, const char* what, std::function<int()> call) {
    CLI::App* added = app_.add_subcommand(name, what);
    commands_.emplace_back(added, std::move(call));
    return added;
  }

  void add_check() {
    CLI::App* app = command("check", "judge scenarios on subjects", [this] { return run_check(check_); });
    add_run(app, check_);
    app->add_option("--subject", check_.subjects,
                    "native, native:sim, native:sim+audit, native:cuda, libtorch, NAME[@label][=PYTHON] for pytorch, "
                    "jax, mlx, paddle and tinygrad, faulty:NAME, "
                    "NAME=WORKER; may be repeated")
        ->allow_extra_args(false)
        ->default_str("native");
    app->add_flag("--mutation", check_.mutation,
                  "judge on a runtime with each planted defect in turn, and tell which scenarios catch it")
        ->excludes("--subject");
    app->add_flag("--list", check_.list, "list the scenarios and run nothing");
    app->add_option("--json", check_.json, "write verdicts as JSON lines; - is standard output")
        ->check(named)
        ->excludes("--list");
    app->add_flag("--resume", check_.resume,
                  "go on where an earlier run with the same options and --json FILE was stopped or killed");
    app->footer(kCheckFooter);
  }

  static void add_limits(CLI::App* app, double& timeout, std::int64_t& memory) {
    app->add_option("--timeout", timeout, "seconds that one program may run")
        ->check(finite)
        ->check(CLI::Range(0.001, 86400.0))
        ->capture_default_str();
    app->add_option("--memory", memory, "MiB of memory that one program may use")
        ->check(CLI::Range(16, 1 << 30))
        ->capture_default_str();
  }

  /// What every command has that runs scenarios.
  static void add_run(CLI::App* app, RunArguments& run) {
    app->add_option("PATH", run.paths, "scenario files, and folders that are searched for *.py")->required();
    app->add_option("--filter", run.filter, "only scenarios that fit this glob: NAME or FOLDER/NAME");
    app->add_option("--shard", run.shard, "I/N: only the I-th of N parts of the scenarios, dealt out by sorted path");
    add_limits(app, run.timeout, run.memory);
    app->add_option("--jobs", run.jobs, "programs that run at a time; default: the number of cores")
        ->check(CLI::Range(1, 1024));
    app->add_option("--seed", run.seed, "of random numbers, where a scenario names none")
        ->check(seed)
        ->capture_default_str();
    app->add_flag("--verbose", run.verbose, "values of every verdict, and what programs print");
  }

  void add_diff() {
    CLI::App* app =
        command("diff", "show on which programs two subjects differ, and in what", [this] { return run_diff(diff_); });
    app->add_option("A", diff_.first, "a subject, as check names it")->required();
    app->add_option("B", diff_.second, "another; the same one for two runs, each with a file of verdicts")->required();
    add_run(app, diff_);
    app->add_option("--json", diff_.json, "write the differences as JSON lines; - is standard output")->check(named);
    app->add_option("--tolerance", diff_.tolerance, "relative: values that differ by less are alike")
        ->check(finite)
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    app->footer(
        "PATH may also be files of verdicts (*.jsonl), which are compared as they are. Exit codes: 0 no difference; "
        "1 some; 2 a file is no scenario or no file of records, or the command line is wrong; 3 something did not "
        "run.");
  }

  void add_doctor() {
    CLI::App* app = command("doctor", "show which subjects there are, their versions, and how to add the rest",
                            [this] { return run_doctor(json_); });
    app->add_flag("--json", json_, "as JSON lines");
    app->footer("Exit codes: 0; 3 where native itself does not start.");
  }

  void add_merge() {
    CLI::App* app = command("merge", "put records of several files, such as shards, into one",
                            [this] { return run_merge(merge_); });
    app->add_option("RECORDS", merge_.records, "files of verdicts and measurements (JSON lines)")->required();
    app->add_option("--json", merge_.json, "the file to write; - is standard output")->required()->check(named);
    app->footer(
        "Exit codes: 0 merged; 2 a file is no file of records, or two contradict each other; 3 one is not whole.");
  }

  void add_fuzz() {
    CLI::App* app =
        command("fuzz", "run random programs, and shrink what disagrees", [this] { return run_fuzz(fuzz_); });
    app->add_option("--subject", fuzz_.subject, "whose gradients are in question, as in check")->capture_default_str();
    app->add_option("--against", fuzz_.against, "oracle, or another subject")->capture_default_str();
    app->add_option("--seed", fuzz_.seed, "of the programs")->check(seed)->capture_default_str();
    app->add_option("--first", fuzz_.first, "index of the first program")->check(seed)->capture_default_str();
    app->add_option("--count", fuzz_.count, "programs to run; default: 10000, or as many as --time allows")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 62));
    app->add_option("--time", fuzz_.time, "seconds after which no program begins")
        ->check(finite)
        ->check(CLI::Range(0.01, 1e7));
    app->add_option("--out", fuzz_.out, "folder for a scenario of each cause")->check(named);
    app->add_flag("--show", fuzz_.show, "print the programs and run nothing");
    add_limits(app, fuzz_.timeout, fuzz_.memory);
    app->add_option("--jobs", fuzz_.jobs, "programs that run at a time; default: the number of cores")
        ->check(CLI::Range(1, 1024));
    app->footer(
        "Exit codes: 0 every disagreement is explained; 1 some are not; 2 a wrong command line; 3 a subject did not "
        "run; 128 + signal when stopped.");
  }

  void add_explain() {
    CLI::App* app = command("explain", "tell what a program did, why its gradient is what it is, and what mends it",
                            [this] { return run_explain(explain_); });
    CLI::Option* file = app->add_option("FILE", explain_.path, "a scenario file");
    CLI::Option* chain = app->add_option("--chain", explain_.chains,
                                         "tell what conversions cost, as 'y.cpu().detach().numpy()'; may be repeated")
                             ->allow_extra_args(false)
                             ->excludes(file);
    app->add_option("--device", explain_.device, "where the chain's tensor is: cpu or sim; default: both")
        ->needs(chain);
    app->add_option("--html", explain_.html, "write the story as a page, too")->check(named)->excludes(chain);
    app->add_option("--json", explain_.json,
                    "write what was found as records; - is standard output, in place of the text")
        ->check(named);
    add_limits(app, explain_.timeout, explain_.memory);
    app->add_option("--seed", explain_.seed, "of random numbers, where the file names none")
        ->check(seed)
        ->capture_default_str();
    app->footer(kExplainFooter);
  }

  void add_bench() {
    CLI::App* app = command("bench", "measure a suite beside its libtorch twin, in turns",
                            [this] { return run_bench(bench_, argc_, argv_); });
    app->add_option("SUITE", bench_.suite, "conversion, bulk or small_ops")
        ->required()
        ->check(CLI::IsMember({"conversion", "bulk", "small_ops"}));
    app->add_option("--json", bench_.json, "write every sample as JSON lines; - is standard output")->check(named);
    app->add_option("--filter", bench_.filter, "only benchmarks that fit this regular expression");
    app->add_option("--time", bench_.seconds, "about how many seconds to measure")
        ->check(CLI::Range(0.01, 86400.0))
        ->capture_default_str();
    app->add_option("--launches", bench_.launches, "of each program; intervals count these")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app->add_option("--seed", bench_.seed, "of the order of turns; default: from the clock")
        ->check(CLI::PositiveNumber);
    app->add_flag("--no-peers", bench_.no_peers, "gradproof's own program only");
    app->add_flag("--markdown", bench_.markdown, "print the table as Markdown, in microseconds");
  }

  void add_report() {
    CLI::App* app =
        command("report", "render records as one HTML page", [this] { return run_report(report_, argc_, argv_); });
    app->add_option("RECORDS", report_.records, "files of verdicts and measurements (JSON lines)")->required();
    app->add_option("--html", report_.html, "the page to write")->required()->check(named);
    app->footer(
        "Exit codes: 0 written; 2 a file is no file of records; 3 a file is not all of its run (the page shows what is "
        "there), or the page could not be written.");
  }

  void add_schema() {
    CLI::App* app = command("schema", "print the JSON Schema of a record", [this] { return run_schema(schema_); });
    app->add_option("NAME", schema_, "verdict, measurement, ...; without it their names are listed");
  }

  /// CLI11 calls a misspelled command an unexpected argument; the word meant is told here.
  std::string explain(const CLI::ParseError& error) const {
    std::vector<std::string> names;
    for (const auto& [command, call] : commands_) names.push_back(command->get_name());
    const std::string word = argc_ > 1 ? argv_[1] : "";
    if (word.empty() || word.starts_with('-') || std::ranges::find(names, word) != names.end()) return error.what();
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    return fmt::format("there is no command '{}'{}; gradproof --help lists them", word,
                       checks::did_you_mean(word, candidates));
  }

  int argc_;
  char** argv_;
  CLI::App app_{"Proves whether the gradient you got is the gradient you computed.", "gradproof"};
  std::vector<std::pair<CLI::App*, std::function<int()>>> commands_;
  bool version_ = false, json_ = false;
  BenchArguments bench_;
  CheckArguments check_;
  ExplainArguments explain_;
  FuzzArguments fuzz_;
  DiffArguments diff_;
  MergeArguments merge_;
  ReportArguments report_;
  std::string schema_;
};

}  // namespace

int run_command_line(int argc, char** argv) { return CommandLine(argc, argv).run(); }

}  // namespace gradproof::cli
