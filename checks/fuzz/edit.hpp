#pragma once
// A program's statements as a tree to change: what shrinking, twins and others edit.
#include <functional>
#include <gradproof/checks/program/program.hpp>
#include <optional>
#include <vector>

namespace gradproof::checks::fuzz {

/// Statements of the whole tree, blocks included, in the order of the text.
int count_statements(const std::vector<ast::Statement>& body);
/// `body` without statements `from` … `from + count - 1` of that order; a block that becomes empty goes too.
std::vector<ast::Statement> without_statements(const std::vector<ast::Statement>& body, int from, int count);
/// `body` with the block at statement `at` replaced by its statements; nothing where it is no block.
std::optional<std::vector<ast::Statement>> without_block(const std::vector<ast::Statement>& body, int at);

/// Calls `visit` for every expression of the tree, outermost first; it may change the expression.
void visit_expressions(std::vector<ast::Statement>& body, const std::function<void(ast::Expr&)>& visit);
void visit_expressions(ast::Expr& expr, const std::function<void(ast::Expr&)>& visit);

/// `program` with this body, as a program of its own: printed and parsed again, so that lines and text agree. Nothing
/// where it is no scenario any more: a name is not defined, nothing is left to judge.
std::optional<Program> with_body(const Program& program, std::vector<ast::Statement> body);
/// The same with another list of observed expressions, by their text.
std::optional<Program> with_observed(const Program& program, const std::vector<std::string>& observed);

/// `program` without statement `at`, an assignment `name = other`, and with `other` wherever `name` stands. Nothing
/// where that statement is anything else.
std::optional<Program> without_second_name(const Program& program, int at);

}  // namespace gradproof::checks::fuzz
