#pragma once
#include <cstdint>
#include <string>

namespace gradproof::cli {

/// The command line of `gradproof explain`.
struct ExplainArguments {
  std::string path;            ///< a scenario file
  std::string html;            ///< the page to write; empty: none
  std::string json;            ///< file, "-" for standard output; empty: none
  double timeout = 10;         ///< seconds
  std::int64_t memory = 4096;  ///< MiB
  std::uint64_t seed = 0;
};

/// Tells what happened in a program, why, and what would mend it; returns the exit code.
int run_explain(const ExplainArguments& arguments);

}  // namespace gradproof::cli
