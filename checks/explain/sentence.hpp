#pragma once
#include <gradproof/reports/records/story.hpp>
#include <string>

namespace gradproof::checks::explain {

/// The event in words, for a reader who knows PyTorch. A pure function of the event's other fields, and of `counted`:
/// who has the counter that is checked.
std::string sentence(const records::StoryEvent& event, const std::string& counted);

/// How an alias was made: "detach()", ".data", "an index".
std::string way_of(const records::StoryEvent& event);

/// "[9, 2, 2]", "7.5", "None".
std::string in_words(const records::Value& value);
/// The same, the end of a long one left out.
std::string in_few_words(const records::Value& value);

}  // namespace gradproof::checks::explain
