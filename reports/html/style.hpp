#pragma once
#include <string_view>

namespace gradproof::reports {

/// The style sheet of the page: light and dark by the reader's setting, from 320 pixels up, and on paper.
std::string_view style_sheet();

}  // namespace gradproof::reports
