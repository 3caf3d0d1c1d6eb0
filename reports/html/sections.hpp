#pragma once
// The sections of the page, a file each. A new one: a file, a line here, a line in page.cpp.
#include <gradproof/reports/html/markup.hpp>
#include <gradproof/reports/html/page.hpp>
#include <gradproof/reports/html/rows.hpp>

namespace gradproof::reports {

void write_summary(Markup& page, const PageInput& input);
void write_counts(Markup& page, const PageInput& input, const Rows& rows);
void write_matrix(Markup& page, const PageInput& input, const Rows& rows);
void write_details(Markup& page, const Rows& rows);
void write_conversion(Markup& page, const PageInput& input);
void write_chains(Markup& page, const PageInput& input);
void write_outcomes(Markup& page);
void write_machine(Markup& page, const PageInput& input);

}  // namespace gradproof::reports
