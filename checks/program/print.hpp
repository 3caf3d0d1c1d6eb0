#pragma once
#include <gradproof/checks/program/program.hpp>
#include <string>

namespace gradproof::checks {

/// The program as a file: header, then statements, one a line, four spaces a level. Parses to an equal program.
std::string print(const Program& program);

std::string print(const ast::Expr& expr);
/// With `indent` levels before it and a line feed after each line.
std::string print(const ast::Statement& statement, int indent = 0);

}  // namespace gradproof::checks
