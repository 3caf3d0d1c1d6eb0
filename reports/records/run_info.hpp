#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gradproof::records {

/// Where a run happened. Text that could not be read is empty, a number 0.
struct Machine {
  std::string cpu;  ///< model name
  int cores = 0;    ///< that this process may use
  std::int64_t memory_bytes = 0;
  std::string kernel;  ///< system, release and architecture
  double load = 0;     ///< one-minute load average when the run began

  bool operator==(const Machine&) const = default;
};

/// What ran: gradproof's own build.
struct Build {
  std::string version;
  std::string compiler;
  std::string flags;
  std::string build_type;
  std::string commit;  ///< empty: built outside a checkout
  bool dirty = false;  ///< the checkout had changes that no commit holds

  bool operator==(const Build&) const = default;
};

/// A subject that answered, as printed in verdicts, and its version.
struct SubjectInfo {
  std::string name;
  std::string version;

  bool operator==(const SubjectInfo&) const = default;
};

/// One run of one command: the first line of a records file, schema gradproof.run/1.
struct RunInfo {
  Machine machine;
  Build build;
  std::vector<std::string> command;  ///< the arguments, program first
  std::string started;               ///< UTC, "2026-11-23T14:05:09Z"
  double seconds = 0;                ///< wall time of the whole run; 0 while it goes on
  std::vector<SubjectInfo> subjects;

  bool operator==(const RunInfo&) const = default;
};

}  // namespace gradproof::records
