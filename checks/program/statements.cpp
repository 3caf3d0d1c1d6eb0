#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/outside.hpp>
#include <gradproof/checks/program/parser.hpp>
#include <optional>

namespace gradproof::checks {
namespace {

constexpr std::string_view allowed_imports =
    "allowed are: import torch; import torch.nn as nn; import torch.nn.functional as F; import numpy as np; import "
    "math; "
    "from gradproof.prelude import NAMES";

constexpr std::pair<std::string_view, std::string_view> imports[] = {  // module, the name that it binds
    {"torch", "torch"},
    {"torch.nn", "nn"},
    {"torch.nn.functional", "F"},
    {"numpy", "np"},
    {"math", "math"}};

std::optional<ast::BinaryOperator> augmented_operator(const Token& token) {
  if (token.kind != TokenKind::symbol || token.text.size() < 2 || !token.text.ends_with('=')) return std::nullopt;
  const std::string_view op = std::string_view(token.text).substr(0, token.text.size() - 1);
  for (int i = 0; i <= static_cast<int>(ast::BinaryOperator::bit_xor); ++i)
    if (symbol(static_cast<ast::BinaryOperator>(i)) == op) return static_cast<ast::BinaryOperator>(i);
  return std::nullopt;
}

}  // namespace

const Token& Parser::peek() {
  const Token& token = tokens_[next_];
  if (token.kind == TokenKind::fault) throw Fault{token.at, token.text};
  return token;
}

const Token& Parser::take() {
  const Token& token = peek();
  if (token.kind != TokenKind::end) ++next_;
  return token;
}

bool Parser::accept(std::string_view word) {
  if (!at(word)) return false;
  take();
  return true;
}

void Parser::expect(std::string_view word, std::string_view allowed) {
  if (!accept(word)) unexpected(peek(), allowed);
}

std::string Parser::name(std::string_view what) {
  const Token& token = peek();
  if (token.kind == TokenKind::keyword)
    throw Fault{token.at, fmt::format("found the keyword '{}'; expected {}", token.text, what)};
  if (token.kind != TokenKind::name) unexpected(token, what);
  return take().text;
}

void Parser::unexpected(const Token& found, std::string_view allowed) {
  if (std::string reason = outside_expression(found); !reason.empty()) throw Fault{found.at, reason};
  if (found.is("*") || found.is("**"))
    throw Fault{found.at, fmt::format("found '{}': starred values are outside the scenario language; write them out",
                                      found.text)};
  if (found.is(";")) throw Fault{found.at, "found ';'; a line holds one statement"};
  if (found.kind == TokenKind::keyword)
    throw Fault{found.at, fmt::format("found the keyword '{}'; expected {}", found.text, allowed)};
  throw Fault{found.at, fmt::format("found {}; expected {}", describe(found), allowed)};
}

void Parser::file(std::vector<ast::Statement>& body) {
  while (peek().kind != TokenKind::end) statement(body);
}

void Parser::statement(std::vector<ast::Statement>& body) {
  const Token& first = peek();
  if (first.kind == TokenKind::indent)
    throw Fault{first.at, "the line is indented, but no block begins here; only the bodies of with and for are"};
  if (std::string reason = outside_statement(first); !reason.empty()) throw Fault{first.at, reason};
  const std::size_t begin = next_;
  ast::Statement made = first.is("with") ? with_statement() : first.is("for") ? for_statement() : simple_statement();
  made.at = tokens_[begin].at;
  body.push_back(std::move(made));
}

ast::Statement Parser::simple_statement() {
  ast::Statement made = at("del")      ? delete_statement()
                        : at("assert") ? assert_statement()
                        : at("import") ? import_statement()
                        : at("from")   ? import_from_statement()
                                       : expression_statement();
  made.last_line = peek().at.line;
  end_of_statement();
  return made;
}

void Parser::end_of_statement() {
  if (peek().kind != TokenKind::newline) unexpected(peek(), "the end of the line");
  take();
}

ast::Statement Parser::expression_statement() {
  ast::Expr target = expressions();
  const Token& next = peek();
  if (const auto op = augmented_operator(next)) {
    take();
    return {ast::AugAssign{std::move(target), *op, expressions()}, {}};
  }
  if (next.is(":"))
    throw Fault{next.at, "found ':': annotations are outside the scenario language; an assignment is TARGET = VALUE"};
  if (!accept("=")) return {ast::ExprStatement{std::move(target)}, {}};
  ast::Expr value = expressions();
  if (at("="))
    throw Fault{peek().at, "found a second '='; an assignment has one target, so write one statement for each"};
  return {ast::Assign{std::move(target), std::move(value)}, {}};
}

ast::Statement Parser::with_statement() {
  const Token& head = take();
  ast::Expr context = expression();
  if (at("as")) throw Fault{peek().at, "found 'as'; a context is not named here: with CONTEXT:"};
  if (at(",")) throw Fault{peek().at, "found a second context; a with statement has one, so nest them"};
  ast::Statement made{ast::With{std::move(context), {}}, {}, peek().at.line};
  std::get<ast::With>(made.node).body = block(head);
  return made;
}

ast::Statement Parser::for_statement() {
  const Token& head = take();
  std::string variable = name("the name of the loop variable");
  if (!at("in")) throw Fault{peek().at, fmt::format("found {}; a loop is for NAME in range(…):", describe(peek()))};
  take();
  ast::Expr range = expressions();
  ast::Statement made{ast::For{std::move(variable), std::move(range), {}}, {}, peek().at.line};
  std::get<ast::For>(made.node).body = block(head);
  return made;
}

/// The colon behind `head`'s statement and the indented lines under it.
std::vector<ast::Statement> Parser::block(const Token& head) {
  if (blocks_ == limits::blocks)
    throw Fault{head.at, fmt::format("blocks are nested more than {} deep; Python allows no more", limits::blocks)};
  expect(":", "':'");
  if (peek().kind != TokenKind::newline)
    throw Fault{peek().at, fmt::format("found {} behind ':'; the body of '{}' stands indented on the lines below",
                                       describe(peek()), head.text)};
  take();
  if (peek().kind != TokenKind::indent)
    throw Fault{peek().at, fmt::format("expected an indented block under '{}' of line {}", head.text, head.at.line)};
  take();
  ++blocks_;
  std::vector<ast::Statement> body;
  while (peek().kind != TokenKind::dedent) statement(body);
  take();
  --blocks_;
  return body;
}

ast::Statement Parser::delete_statement() {
  take();
  ast::Delete made;
  do {
    if (!made.targets.empty() && peek().kind == TokenKind::newline) break;
    ast::Expr target = expression();
    if (auto* tuple = std::get_if<ast::Tuple>(&target.node))
      std::ranges::move(tuple->items, std::back_inserter(made.targets));
    else
      made.targets.push_back(std::move(target));
  } while (accept(","));
  return {std::move(made), {}};
}

ast::Statement Parser::assert_statement() {
  take();
  ast::Expr condition = expression();
  std::optional<ast::Expr> message;
  if (accept(",")) message = expression();
  return {ast::Assert{std::move(condition), std::move(message)}, {}};
}

std::string Parser::dotted_module() {
  std::string module = name("the name of a module");
  while (accept(".")) module += '.' + name("the name of a module");
  return module;
}

ast::Statement Parser::import_statement() {
  take();
  const Token& first = peek();
  const std::string module = dotted_module();
  std::string alias = accept("as") ? name("a name") : module;
  if (at(",")) throw Fault{peek().at, "found a second module; write one import a line"};
  const auto known = [&](const auto& pair) { return pair.first == module && pair.second == alias; };
  if (std::none_of(std::begin(imports), std::end(imports), known)) {
    const std::string as = alias == module ? "" : " as " + alias;
    throw Fault{first.at,
                fmt::format("'import {}{}' is outside the scenario language; {}", module, as, allowed_imports)};
  }
  return {ast::Import{module, std::move(alias)}, {}};
}

ast::Statement Parser::import_from_statement() {
  take();
  const Token& first = peek();
  if (first.is(".") || first.is("..."))
    throw Fault{first.at, fmt::format("found a relative import; {}", allowed_imports)};
  ast::ImportFrom made{dotted_module(), {}};
  if (made.module != "gradproof.prelude")
    throw Fault{first.at,
                fmt::format("'from {} import' is outside the scenario language; {}", made.module, allowed_imports)};
  expect("import", "'import'");
  if (at("*")) throw Fault{peek().at, "found '*'; name what is imported from gradproof.prelude"};
  const bool parenthesized = accept("(");
  do {
    if (parenthesized && !made.names.empty() && at(")")) break;
    made.names.push_back(name("a name of gradproof.prelude"));
    if (at("as")) throw Fault{peek().at, "found 'as'; names of gradproof.prelude keep their names"};
  } while (accept(","));
  if (parenthesized) expect(")", "',' or ')'");
  return {std::move(made), {}};
}

}  // namespace gradproof::checks
