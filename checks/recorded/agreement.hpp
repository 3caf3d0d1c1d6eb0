#pragma once
#include <gradproof/reports/records/verdict.hpp>
#include <string>
#include <vector>

namespace gradproof::checks {

/// Where two verdicts on one program differ: in outcome, in the error's kind, moment or line, in what was observed
/// (numbers within the relative `tolerance`). One sentence each; none: they agree.
std::vector<std::string> disagreements(const records::Verdict& recorded, const records::Verdict& seen,
                                       double tolerance);

}  // namespace gradproof::checks
