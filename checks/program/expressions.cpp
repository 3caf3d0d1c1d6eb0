#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/outside.hpp>
#include <gradproof/checks/program/parser.hpp>

namespace gradproof::checks {
namespace {

using ast::Expr;
using ast::Position;

/// A node over children whose tallest has `height` levels. Bounds chains, which no nesting bounds.
template <class Node>
Expr make(Node node, Position at, int height) {
  if (height >= limits::height)
    throw Fault{at, fmt::format("the expression has more than {} levels; name a part of it in a statement of its own",
                                limits::height)};
  return {std::move(node), at, height + 1};
}

int tallest(const std::vector<Expr>& children) {
  int height = 0;
  for (const Expr& child : children) height = std::max(height, child.height);
  return height;
}

int height_of(const std::optional<Box<Expr>>& child) { return child ? (*child)->height : 0; }

struct Operator {
  std::string_view text;
  ast::BinaryOperator op;
  int binding;
};

constexpr Operator operators[] = {{"|", ast::BinaryOperator::bit_or, 1},   {"^", ast::BinaryOperator::bit_xor, 2},
                                  {"&", ast::BinaryOperator::bit_and, 3},  {"+", ast::BinaryOperator::add, 4},
                                  {"-", ast::BinaryOperator::subtract, 4}, {"*", ast::BinaryOperator::multiply, 5},
                                  {"/", ast::BinaryOperator::divide, 5},   {"//", ast::BinaryOperator::floor_divide, 5},
                                  {"%", ast::BinaryOperator::modulo, 5},   {"@", ast::BinaryOperator::matmul, 5}};

const Operator* binary_operator(const Token& token) {
  if (token.kind != TokenKind::symbol) return nullptr;
  const auto found =
      std::find_if(std::begin(operators), std::end(operators), [&](const Operator& o) { return o.text == token.text; });
  return found == std::end(operators) ? nullptr : found;
}

std::optional<ast::CompareOperator> compare_operator(const Token& token) {
  using enum ast::CompareOperator;
  constexpr std::pair<std::string_view, ast::CompareOperator> table[] = {
      {"==", equal},  {"!=", not_equal},     {"<", less}, {"<=", less_equal},
      {">", greater}, {">=", greater_equal}, {"is", is}};
  for (const auto& [text, op] : table)
    if (token.is(text)) return op;
  return std::nullopt;
}

constexpr std::uint64_t smallest_integer = std::uint64_t{1} << 63;  // without its sign

}  // namespace

/// Counts one level while it lives.
class Parser::Nest {
 public:
  Nest(Parser& parser, Position at) : nesting_(parser.nesting_) {
    if (nesting_ >= limits::nesting)
      throw Fault{at, fmt::format("brackets, unary operators, powers and lambdas are nested more than {} deep; "
                                  "name a part in a statement of its own",
                                  limits::nesting)};
    ++nesting_;
  }
  ~Nest() { --nesting_; }
  Nest(const Nest&) = delete;
  Nest& operator=(const Nest&) = delete;

