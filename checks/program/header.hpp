#pragma once
#include <gradproof/checks/program/ast.hpp>
#include <gradproof/reports/records/value.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gradproof::checks {

/// What a header expects of a subject: `expect.<subject> = outcome or list of outcomes`.
struct Expectation {
  std::string subject;                ///< the key as written: "default", "audit", "native:sim", "pytorch>=2.1"
  std::vector<std::string> outcomes;  ///< at least one, all of vocabulary.hpp
  bool operator==(const Expectation&) const = default;
};

/// An expression whose value is read when the program has ended.
struct Observed {
  std::string text;  ///< as written: the key in JSON
  ast::Expr expr;
  bool operator==(const Observed& other) const { return expr == other.expr; }
};

/// The `#:` lines of a scenario (language.md section 3), checked: every outcome, kind and expression is valid.
struct Header {
  std::string title, category, note, why, twin;
  std::vector<std::string> source;
  std::optional<std::vector<Observed>> observe;  ///< as written; see Program::observe
  std::vector<Expectation> expect;               ///< in the order written
  std::string error;                             ///< a kind of vocabulary.hpp; empty: not stated
  std::optional<int> error_line;
  records::Values right, intend;  ///< keys are spelled as in Program::observe
  std::optional<std::int64_t> seed;
  std::optional<double> tolerance;  ///< > 0
  std::vector<std::string> needs;   ///< "gpu", "prelude:NAME", "torch>=2.1", "torch<2.1"
  bool operator==(const Header&) const = default;
};

}  // namespace gradproof::checks
