#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <gradproof/bench/bench_error.hpp>
#include <gradproof/bench/launch.hpp>
#include <gradproof/bench/reading.hpp>
#include <gradproof/bench/session.hpp>
#include <gradproof/bench/turns.hpp>
#include <sstream>

namespace gradproof::bench {
namespace {

/// Google Benchmark aims this far beyond the shortest time, and finds the number of iterations in about one repetition.
constexpr double kBeyond = 1.4;
constexpr double kCalibration = 1;

/// A launch that takes this many times what was planned hangs.
constexpr double kPatience = 20;
constexpr double kStart = 60;  // seconds that loading a program may take on a busy machine

void require_program(const std::string& program) {
  if (!std::filesystem::exists(program)) throw BenchError(program + ": no such program; build it first: ./dev build");
}

/// What the filter leaves, in the program's order. Random interleaving shuffles what a launch reports.
std::vector<records::Benchmark> list_benchmarks(const Plan& plan) {
  std::istringstream names(
      launch({plan.program, "--benchmark_list_tests=true", "--benchmark_filter=" + plan.filter}, kStart));
  std::vector<records::Benchmark> benchmarks;
  for (std::string name; std::getline(names, name);) benchmarks.push_back(parse_name(plan.tag, name));
  if (benchmarks.empty()) throw BenchError(fmt::format("{}: no benchmark matches \"{}\"", plan.program, plan.filter));
  return benchmarks;
}

/// The shortest time of one repetition such that all launches fit into the plan.
double repetition_seconds(const Plan& plan, std::size_t benchmarks) {
  const double launches = plan.launches * (plan.twin ? 2 : 1);
  return plan.seconds / (launches * static_cast<double>(benchmarks) * kBeyond * (plan.repetitions + kCalibration));
}

std::vector<std::string> command_of(const Plan& plan, const std::string& program, double repetition) {
  return {program,
          "--benchmark_format=json",
          "--benchmark_enable_random_interleaving=true",
          "--benchmark_filter=" + plan.filter,
          fmt::format("--benchmark_min_time={:.6f}", repetition),
          fmt::format("--benchmark_repetitions={}", plan.repetitions)};
}

/// The samples of one program over all its launches.
class Arm {
 public:
  Arm(const Plan& plan, const std::string& program, const std::vector<records::Benchmark>& listed)
      : command_(command_of(plan, program, repetition_seconds(plan, listed.size()))),
        repetitions_(static_cast<std::size_t>(plan.repetitions)),
        limit_(kStart + kPatience * plan.seconds) {
    for (const records::Benchmark& benchmark : listed) measurements_.emplace_back().benchmark = benchmark;
  }

  void run() {
    const Launched launched = read_launch(program(), measurements_.front().benchmark.tag, launch(command_, limit_));
    if (launched.readings.size() != measurements_.size()) fail("did not report the benchmarks that were asked for");
    for (records::Measurement& measurement : measurements_) {
      measurement.benchmark.subject = launched.subject;
      measurement.subject_version = launched.subject_version;
      add(measurement, launched.readings);
    }
    ++launches_;
  }

  const std::vector<records::Measurement>& measurements() const { return measurements_; }

 private:
  const std::string& program() const { return command_.front(); }

  [[noreturn]] void fail(const std::string& what) const {
    throw BenchError(program() + ": " + what + "; are both programs built from one checkout?");
  }

  void add(records::Measurement& measurement, const std::vector<Reading>& readings) const {
    const auto found = std::ranges::find(readings, measurement.benchmark, &Reading::benchmark);
    if (found == readings.end()) fail("has no benchmark " + measurement.benchmark.name);
    if (found->samples.size() != repetitions_) fail("left out repetitions of " + measurement.benchmark.name);
    for (records::Sample sample : found->samples) {
      sample.launch = launches_;
      measurement.samples.push_back(sample);
    }
  }

  std::vector<std::string> command_;
  std::size_t repetitions_;
  double limit_;
  int launches_ = 0;
  std::vector<records::Measurement> measurements_;
};

}  // namespace

std::vector<records::Measurement> run_session(const Plan& plan, const Progress& progress) {
  require_program(plan.program);
  if (plan.twin) require_program(*plan.twin);
  const std::vector<records::Benchmark> listed = list_benchmarks(plan);
  Arm own(plan, plan.program, listed);
  Arm twin(plan, plan.twin.value_or(""), listed);
  const int all = plan.launches * (plan.twin ? 2 : 1);
  int done = 0;
  const auto run = [&](Arm& arm) {
    progress(done++, all);
    arm.run();
  };
  for (const bool twin_first : draw_turns(plan.launches, plan.seed)) {
    if (plan.twin && twin_first) run(twin);
    run(own);
    if (plan.twin && !twin_first) run(twin);
  }
  progress(done, all);
  std::vector<records::Measurement> found = own.measurements();
  if (plan.twin) found.insert(found.end(), twin.measurements().begin(), twin.measurements().end());
  return found;
}

}  // namespace gradproof::bench
