#pragma once
#include <gradproof/checks/judge/subject_name.hpp>
#include <gradproof/checks/program/header.hpp>
#include <gradproof/reports/records/verdict.hpp>

namespace gradproof::checks {

/// Holds a verdict, whose outcome and error stand, against what the header expects of its subject (language.md
/// sections 3 and 8): fills `expected` and `as_expected`, and `reason` where the outcome is an expected one but its
/// error is not the one that `error` or `error_line` demands.
void hold_against_expectation(records::Verdict& verdict, const Header& header, const SubjectName& subject);

}  // namespace gradproof::checks
