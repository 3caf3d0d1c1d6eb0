#pragma once
#include <gradproof/checks/program/ast.hpp>
#include <string>

namespace gradproof::checks {

/// What is wrong at one place of a text: thrown by lexer and parser, collected by rules and header reader.
struct Fault {
  ast::Position at;
  std::string message;
};

}  // namespace gradproof::checks
