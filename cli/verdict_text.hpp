#pragma once
#include <gradproof/cli/console.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <string>
#include <vector>

namespace gradproof::cli {

/// A verdict for people: one line, without details.
std::string headline(const records::Verdict& verdict, const Console& console);

/// What led to the verdict: the error, the values observed beside those that were due; of a finding what to repeat it
/// with, where that is more than the program. Indented lines, each with its newline; empty where there is nothing to
/// say.
std::string details(const records::Verdict& verdict);

/// One subject's side of a difference: its outcome, and beside it the error, the reason, the values of `expressions`
/// (none: all). An indented line, without its newline.
std::string facts(const records::Verdict& verdict, const std::vector<std::string>& expressions);

}  // namespace gradproof::cli
