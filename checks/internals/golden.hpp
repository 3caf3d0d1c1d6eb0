#pragma once
// Golden files: a text that people read is compared with the copy that somebody looked at and approved.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <sstream>
#include <string>

namespace gradproof::checks {

/// Line `number` (from 1) of a text, or "(end of text)".
inline std::string golden_line(const std::string& text, int number) {
  std::istringstream lines(text);
  std::string line;
  while (number-- > 0) {
    if (!std::getline(lines, line)) return "(end of text)";
  }
  return line;
}

/// Where two texts part: "line 3", the approved line, the new line.
inline std::string first_difference(const std::string& approved, const std::string& found) {
  const auto parting = std::mismatch(approved.begin(), approved.end(), found.begin(), found.end()).first;
  const int number = 1 + static_cast<int>(std::count(approved.begin(), parting, '\n'));
  return "line " + std::to_string(number) + "\n  approved: " + golden_line(approved, number) +
         "\n  found:    " + golden_line(found, number);
}

/// Compares `text` with the golden file at `path` (from the top of the source tree). With GRADPROOF_APPROVE=1 in the
/// environment the file is written instead. Volatile parts (times, versions, paths) are the caller's to replace.
inline void check_golden(const std::string& path, const std::string& text) {
  const std::string file = std::string(GRADPROOF_SOURCE_DIR) + "/" + path;
  const char* approve = std::getenv("GRADPROOF_APPROVE");
  if (approve != nullptr && std::string(approve) == "1") {
    std::ofstream(file, std::ios::binary) << text;
  }
  std::ostringstream approved;
  approved << std::ifstream(file, std::ios::binary).rdbuf();
  if (approved.str() == text) {
    SUCCEED();
  } else {
    FAIL_CHECK(
        path << " differs at " << first_difference(approved.str(), text)
             << "\nlook at the change; to approve it run the tests with GRADPROOF_APPROVE=1 and commit the file");
  }
}

}  // namespace gradproof::checks
