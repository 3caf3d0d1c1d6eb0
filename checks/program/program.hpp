#pragma once
#include <gradproof/checks/program/ast.hpp>
#include <gradproof/checks/program/diagnostic.hpp>
#include <gradproof/checks/program/header.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gradproof::checks {

/// A scenario as a value: parsed once, then bound, walked, printed, shrunk.
struct Program {
  std::string file;    ///< the path as given
  std::string name;    ///< its file name without .py
  std::string source;  ///< the text, without BOM, with LF
  Header header;
  std::vector<ast::Statement> body;  ///< at least one statement that is no import
  /// What to read at the end: header.observe, then expressions that only `right` or `intend` name.
  std::vector<Observed> observe;

  /// Equal when they mean the same: file, source text and positions do not count, and error_line counts as the
  /// statement that it names. (A NaN in `right` or `intend` equals nothing.)
  bool operator==(const Program& other) const;
};

/// All that `program` observes. `leaves`: names bound to leaves that require grad once it has run, in order of first
/// binding; without a header's `observe`, `NAME.grad` of each comes first. Empty: nothing_to_judge().
std::vector<Observed> observed(const Program& program, std::span<const std::string> leaves);

/// Which statement has `line` among its own lines, counted from 0 in the order of the text, blocks included.
std::optional<int> statement_on(std::span<const ast::Statement> body, int line);

/// The fault of a file that has no `observe` and no named leaf that requires grad.
Diagnostic nothing_to_judge(const Program& program);

}  // namespace gradproof::checks
