#pragma once
#include <cstdint>
#include <string>

namespace gradproof::cli {

/// The command line of `gradproof fuzz`.
struct FuzzArguments {
  std::string subject = "native";
  std::string against = "oracle";  ///< or a subject
  std::uint64_t seed = 0, first = 0;
  std::int64_t count = 0;      ///< programs; 0: not given
  double time = 0;             ///< seconds; 0: not given
  std::string out;             ///< folder for scenarios; empty: none is written
  bool show = false;           ///< print the programs and run nothing
  double timeout = 10;         ///< seconds
  std::int64_t memory = 4096;  ///< MiB
  int jobs = 0;                ///< 0: as many as there are cores
};

/// Runs random programs; returns the exit code: 1 where a disagreement has no explanation.
int run_fuzz(const FuzzArguments& arguments);

}  // namespace gradproof::cli
