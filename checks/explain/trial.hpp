#pragma once
#include <gradproof/checks/explain/explain.hpp>
#include <optional>
#include <span>
#include <vector>

namespace gradproof::checks::explain {

/// What came of programs that were judged on the native runtime.
struct Trial {
  std::vector<std::optional<records::Verdict>> verdicts;  ///< one for each program; absent: it is no scenario
  std::string file_error, not_run;                        ///< the first of each
  bool stopped = false;
};

/// Judges programs exactly as `gradproof check` does.
Trial try_out(std::span<const Program> programs, const ExplainOptions& options, int stop_descriptor);

}  // namespace gradproof::checks::explain
