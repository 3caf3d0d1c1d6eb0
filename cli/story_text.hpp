#pragma once
#include <gradproof/cli/console.hpp>
#include <gradproof/reports/records/story.hpp>
#include <string>
#include <vector>

namespace gradproof::cli {

/// A story for people: outcome, the program with what each line did, timeline, cause, fix.
std::string story_text(const records::Story& story, const Console& console);

/// Timelines in text, a block of lines for each memory, at most `width` columns wide.
std::string timeline_text(const std::vector<records::StoryRow>& rows, const Console& console, std::size_t width = 110);

}  // namespace gradproof::cli
