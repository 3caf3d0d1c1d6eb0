#pragma once
#include <cstddef>
#include <gradproof/reports/records/verdict.hpp>
#include <map>
#include <string>
#include <vector>

namespace gradproof::cli {

/// Which scenarios catch which planted defect: those that are not as expected on a runtime that has it.
class MutationTable {
 public:
  MutationTable();
  void note(const records::Verdict& verdict);
  std::size_t uncaught() const;
  std::string markdown() const;  ///< a row for each defect: its name, how many scenarios catch it, the first three

 private:
  std::map<std::string, std::vector<std::string>> catches_;
};

}  // namespace gradproof::cli
