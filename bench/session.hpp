#pragma once
#include <cstdint>
#include <functional>
#include <gradproof/reports/records/measurement.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gradproof::bench {

// A session runs one benchmark program, or it and its twin, launch after launch, each in a fresh process. The samples
// of one launch share that process's luck (addresses, pages), so the launch is the unit of every interval.

struct Plan {
  std::string tag;                  ///< the suite: "conversion"
  std::string program;              ///< gradproof's own
  std::optional<std::string> twin;  ///< its twin against another library, run in turns with it
  std::string filter = ".*";        ///< which benchmarks, a regular expression as Google Benchmark takes it
  double seconds = 12;              ///< about how long all launches may take together
  int launches = 10;                ///< of each program
  int repetitions = 3;              ///< of each benchmark in a launch
  std::uint64_t seed = 1;           ///< of the order of turns
};

/// Told before each launch: how many are done, and how many there will be.
using Progress = std::function<void(int done, int all)>;

/// Runs the plan and returns the samples of every benchmark of the first program, then of every one of the twin, in the
/// program's order; the figures drawn from samples are left to the caller. Throws BenchError where a program is
/// missing, fails, talks rubbish, or reports other benchmarks than the first program lists.
std::vector<records::Measurement> run_session(const Plan& plan, const Progress& progress);

}  // namespace gradproof::bench
