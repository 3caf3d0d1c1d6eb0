#pragma once
#include <gradproof/checks/program/ast.hpp>
#include <vector>

namespace gradproof::checks::explain {

/// The expressions directly inside `expr`, in the order of the text.
std::vector<ast::Expr*> parts_of(ast::Expr& expr);

/// Every expression of a statement's own tokens, its body excluded, outer ones first.
std::vector<ast::Expr*> expressions_of(ast::Statement& statement);

/// A statement, the list that it stands in, and how deep.
struct Placed {
  std::vector<ast::Statement>* block = nullptr;
  std::size_t index = 0;
  int depth = 0;
  ast::Statement& statement() const { return (*block)[index]; }
};

/// Every statement, bodies included, in the order of the text.
std::vector<Placed> statements_of(std::vector<ast::Statement>& body);

/// The parameters of the lambda of the statement on `line` that takes `count` values; the last such where `last`.
/// Empty: there is none.
std::vector<std::string> lambda_parameters(const std::vector<ast::Statement>& body, int line, std::size_t count,
                                           bool last);

}  // namespace gradproof::checks::explain
