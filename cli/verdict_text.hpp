#pragma once
#include <gradproof/cli/console.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <string>

namespace gradproof::cli {

/// A verdict for people: one line, without details.
std::string headline(const records::Verdict& verdict, const Console& console);

/// What led to the verdict: the error, the values observed beside those that were due. Indented lines, each with its
/// newline; empty where there is nothing to say.
std::string details(const records::Verdict& verdict);

}  // namespace gradproof::cli
