#pragma once
#include <gradproof/reports/records/verdict.hpp>
#include <span>
#include <string>
#include <vector>

namespace gradproof::checks {

/// What every scenario did on one release of a framework: a file of checks/recorded.
struct Recording {
  std::string subject;                     ///< "pytorch", "jax", ...
  std::string version;                     ///< as the framework gives it, without the build ("+cpu"): "2.15.0"
  std::vector<records::Verdict> verdicts;  ///< by program; see recorded()
  std::string file_name() const { return subject + "-" + version + ".jsonl"; }
};

/// The part of a verdict that is the framework's doing and the same on every machine: the outcome, what was observed
/// with and without the version check, the error. Without path, label, time, expectations and what the oracle said.
records::Verdict recorded(const records::Verdict& verdict);

/// The recordings that `verdicts` make up, one for each release of a framework in Python among them: by framework,
/// oldest first. Throws std::invalid_argument where a program ran twice on one release, or none ran on any.
std::vector<Recording> make_recordings(std::span<const records::Verdict> verdicts);

/// The text of the file: one verdict a line.
std::string to_text(const Recording& recording);

/// All recordings of a folder, in that order. Throws records::FileError and records::RecordError.
std::vector<Recording> read_recordings(const std::string& folder);

}  // namespace gradproof::checks
