#pragma once
#include <gradproof/reports/html/markup.hpp>
#include <gradproof/reports/records/story.hpp>

namespace gradproof::reports {

/// Draws the life of one memory as inline SVG: saves, writes and checks on a line of time, its version and bytes below.
/// `number` tells the drawings of a page apart.
void draw_life(Markup& page, const records::StoryRow& row, std::size_t number);

}  // namespace gradproof::reports
