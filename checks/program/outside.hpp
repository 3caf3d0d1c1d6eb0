#pragma once
#include <gradproof/checks/program/token.hpp>
#include <string>

namespace gradproof::checks {

/// Says why a statement cannot begin with `token` when Python or the language knows the word; "" otherwise.
std::string outside_statement(const Token& token);

/// Says why `token` cannot stand in an expression when Python knows it there and the language does not; "" otherwise.
std::string outside_expression(const Token& token);

}  // namespace gradproof::checks
