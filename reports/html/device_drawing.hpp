#pragma once
#include <gradproof/reports/html/markup.hpp>
#include <gradproof/reports/records/story.hpp>

namespace gradproof::reports {

/// Draws what the host and each stream did as inline SVG, a lane for each; and says that the times are simulated.
void draw_device(Markup& page, const records::StoryDevice& device);

}  // namespace gradproof::reports
