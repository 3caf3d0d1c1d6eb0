#pragma once
// Which of a story's events made the outcome what it is.
#include <gradproof/checks/program/header.hpp>
#include <gradproof/reports/records/story.hpp>
#include <utility>
#include <vector>

namespace gradproof::checks::explain {

/// An observed value that is not what was due.
struct Wrong {
  std::string expression;
  records::Value seen, due;
};

/// Pointers point into the story; null: there is no such event.
struct Clues {
  const records::StoryEvent* check = nullptr;      ///< that raised, or that could not see
  const records::StoryEvent* saved = nullptr;      ///< when the checked value was saved
  const records::StoryEvent* write = nullptr;      ///< the first that changed it since
  std::vector<const records::StoryEvent*> writes;  ///< all that did
  /// Other checks that could not see, each with the first write that it missed; a write once.
  std::vector<std::pair<const records::StoryEvent*, const records::StoryEvent*>> others;
  std::vector<const records::StoryEvent*> aliases;  ///< from the written name back to its source, newest first
  std::vector<Wrong> wrong;
};

Clues find_clues(const Header& header, const records::Story& story);

/// What should have been observed: what the oracle says, what the author says where it is silent, and what the author
/// means the state to be.
records::Values due_values(const Header& header, const records::Verdict& verdict);

/// How `name` came to share memory: its alias event, then that of its source, and so on.
std::vector<const records::StoryEvent*> aliases_of(const records::Story& story, const std::string& name);

/// What a name of the story stands for in the program: "h" of "h of line 3".
std::string expression_of(const std::string& name);

/// The name before the first dot or bracket of an expression.
std::string root_of(const std::string& expression);

}  // namespace gradproof::checks::explain
