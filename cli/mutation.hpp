#pragma once
#include <cstddef>
#include <gradproof/reports/records/verdict.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace gradproof::cli {

/// Which scenarios catch which planted defect: those that are not as expected on a runtime that has it, and are on the
/// control, the same build without a defect.
class MutationTable {
 public:
  MutationTable();
  void note(const records::Verdict& verdict);
  std::size_t findings()
      const;  ///< defects that nothing catches, and scenarios that are not as expected on the control
  std::string markdown() const;  ///< a row for each defect: its name, how many scenarios catch it, the first three
  std::string summary() const;

 private:
  std::vector<std::string> catches(const std::string& subject) const;
  std::size_t uncaught() const;

  std::vector<std::string> defects_;
  std::string control_;
  std::map<std::string, std::set<std::string>> red_;  ///< subject -> scenarios
};

}  // namespace gradproof::cli
