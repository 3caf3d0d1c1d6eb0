#pragma once
#include <gradproof/checks/subjects/check.hpp>
#include <gradproof/cli/asked.hpp>
#include <gradproof/cli/result_file.hpp>
#include <gradproof/reports/records/unfinished.hpp>
#include <span>
#include <string>
#include <vector>

namespace gradproof::cli {

/// Everything on which the verdicts of a run depend: options, programs that run, and a fingerprint of every scenario.
records::Unfinished fingerprints(const RunArguments& arguments, std::span<const checks::Program> programs,
                                 std::span<const checks::Subject> subjects);

/// The verdicts of the runs that left `journal`, as far as their scenarios have not changed; says how many those are.
/// Throws std::invalid_argument where one of them was asked for something else than `run`, and records::RecordError
/// for lines that nobody wrote.
std::vector<Kept> still_standing(records::Journal& journal, const records::Unfinished& run);

/// Where kept verdicts belong in this run. Asks each subject for its version first. Throws std::invalid_argument where
/// it is another one than before, std::runtime_error where a subject does not start. Nothing: stopped while it waited.
std::optional<std::vector<checks::Reached>> places_of(std::span<const Kept> kept,
                                                      std::span<const checks::Program> programs,
                                                      std::span<const checks::Subject> subjects, int stop_descriptor);

}  // namespace gradproof::cli
