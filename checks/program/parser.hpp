#pragma once
// Recursive descent over the tokens of a file. What Python's grammar does not know and what the language leaves out of
// it stop here, at the first fault; what Python accepts in other places than the language does is for rules.hpp.
// Expressions are in expressions.cpp, statements in statements.cpp.
#include <gradproof/checks/program/token.hpp>
#include <span>
#include <string>
#include <vector>

namespace gradproof::checks {

class Parser {
 public:
  /// `tokens` outlives the parser and ends with `end` or `fault`.
  explicit Parser(std::span<const Token> tokens) : tokens_(tokens) {}

  /// Appends the statements of the file to `body`. Throws the first Fault; statements before it are in `body` then.
  void file(std::vector<ast::Statement>& body);

  /// The only expression of the text. Throws Fault.
  ast::Expr lone_expression();

 private:
  class Nest;

  const Token& peek();  ///< throws at a lexer's fault
  const Token& take();
  bool at(std::string_view word) { return peek().is(word); }
  bool accept(std::string_view word);
  void expect(std::string_view word, std::string_view allowed);
  std::string name(std::string_view what);
  [[noreturn]] void unexpected(const Token& found, std::string_view allowed);

  ast::Expr expression();   ///< a lambda or a comparison
  ast::Expr expressions();  ///< one, or a tuple without parentheses
  ast::Expr comparison();
  ast::Expr binary(int lowest);  ///< operators that bind at least as `lowest`
  ast::Expr unary();
  ast::Expr negative_integer(const Token& minus);
  ast::Expr power();
  ast::Expr primary();
  ast::Expr atom();
  ast::Expr string();
  ast::Expr parenthesized();
  ast::Expr list();
  ast::Expr lambda();
  std::vector<std::string> parameters();
  void items(std::string_view closing, std::vector<ast::Expr>& into);
  ast::Expr attribute(ast::Expr value);
  ast::Expr call(ast::Expr function);
  void argument(ast::Call& call);
  ast::Expr subscript(ast::Expr value);
  ast::Expr index();
  ast::Expr index_part();
  std::optional<Box<ast::Expr>> slice_bound();

  void statement(std::vector<ast::Statement>& body);

  ast::Statement simple_statement();
  ast::Statement expression_statement();
  ast::Statement with_statement();
  ast::Statement for_statement();
  ast::Statement delete_statement();
  ast::Statement assert_statement();
  ast::Statement import_statement();
  ast::Statement import_from_statement();
  std::string dotted_module();
  std::vector<ast::Statement> block(const Token& head);
  void end_of_statement();

  std::span<const Token> tokens_;
  std::size_t next_ = 0;
  int nesting_ = 0;
  int blocks_ = 0;
};

}  // namespace gradproof::checks
