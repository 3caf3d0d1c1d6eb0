#pragma once
#include <gradproof/cli/asked.hpp>
#include <string>

namespace gradproof::cli {

/// The command line of `gradproof diff`. `paths` are scenarios, on which both subjects run, or files of verdicts.
struct DiffArguments : RunArguments {
  std::string first, second;  ///< subjects; twice the same: two files of its verdicts
  std::string json;           ///< file, "-" for standard output; empty: none
  double tolerance = 1e-4;    ///< relative: values that differ by less are alike
};

/// Shows on which programs two subjects differ, by cause. Returns the exit code.
int run_diff(const DiffArguments& arguments);

}  // namespace gradproof::cli
