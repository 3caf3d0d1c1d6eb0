#pragma once
// The quick way: many programs of the native runtime against the oracle in one process. A worker runs each batch in a
// fork; when the fork dies or hangs, the batch's programs run again, each in a fork of its own, and the one at fault is
// told.
#include <cstdint>
#include <gradproof/checks/fuzz/cause.hpp>
#include <gradproof/checks/fuzz/coverage.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks::fuzz {

/// A program that disagrees, and why.
struct Suspect {
  std::uint64_t index = 0;
  Cause cause;
};

/// What came of some programs.
struct Tally {
  std::int64_t programs = 0;
  std::map<std::string, std::int64_t> outcomes;
  std::map<std::string, std::int64_t> causes;  ///< of disagreements
  std::vector<Suspect> suspects;               ///< of each explained cause the first, of the others all
  Coverage coverage;

  void add(const Tally& other);
  void add(const Suspect& suspect);
  /// Sorts the suspects by index, so that the order in which batches end does not show.
  void sort();
};

/// One line for the Tally, and back. Throws std::invalid_argument for another line.
std::string to_line(const Tally& tally);
Tally tally_from_line(std::string_view line);

/// How a batch's worker is bounded.
struct BatchLimits {
  double seconds = 10;                          ///< for each program
  std::int64_t memory = std::int64_t{4} << 30;  ///< bytes
};

/// Programs `first` … `first + count - 1` of `seed`, in this process.
Tally run_batch(std::uint64_t seed, std::uint64_t first, int count);

/// A worker's body: answers lines "FIRST COUNT" on standard input with lines of tallies. Returns the exit status.
int serve_batches(std::uint64_t seed, const BatchLimits& limits);

}  // namespace gradproof::checks::fuzz
