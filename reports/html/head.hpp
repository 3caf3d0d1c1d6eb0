#pragma once
#include <gradproof/reports/html/markup.hpp>
#include <string>
#include <string_view>

namespace gradproof::reports {

/// The `<head>` of every page: nothing is loaded and nothing runs; the style sheet, and what a page adds to it.
void write_head(Markup& page, const std::string& title, std::string_view more_style = {});

}  // namespace gradproof::reports
