#pragma once
// A whole campaign: programs by the thousand on one subject, against the oracle or another subject; what disagrees is
// classified, shrunk, and told once for each cause.
#include <gradproof/checks/fuzz/batch.hpp>
#include <gradproof/checks/subjects/check.hpp>
#include <optional>
#include <vector>

namespace gradproof::checks::fuzz {

struct CampaignOptions {
  std::uint64_t seed = 0;
  std::uint64_t first = 0;            ///< index of the first program
  std::optional<std::int64_t> count;  ///< programs; without it, `seconds` decides
  double seconds = 0;                 ///< no program begins later; 0: no such limit
  CheckOptions check;                 ///< limits of each program, jobs
};

/// One cause, with the smallest program found for it.
struct Finding {
  Cause cause;
  std::int64_t times = 0;                  ///< programs of this campaign with this cause
  std::uint64_t index = 0;                 ///< of the program that was shrunk
  Program program;                         ///< shrunk, with a header that states what was seen
  std::vector<records::Verdict> verdicts;  ///< on the shrunk program, by each subject
};

struct CampaignResult {
  Tally tally;
  std::vector<Finding> findings;  ///< the unexplained first
  double seconds = 0;             ///< of running programs, without the shrinking
  bool stopped = false;           ///< by the descriptor; what is here is what was reached, shrunk or not
  std::string not_run;            ///< why a subject could not be started; empty: all could
};

/// How a campaign goes, for whoever waits.
using Progress = std::function<void(std::int64_t programs, std::int64_t disagreements)>;

/// Runs `subjects[0]` against the oracle, or against `subjects[1]` if there is one.
CampaignResult run_campaign(std::span<const Subject> subjects, const CampaignOptions& options, const Progress& progress,
                            int stop_descriptor);

}  // namespace gradproof::checks::fuzz
