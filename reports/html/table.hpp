#pragma once
#include <gradproof/reports/html/markup.hpp>
#include <string>
#include <utility>
#include <vector>

namespace gradproof::reports {

/// A row whose first cell is its heading; on a narrow page the others carry the name of their column.
void write_cells(Markup& page, const std::vector<std::pair<const char*, std::string>>& cells);

/// The head of a table.
void write_columns(Markup& page, const std::vector<const char*>& names);

}  // namespace gradproof::reports
