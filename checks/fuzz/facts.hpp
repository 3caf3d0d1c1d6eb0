#pragma once
// What causes are found by: questions about verdicts.
#include <gradproof/reports/records/verdict.hpp>
#include <string_view>

namespace gradproof::checks::fuzz {

bool is_silent(const records::Verdict& verdict);
/// The program did not come to its end: it shows nothing.
bool is_broken_off(const records::Verdict& verdict);
bool raised(const records::Verdict& verdict, std::string_view kind);
/// By a check of a saved value, or of a view whose base was written.
bool is_caught(const records::Verdict& verdict);

/// The largest difference between numbers at the same place of what both observed; infinite where the forms differ
/// or one has nothing.
double distance(const records::Verdict& a, const records::Verdict& b);
/// The same between what was observed and what the oracle says is due.
double distance_to_due(const records::Verdict& verdict);

}  // namespace gradproof::checks::fuzz
