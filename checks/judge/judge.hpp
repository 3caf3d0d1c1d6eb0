#pragma once
#include <gradproof/checks/judge/subject_name.hpp>
#include <gradproof/checks/program/answer.hpp>
#include <gradproof/checks/program/header.hpp>
#include <gradproof/reports/records/verdict.hpp>
#include <optional>
#include <string>

namespace gradproof::checks {

/// Everything that a verdict is reached from, whoever collected it.
struct Case {
  std::string program;  ///< file name without .py
  std::string file;
  Header header;
  SubjectName subject;
  Answer answer;                    ///< V, or how the run ended otherwise; never `file_error`, which is no run
  std::optional<Answer> unchecked;  ///< U: the same subject with its version check switched off
  OracleAnswer oracle;              ///< R and R'
};

/// The verdict of language.md sections 7 to 10, complete. A pure function of the facts.
/// @throws std::invalid_argument where the answer's status is `file_error`.
records::Verdict judge(const Case& facts);

/// Whether the verdict on this answer depends on the unchecked run U, so that it must be made.
bool needs_unchecked(const Answer& answer);

}  // namespace gradproof::checks
