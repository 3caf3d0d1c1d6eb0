#pragma once
#include <gradproof/checks/program/ast.hpp>
#include <vector>

namespace gradproof::checks::ast {

/// The expressions directly inside `expr`, in the order of the text.
std::vector<Expr*> parts_of(Expr& expr);
/// The same inside a statement, its body excluded.
std::vector<Expr*> parts_of(Statement& statement);

/// Every expression of a statement's own tokens, its body excluded, outer ones first.
std::vector<Expr*> expressions_of(Statement& statement);

/// A statement, the list that it stands in, and how deep.
struct Placed {
  std::vector<Statement>* block = nullptr;
  std::size_t index = 0;
  int depth = 0;
  Statement& statement() const { return (*block)[index]; }
};

/// Every statement, bodies included, in the order of the text.
std::vector<Placed> statements_of(std::vector<Statement>& body);

/// The parameters of the lambda of the statement on `line` that takes `count` values; the last such where `last`.
/// Empty: there is none.
std::vector<std::string> lambda_parameters(const std::vector<Statement>& body, int line, std::size_t count, bool last);

}  // namespace gradproof::checks::ast