 private:
  int& nesting_;
};

Expr Parser::lone_expression() {
  Expr expr = expression();
  if (peek().kind == TokenKind::newline) take();
  if (peek().kind != TokenKind::end) unexpected(peek(), "one expression");
  return expr;
}

Expr Parser::expressions() {
  const Position begin = peek().at;
  Expr first = expression();
  if (!at(",")) return first;
  ast::Tuple tuple{{std::move(first)}};
  while (accept(",") && peek().kind != TokenKind::newline && !at("=")) tuple.items.push_back(expression());
  const int height = tallest(tuple.items);
  return make(std::move(tuple), begin, height);
}

Expr Parser::expression() { return at("lambda") ? lambda() : comparison(); }

Expr Parser::comparison() {
  Expr left = binary(0);
  const auto op = compare_operator(peek());
  if (!op) return left;
  take();
  const bool negated = *op == ast::CompareOperator::is && accept("not");
  Expr right = binary(0);
  if (compare_operator(peek()))
    throw Fault{peek().at,
                fmt::format("found a second comparison '{}'; comparisons cannot be chained here", peek().text)};
  const int height = std::max(left.height, right.height);
  const Position begin = left.at;
  return make(ast::Compare{std::move(left), negated ? ast::CompareOperator::is_not : *op, std::move(right)}, begin,
              height);
}

Expr Parser::binary(int lowest) {
  Expr left = unary();
  for (const Operator* found = binary_operator(peek()); found && found->binding >= lowest;
       found = binary_operator(peek())) {
    take();
    Expr right = binary(found->binding + 1);
    const int height = std::max(left.height, right.height);
    const Position begin = left.at;
    left = make(ast::BinOp{std::move(left), found->op, std::move(right)}, begin, height);
  }
  return left;
}

Expr Parser::unary() {
  const Token& sign = peek();
  if (sign.is("+"))
    throw Fault{sign.at, "found unary '+': it is outside the scenario language; unary operators are - and ~"};
  if (!sign.is("-") && !sign.is("~")) return power();
  take();
  const Nest nest(*this, sign.at);
  if (sign.is("-") && peek().kind == TokenKind::integer && peek().integer == smallest_integer)
    return negative_integer(sign);
  Expr operand = unary();
  const int height = operand.height;
  const auto op = sign.is("-") ? ast::UnaryOperator::negate : ast::UnaryOperator::invert;
  return make(ast::UnaryOp{op, std::move(operand)}, sign.at, height);
}

/// The one integer whose magnitude alone does not fit in 64 bits.
Expr Parser::negative_integer(const Token& minus) {
  take();
  if (at("**") || at(".") || at("[") || at("("))
    throw Fault{minus.at,
                "the smallest integer stands in parentheses here: without its sign it does not fit in 64 bits"};
  return make(ast::Constant{INT64_MIN}, minus.at, 0);
}

Expr Parser::power() {
  Expr base = primary();
  if (!at("**")) return base;
  const Nest nest(*this, take().at);
  Expr exponent = unary();
  const int height = std::max(base.height, exponent.height);
  const Position begin = base.at;
  return make(ast::BinOp{std::move(base), ast::BinaryOperator::power, std::move(exponent)}, begin, height);
}

Expr Parser::primary() {
  Expr value = atom();
  while (true) {
    if (at("."))
      value = attribute(std::move(value));
    else if (at("("))
      value = call(std::move(value));
    else if (at("["))
      value = subscript(std::move(value));
    else
      return value;
  }
}

Expr Parser::atom() {
  const Token& token = peek();
  if (token.kind == TokenKind::string) return string();
  if (token.is("(")) return parenthesized();
  if (token.is("[")) return list();
  if (token.is("lambda"))
    throw Fault{
        token.at,
        "found 'lambda' as an operand; a lambda is an argument of its own, to a hook or a function that takes one"};
  ast::Constant constant;
  if (token.kind == TokenKind::name) return take(), make(ast::Name{token.text}, token.at, 0);
  if (token.kind == TokenKind::real)
    constant.value = token.real;
  else if (token.is("True") || token.is("False"))
    constant.value = token.text == "True";
  else if (token.is("..."))
    constant.value = ast::Ellipsis{};
  else if (token.kind == TokenKind::integer && token.integer < smallest_integer)
    constant.value = static_cast<std::int64_t>(token.integer);
  else if (token.kind == TokenKind::integer)
    throw Fault{token.at, "the integer does not fit in 64 bits; integers here have 64 bits"};
  else if (!token.is("None"))
    unexpected(token, "an expression");
  take();
  return make(std::move(constant), token.at, 0);
}

Expr Parser::string() {
  const Position begin = peek().at;
  std::string value;
  while (peek().kind == TokenKind::string) value += take().text;
  return make(ast::Constant{std::move(value)}, begin, 0);
}

Expr Parser::parenthesized() {
  const Position begin = peek().at;
  const Nest nest(*this, begin);
  take();
  ast::Tuple tuple;
  if (!at(")")) {
    Expr first = expression();
    if (!at(",")) return expect(")", "',' or ')'"), std::move(first);
    take();
    tuple.items.push_back(std::move(first));
    items(")", tuple.items);
  }
  expect(")", "',' or ')'");
  const int height = tallest(tuple.items);
  return make(std::move(tuple), begin, height);
}

Expr Parser::list() {
  const Position begin = peek().at;
  const Nest nest(*this, begin);
  take();
  ast::List list;
  items("]", list.items);
  expect("]", "',' or ']'");
  const int height = tallest(list.items);
  return make(std::move(list), begin, height);
}

/// Expressions with commas between them, up to `closing`, which stays.
void Parser::items(std::string_view closing, std::vector<Expr>& into) {
  while (!at(closing)) {
    into.push_back(expression());
    if (!accept(",")) return;
  }
}

Expr Parser::lambda() {
  const Position begin = take().at;
  const Nest nest(*this, begin);
  std::vector<std::string> names = parameters();
  expect(":", "',' or ':'");
  Expr body = expression();
  const int height = body.height;
  return make(ast::Lambda{std::move(names), std::move(body)}, begin, height);
}

std::vector<std::string> Parser::parameters() {
  std::vector<std::string> names;
  do {
    const Token& token = peek();
    if (names.empty() || !token.is(":")) {
      if (token.kind != TokenKind::name) unexpected(token, "a parameter; a lambda has one or more plain ones");
      if (std::find(names.begin(), names.end(), token.text) != names.end())
        throw Fault{token.at, fmt::format("the parameter '{}' is named twice", token.text)};
      if (names.size() == limits::arguments)
        throw Fault{token.at, fmt::format("a lambda has at most {} parameters", limits::arguments)};
      names.push_back(take().text);
      if (at("=")) throw Fault{peek().at, "found a default value; a lambda has one or more plain parameters"};
    }
  } while (accept(","));
  return names;
}

Expr Parser::attribute(Expr value) {
  take();
  const Position name_at = peek().at;
  std::string attribute = name("the name of an attribute");
  const int height = value.height;
  const Position begin = value.at;
  return make(ast::Attribute{std::move(value), std::move(attribute), name_at}, begin, height);
}

Expr Parser::call(Expr function) {
  const Nest nest(*this, take().at);
  int height = function.height;
  const Position begin = function.at;
  ast::Call call{std::move(function), {}, {}};
  while (!at(")")) {
    argument(call);
    if (!accept(",")) break;
  }
  expect(")", "',' or ')'");
  height = std::max(height, tallest(call.arguments));
  for (const ast::Keyword& keyword : call.keywords) height = std::max(height, keyword.value.height);
  return make(std::move(call), begin, height);
}

void Parser::argument(ast::Call& call) {
  const Token& first = peek();
  if (call.arguments.size() + call.keywords.size() == limits::arguments)
    throw Fault{first.at, fmt::format("a call has at most {} arguments", limits::arguments)};
  const bool keyword = first.kind == TokenKind::name && next_ + 1 < tokens_.size() && tokens_[next_ + 1].is("=");
  if (!keyword) {
    if (!call.keywords.empty() && !first.is("*") && !first.is("**"))
      throw Fault{first.at, "a positional argument follows a keyword argument; positional ones come first"};
    call.arguments.push_back(expression());
    return;
  }
  const auto same_name = [&](const ast::Keyword& k) { return k.name == first.text; };
  if (std::any_of(call.keywords.begin(), call.keywords.end(), same_name))
    throw Fault{first.at, fmt::format("the keyword argument '{}' is given twice", first.text)};
  take();
  take();
  call.keywords.push_back({first.text, expression(), first.at});
}

Expr Parser::subscript(Expr value) {
  const Nest nest(*this, take().at);
  if (at("]")) unexpected(peek(), "an index");
  Expr inside = index();
  expect("]", "',' or ']'");
  const int height = std::max(value.height, inside.height);
  const Position begin = value.at;
  return make(ast::Subscript{std::move(value), std::move(inside)}, begin, height);
}

Expr Parser::index() {
  const Position begin = peek().at;
  Expr first = index_part();
  if (!at(",")) return first;
  ast::Tuple tuple{{std::move(first)}};
  while (accept(",") && !at("]")) tuple.items.push_back(index_part());
  const int height = tallest(tuple.items);
  return make(std::move(tuple), begin, height);
}

Expr Parser::index_part() {
  const Position begin = peek().at;
  auto start = slice_bound();
  if (start && !at(":")) return std::move(**start);
  expect(":", "an index");
  ast::Slice slice{std::move(start), slice_bound(), std::nullopt};
  if (accept(":")) slice.step = slice_bound();
  const int height = std::max({height_of(slice.start), height_of(slice.stop), height_of(slice.step)});
  return make(std::move(slice), begin, height);
}

std::optional<Box<Expr>> Parser::slice_bound() {
  if (at(":") || at(",") || at("]")) return std::nullopt;
  return expression();
}

}  // namespace gradproof::checks
