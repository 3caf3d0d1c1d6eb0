#pragma once
#include <filesystem>
#include <gradproof/checks/program/program.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks {

struct ParseResult {
  std::optional<Program> program;  ///< present exactly when there are no errors
  std::vector<Diagnostic> errors;  ///< by position: every fault of the header and the rules, the first of syntax
};

/// Parses a scenario. Never throws for anything in `source`; `file` is only named in messages.
ParseResult parse(std::string_view source, std::string file);

/// Reads and parses a file; a file that cannot be read gives one error that says why.
ParseResult read_program(const std::filesystem::path& path);

struct ExpressionResult {
  std::optional<ast::Expr> expr;  ///< present exactly when there are no errors
  std::vector<Diagnostic> errors;
};

/// Parses one expression that stands at `at` of `file`: an entry of `observe`, a key of `right`.
ExpressionResult parse_expression(std::string_view text, const std::string& file, ast::Position at);

}  // namespace gradproof::checks
