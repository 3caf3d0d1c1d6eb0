#pragma once
#include <gradproof/reports/html/markup.hpp>
#include <gradproof/reports/html/rows.hpp>

namespace gradproof::reports {

/// The script of a row with its line numbers; a line on which a subject raised says who and what.
void write_script(Markup& page, const Row& row);

}  // namespace gradproof::reports
