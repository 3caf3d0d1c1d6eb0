#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <gradproof/bench/answer.hpp>
#include <gradproof/bench/conditions.hpp>
#include <gradproof/bench/session.hpp>
#include <gradproof/cli/bench.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/records/output_file.hpp>
#include <gradproof/reports/run/run.hpp>
#include <optional>

namespace gradproof::cli {
namespace {

constexpr double kConfidence = 0.95;
constexpr double kProbeSeconds = 0.5;

std::filesystem::path folder_of_programs() { return std::filesystem::read_symlink("/proc/self/exe").parent_path(); }

std::uint64_t seed_of(const BenchArguments& arguments) {
  if (arguments.seed != 0) return arguments.seed;
  return static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count()) % 1000000 + 1;
}

bench::Plan plan_of(const BenchArguments& arguments) {
  const std::string own = folder_of_programs() / ("gradproof-bench-" + arguments.suite);
  bench::Plan plan;
  plan.tag = arguments.suite;
  plan.program = own;
  plan.filter = arguments.filter;
  plan.seconds = arguments.seconds;
  plan.launches = arguments.launches;
  plan.seed = seed_of(arguments);
  if (!arguments.no_peers && std::filesystem::exists(own + "-libtorch")) plan.twin = own + "-libtorch";
  return plan;
}

bench::Measurements probe() {
  bench::Plan plan;
  plan.tag = "probe";
  plan.program = folder_of_programs() / "gradproof-bench-probes";
  plan.seconds = kProbeSeconds;
  plan.launches = 1;
  return bench::run_session(plan, [](int, int) {});
}

/// The probes from before and after as launches 0 and 1.
bench::Measurements joined(bench::Measurements before, const bench::Measurements& after) {
  for (std::size_t i = 0; i < before.size(); ++i) {
    for (records::Sample sample : after[i].samples) {
      sample.launch = 1;
      before[i].samples.push_back(sample);
    }
  }
  return before;
}

/// A line that is written over itself; nothing where standard error is no terminal.
void show_progress(int done, int all) {
  if (isatty(STDERR_FILENO) == 0) return;
  fmt::print(stderr, "\rlaunch {} of {} {}", std::min(done + 1, all), all, done == all ? "\n" : "");
  std::fflush(stderr);
}

void say_plan(const bench::Plan& plan, const std::vector<std::string>& conditions) {
  say(fmt::format("{}: {} launches of each program{}, order from --seed {}, about {:.0f} s; {}", plan.tag,
                  plan.launches, plan.twin ? ", in turns" : "", plan.seed, plan.seconds, fmt::join(conditions, " ")));
  if (!plan.twin) say(fmt::format("native alone: there is no {}-libtorch", plan.program));
}

bench::Answer measure(const bench::Plan& plan) {
  const bench::Measurements before = probe();
  bench::Measurements measurements = bench::run_session(plan, show_progress);
  return bench::answer_of(joined(before, probe()), std::move(measurements), kConfidence);
}

void write_records(records::OutputFile& file, const records::RunInfo& run, const bench::Answer& answer) {
  const auto write_all = [&](const auto& rows) {
    for (const auto& row : rows) file.write(records::to_json_line(row) + "\n");
  };
  file.write(records::to_json_line(run) + "\n");
  write_all(answer.probes);
  write_all(answer.measurements);
  write_all(answer.twins);
  write_all(answer.orders);
  file.keep();
}

/// What the records need to know of the run besides its beginning.
void finish(records::RunInfo& run, const bench::Plan& plan, const bench::Answer& answer, double seconds) {
  run.seconds = seconds;
  run.command.push_back(fmt::format("--seed={}", plan.seed));
  for (const records::Measurement& measurement : answer.measurements) {
    const records::SubjectInfo subject{measurement.benchmark.subject, measurement.subject_version};
    if (run.subjects.empty() || run.subjects.back() != subject) run.subjects.push_back(subject);
  }
}

}  // namespace

int run_bench(const BenchArguments& arguments, int argc, const char* const* argv) {
  records::RunInfo run = reports::begin_run(argc, argv);
  const auto start = std::chrono::steady_clock::now();
  std::optional<records::OutputFile> file;
  if (!arguments.json.empty()) file.emplace(arguments.json);
  const bench::Plan plan = plan_of(arguments);
  say_plan(plan, bench::set_fair_conditions());
  const bench::Answer answer = measure(plan);
  finish(run, plan, answer, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  if (file) write_records(*file, run, answer);
  fmt::print(arguments.json == "-" ? stderr : stdout, "{}",
             arguments.markdown ? bench::print_markdown(answer) : bench::print(answer));
  return ExitCode::as_expected;
}

}  // namespace gradproof::cli
