#pragma once
#include <gradproof/checks/program/program.hpp>
#include <gradproof/reports/records/story.hpp>
#include <optional>
#include <string>

namespace gradproof::checks::explain {

struct ExplainOptions {
  double time_limit = 10;                             ///< seconds for each run
  std::int64_t memory_limit = std::int64_t{4} << 30;  ///< bytes for each run
  int jobs = 1;                                       ///< programs that run at a time
  std::uint64_t seed = 0;                             ///< of random numbers, where the header has none
};

/// A story, or why there is none.
struct Explained {
  std::optional<records::Story> story;
  std::string file_error;  ///< the file turned out to be no scenario when it ran
  std::string not_run;     ///< no worker could be started
  bool stopped = false;    ///< `stop_descriptor` became readable
};

/// Judges the program on the native runtime, watches a run of it, names the cause, and looks for the smallest change
/// that is judged right.
Explained explain(const Program& program, const ExplainOptions& options, int stop_descriptor);

}  // namespace gradproof::checks::explain
