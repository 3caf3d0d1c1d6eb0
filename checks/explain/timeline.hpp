#pragma once
#include <gradproof/checks/explain/clues.hpp>

namespace gradproof::checks::explain {

/// The lives of the memories that the story turns on: the one of the cause first, then others that were written or
/// saved and written.
std::vector<records::StoryRow> timeline_of(const records::Story& story, const Clues& clues);

}  // namespace gradproof::checks::explain
