#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gradproof::cli {

/// The command line of `gradproof check`.
struct CheckArguments {
  std::vector<std::string> paths;  ///< scenario files, and folders that are searched for *.py
  std::vector<std::string> subjects{"native"};
  std::string filter;  ///< glob over names; empty: all
  bool list = false;
  bool mutation = false;       ///< every planted defect as subject, and a table of what catches it
  std::string json;            ///< file, "-" for standard output; empty: none
  double timeout = 10;         ///< seconds
  std::int64_t memory = 4096;  ///< MiB
  int jobs = 0;                ///< 0: as many as there are cores
  std::uint64_t seed = 0;
  bool verbose = false;
};

/// Judges scenarios; returns the exit code.
int run_check(const CheckArguments& arguments);

}  // namespace gradproof::cli
