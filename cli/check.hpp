#pragma once
#include <gradproof/cli/asked.hpp>
#include <string>
#include <vector>

namespace gradproof::cli {

/// The command line of `gradproof check`.
struct CheckArguments : RunArguments {
  std::vector<std::string> subjects{"native"};
  bool list = false;
  bool mutation = false;  ///< every planted defect as subject, and a table of what catches it
  std::string json;       ///< file, "-" for standard output; empty: none
  bool resume = false;    ///< what an earlier run for the same file reached is not run again
};

/// Judges scenarios; returns the exit code.
int run_check(const CheckArguments& arguments);

}  // namespace gradproof::cli
