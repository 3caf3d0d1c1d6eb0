#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/judge/subject_name.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/cli/mutation.hpp>
#include <span>

namespace gradproof::cli {

MutationTable::MutationTable() {
  for (const auto& subject : checks::faulty_subjects()) catches_[subject];
}

void MutationTable::note(const records::Verdict& verdict) {
  if (verdict.as_expected == false) catches_[verdict.subject].push_back(verdict.program);
}

std::size_t MutationTable::uncaught() const {
  return std::ranges::count_if(catches_, [](const auto& entry) { return entry.second.empty(); });
}

std::string MutationTable::markdown() const {
  std::string text = "| defect | caught by | among them |\n|---|---|---|\n";
  for (const auto& subject : checks::faulty_subjects()) {
    auto scenarios = catches_.at(subject);
    const auto count = scenarios.size();
    std::ranges::sort(scenarios);  // they come as they end
    text += fmt::format("| `{}` | {} | {} |\n", checks::parse_subject_name(subject).device, count,
                        fmt::join(std::span(scenarios).first(std::min<std::size_t>(count, 3)), ", "));
  }
  return text;
}

}  // namespace gradproof::cli
