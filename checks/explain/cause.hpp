#pragma once
#include <gradproof/checks/explain/clues.hpp>
#include <gradproof/reports/records/story.hpp>
#include <string>

namespace gradproof::checks::explain {

/// Why the outcome is what it is, in one sentence, from the story's events.
std::string cause_of(const records::Story& story, const Clues& clues);

/// What an error of that kind means, and what to do: rule and remedy. Empty for a kind without one.
struct Rule {
  std::string_view kind, rule, remedy;
};
const Rule* rule_of(std::string_view kind);

}  // namespace gradproof::checks::explain
