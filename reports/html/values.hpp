#pragma once
#include <gradproof/reports/html/markup.hpp>
#include <gradproof/reports/records/verdict.hpp>

namespace gradproof::reports {

/// What a subject observed, expression by expression, beside what was due and what it gave with its check off.
void write_values(Markup& page, const records::Verdict& verdict);

}  // namespace gradproof::reports
