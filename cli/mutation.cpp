#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/cli/mutation.hpp>
#include <gradproof/core/tensor/fault_names.hpp>
#include <span>

namespace gradproof::cli {

std::vector<std::string> faulty_subjects() {
  std::vector<std::string> subjects;
  for (const auto name : kFaultNames) subjects.push_back(fmt::format("faulty:{}", name));
  return subjects;
}

MutationTable::MutationTable() {
  for (const auto& subject : faulty_subjects()) catches_[subject];
}

void MutationTable::note(const records::Verdict& verdict) {
  if (verdict.as_expected == false) catches_[verdict.subject].push_back(verdict.program);
}

std::size_t MutationTable::uncaught() const {
  return std::ranges::count_if(catches_, [](const auto& entry) { return entry.second.empty(); });
}

std::string MutationTable::markdown() const {
  std::string text = "| defect | caught by | among them |\n|---|---|---|\n";
  for (const auto name : kFaultNames) {
    auto scenarios = catches_.at(fmt::format("faulty:{}", name));
    const auto count = scenarios.size();
    std::ranges::sort(scenarios);  // they come as they end
    text += fmt::format("| `{}` | {} | {} |\n", name, count,
                        fmt::join(std::span(scenarios).first(std::min<std::size_t>(count, 3)), ", "));
  }
  return text;
}

}  // namespace gradproof::cli
