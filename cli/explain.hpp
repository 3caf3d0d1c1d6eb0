#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gradproof::cli {

/// The command line of `gradproof explain`.
struct ExplainArguments {
  std::string path;                 ///< a scenario file; empty: chains were named
  std::vector<std::string> chains;  ///< "y.cpu().detach().numpy()"
  std::string device;               ///< where a chain begins; empty: each of checks::chain::devices()
  std::string html;                 ///< the page to write; empty: none
  std::string json;                 ///< file, "-" for standard output; empty: none
  double timeout = 10;              ///< seconds
  std::int64_t memory = 4096;       ///< MiB
  std::uint64_t seed = 0;
};

/// Tells what happened in a program, why, and what would mend it, or what chains cost; returns the exit code.
int run_explain(const ExplainArguments& arguments);

}  // namespace gradproof::cli
