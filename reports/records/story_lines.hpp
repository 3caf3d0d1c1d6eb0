#pragma once
// A story as whoever shows it needs it: the lines of the program, each with what it did.
#include <gradproof/reports/records/story.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::records {

/// One event for people.
struct StoryNote {
  std::string mark;  ///< as in StoryCell, and "flag"
  std::string text;
};

struct StoryLine {
  int number = 0;
  std::string text;
  std::vector<StoryNote> notes;
};

/// The lines of the program without its header, each with the events that matter. Equal events are told once, checks
/// that passed together; of a long program only the lines that did something.
std::vector<StoryLine> story_lines(const Story& story);

/// One character for a mark, so that nothing relies on colour.
std::string_view mark_symbol(std::string_view mark);

/// What a cell of the timeline is about: "MulBackward0", "zero_", "passed".
std::string mark_word(const StoryCell& cell);

/// What came of a change that did not help: "detected"; a right program may have another gradient than was due.
std::string outcome_of_trial(const StoryFix& fix);

/// A value on one line, the middle of a long one left out.
std::string short_text(const Value& value);

}  // namespace gradproof::records
