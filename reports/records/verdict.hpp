#pragma once
#include <gradproof/reports/records/value.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gradproof::records {

/// How a program ended that raised (language.md section 9).
struct ErrorRecord {
  std::string kind;     ///< "modified_after_save", "shape", ...
  std::string moment;   ///< "forward", "backward" or "api"
  int line = 0;         ///< 1-based line of the file; 0: not known
  std::string message;  ///< the subject's own text
};

/// One program on one subject: a line of verdicts.jsonl, schema gradproof.verdict/1 (language.md section 10).
struct Verdict {
  std::string program;  ///< file name without .py
  std::string file;
  std::string subject;          ///< as printed: without =path
  std::string subject_version;  ///< the version that answered; empty: it never answered
  std::string outcome;
  std::vector<std::string> expected;  ///< allowed outcomes; empty: null in JSON; one: a string; more: a list
  std::optional<bool> as_expected;    ///< null where there is no expectation
  Values observed;                    ///< empty after an error
  std::optional<Values> oracle;
  std::optional<Values> unchecked;
  std::optional<ErrorRecord> error;
  std::string reason;           ///< why `unsupported`, `crashed`, `timeout` or `unjudged`; empty otherwise
  std::vector<Value> findings;  ///< of an audit; none yet
  double seconds = 0;
};

}  // namespace gradproof::records
