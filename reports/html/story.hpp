#pragma once
#include <gradproof/reports/records/story.hpp>
#include <string>

namespace gradproof::reports {

/// A story as one HTML page without script, that loads nothing: outcome, program with what each line did, timeline as
/// SVG, cause, fix.
std::string render_story(const records::Story& story);

}  // namespace gradproof::reports
