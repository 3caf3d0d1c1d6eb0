#pragma once
#include <gradproof/checks/program/fault.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks {

enum class TokenKind { name, keyword, integer, real, string, symbol, newline, indent, dedent, end, fault };

/// One token of Python. `newline` ends a statement; blank lines, comments and line ends inside brackets leave no token.
struct Token {
  TokenKind kind;
  std::string text;  ///< as written; of a string its value, of a fault the message
  ast::Position at;
  std::uint64_t integer = 0;  ///< of an integer
  double real = 0;            ///< of a float

  bool is(std::string_view word) const {
    return (kind == TokenKind::symbol || kind == TokenKind::keyword) && text == word;
  }
};

struct Tokens {
  std::vector<Token> list;        ///< ends with `end`, or with a `fault` at which the lexer stopped
  std::optional<Fault> unclosed;  ///< a bracket that is open at the end of the text, the innermost
};

/// Cuts `text` (valid UTF-8, LF) into tokens; never throws for its content. `start` is where the text stands in its
/// file.
Tokens tokenize(std::string_view text, ast::Position start = {1, 1});

/// How a message names a token: "'+='", "a string", "the end of the line".
std::string describe(const Token& token);

}  // namespace gradproof::checks
