#pragma once
// What a command line asks for that runs scenarios on subjects, and what of it there is.
#include <cstdint>
#include <gradproof/checks/program/program.hpp>
#include <gradproof/checks/subjects/check.hpp>
#include <gradproof/cli/findings.hpp>
#include <string>
#include <vector>

namespace gradproof::cli {

struct RunArguments {
  std::vector<std::string> paths;  ///< scenario files, and folders that are searched for *.py
  std::string filter;              ///< glob over names; empty: all
  std::string shard;               ///< "2/3"; empty: all
  double timeout = 10;             ///< seconds
  std::int64_t memory = 4096;      ///< MiB
  int jobs = 0;                    ///< 0: as many as there are cores
  std::uint64_t seed = 0;
  bool verbose = false;
};

/// The scenarios that were asked for and can be read as such; says what is wrong with the others.
/// Throws std::invalid_argument for a shard that is none.
std::vector<checks::Program> read_programs(const RunArguments& arguments, Findings& findings);

/// The names of subjects, each once. Throws std::invalid_argument: a wrong command line.
std::vector<checks::SubjectName> read_subjects(const std::vector<std::string>& texts);

/// The subjects that can be started; says what keeps the others.
std::vector<checks::Subject> find_subjects(const std::vector<checks::SubjectName>& names, Findings& findings);

checks::CheckOptions options_of(const RunArguments& arguments);

}  // namespace gradproof::cli
