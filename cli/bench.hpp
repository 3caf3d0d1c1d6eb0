#pragma once
#include <cstdint>
#include <gradproof/reports/records/run_info.hpp>
#include <string>

namespace gradproof::cli {

/// What `gradproof bench` takes.
struct BenchOptions {
  std::string topic;          ///< "conversion"
  std::string json;           ///< a file for the records, "-" for standard output, empty: none
  std::string filter = ".*";  ///< which benchmarks, a regular expression
  double seconds = 12;        ///< about how long all launches take together
  int launches = 10;          ///< of each program
  std::uint64_t seed = 0;     ///< of the order of turns; 0: from the clock
  bool no_peers = false;      ///< gradproof's own program only
};

/// Runs the benchmark programs that stand beside this one, in turns with their libtorch twins where these were built.
/// The table goes to standard output, or to standard error where the JSON is there. Returns the exit code: 0, or 3
/// where a program is missing, failed, or gave something else than it should.
int run_bench(const BenchOptions& options, records::RunInfo run);

}  // namespace gradproof::cli
