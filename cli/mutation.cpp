#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/judge/subject_name.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/cli/mutation.hpp>
#include <iterator>
#include <span>

namespace gradproof::cli {

MutationTable::MutationTable() : defects_(checks::faulty_subjects()), control_(defects_.front()) {
  for (const auto& subject : defects_) red_[subject];
  defects_.erase(defects_.begin());
}

void MutationTable::note(const records::Verdict& verdict) {
  if (verdict.as_expected == false) red_[verdict.subject].insert(verdict.program);
}

std::vector<std::string> MutationTable::catches(const std::string& subject) const {
  std::vector<std::string> names;
  std::ranges::set_difference(red_.at(subject), red_.at(control_), std::back_inserter(names));
  return names;
}

std::size_t MutationTable::uncaught() const {
  return std::ranges::count_if(defects_, [&](const auto& subject) { return catches(subject).empty(); });
}

std::size_t MutationTable::findings() const { return uncaught() + red_.at(control_).size(); }

std::string MutationTable::markdown() const {
  std::string text = "| defect | caught by | among them |\n|---|---|---|\n";
  for (const auto& subject : defects_) {
    const auto names = catches(subject);
    text += fmt::format("| `{}` | {} | {} |\n", checks::parse_subject_name(subject).device, names.size(),
                        fmt::join(std::span(names).first(std::min<std::size_t>(names.size(), 3)), ", "));
  }
  return text;
}

std::string MutationTable::summary() const {
  auto text = fmt::format("{} planted defects are caught by no scenario", uncaught());
  if (const auto& useless = red_.at(control_); !useless.empty())
    text += fmt::format(
        "\nnot as expected without any defect, so that they prove nothing: {}; is "
        "gradproof-worker-faulty as new as gradproof?",
        fmt::join(useless, ", "));
  return text;
}

}  // namespace gradproof::cli
