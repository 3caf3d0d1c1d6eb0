#pragma once
#include <cstdint>
#include <string>

namespace gradproof::cli {

/// The command line of `gradproof bench`.
struct BenchArguments {
  std::string suite;          ///< "conversion", "bulk"
  std::string json;           ///< a file for the records, "-" for standard output, empty: none
  std::string filter = ".*";  ///< which benchmarks, a regular expression
  double seconds = 12;        ///< about how long all launches take together
  int launches = 10;          ///< of each program
  std::uint64_t seed = 0;     ///< of the order of turns; 0: from the clock
  bool no_peers = false;      ///< gradproof's own program only
  bool markdown = false;      ///< the table as Markdown
};

/// Runs the benchmark programs that stand beside this one, in turns with their libtorch twins where these were built.
/// The table goes to standard output, or to standard error where the JSON is there. Returns the exit code. Throws
/// bench::BenchError where a program is missing, failed, or gave something else than it should.
int run_bench(const BenchArguments& arguments, int argc, const char* const* argv);

}  // namespace gradproof::cli
