#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace gradproof::cli {

/// Scenario files, in the order in which they run, and what could not be searched.
struct FoundFiles {
  std::vector<std::filesystem::path> files;  ///< each file once, a folder's sorted by path
  std::vector<std::string> errors;           ///< paths that are not there or cannot be read: a wrong command line
  std::vector<std::string> empty;            ///< folders without a *.py file
};

/// Files stay as they are given; a folder stands for every *.py file below it.
FoundFiles find_files(const std::vector<std::string>& paths);

/// Whether `glob` fits the file's name without .py, or that name with its folder: "data-*", "detach-vs-data/*".
bool fits(const std::string& glob, const std::filesystem::path& file);

}  // namespace gradproof::cli
