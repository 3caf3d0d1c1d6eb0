#pragma once
#include <string>
#include <vector>

namespace gradproof::cli {

/// The command line of `gradproof report`.
struct ReportArguments {
  std::vector<std::string> records;  ///< JSON Lines files of verdicts, measurements, runs, in any mixture
  std::string html;                  ///< the page to write
};

/// Renders records as one HTML page; prints its summary, then its path. Returns the exit code.
int run_report(const ReportArguments& arguments, int argc, const char* const* argv);

}  // namespace gradproof::cli
