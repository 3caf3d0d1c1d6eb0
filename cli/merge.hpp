#pragma once
#include <string>
#include <vector>

namespace gradproof::cli {

/// The command line of `gradproof merge`.
struct MergeArguments {
  std::vector<std::string> records;  ///< JSON Lines files of verdicts, measurements, runs, in any mixture and order
  std::string json;                  ///< the file to write; "-": standard output
};

/// Puts the records of several files, such as those of shards, into one. Returns the exit code: 3 where one of them is
/// not whole.
int run_merge(const MergeArguments& arguments);

}  // namespace gradproof::cli
