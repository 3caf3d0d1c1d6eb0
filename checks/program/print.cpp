// Trees to text, with parentheses only where the tree needs them: precedence as in Python's grammar.
#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/print.hpp>
#include <gradproof/checks/program/print_header.hpp>
#include <gradproof/checks/program/utf8.hpp>

namespace gradproof::checks {
namespace {

using ast::Expr;

enum Binding { lambda, comparison, bit_or, bit_xor, bit_and, sum, product, unary, power, postfix, atom };

Binding binding(ast::BinaryOperator op) {
  using enum ast::BinaryOperator;
  switch (op) {
    case ast::BinaryOperator::bit_or:
      return Binding::bit_or;
    case ast::BinaryOperator::bit_xor:
      return Binding::bit_xor;
    case ast::BinaryOperator::bit_and:
      return Binding::bit_and;
    case add:
    case subtract:
      return Binding::sum;
    case ast::BinaryOperator::power:
      return Binding::power;
    default:
      return Binding::product;
  }
}

std::string quoted(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      out += fmt::format("\\x{:02x}", c);
    else
      out += c;
  }
  return out + '"';
}

struct ConstantPrinter {
  std::string operator()(std::monostate) const { return "None"; }
  std::string operator()(bool flag) const { return flag ? "True" : "False"; }
  std::string operator()(std::int64_t integer) const { return std::to_string(integer); }
  std::string operator()(double real) const { return print_float(real, "1e999"); }
  std::string operator()(const std::string& text) const { return quoted(text); }
  std::string operator()(ast::Ellipsis) const { return "..."; }
};

class Printer {
 public:
  std::string operator()(const Expr& expr, Binding lowest = lambda) {
    const auto [text, binds] = std::visit([this](const auto& node) { return this->node(node); }, expr.node);
    return binds < lowest ? '(' + text + ')' : text;
  }

  /// A tuple without its parentheses, where the grammar does without.
  std::string bare(const Expr& expr) {
    const auto* tuple = expr.get<ast::Tuple>();
    if (!tuple || tuple->items.empty()) return (*this)(expr);
    return list(tuple->items) + (tuple->items.size() == 1 ? "," : "");
  }

 private:
  using Printed = std::pair<std::string, Binding>;

  std::string list(const std::vector<Expr>& items) {
    std::string out;
    for (const Expr& item : items) out += (out.empty() ? "" : ", ") + (*this)(item);
    return out;
  }
  std::string bound(const std::optional<Box<Expr>>& expr) { return expr ? (*this)(**expr) : ""; }

  Printed node(const ast::Name& e) { return {e.id, atom}; }
  Printed node(const ast::Attribute& e) { return {owner(*e.value) + '.' + e.name, postfix}; }
  Printed node(const ast::Subscript& e) { return {owner(*e.value) + '[' + bare(*e.index) + ']', postfix}; }
  Printed node(const ast::Slice& e) {
    return {bound(e.start) + ':' + bound(e.stop) + (e.step ? ':' + bound(e.step) : ""), atom};
  }
  Printed node(const ast::Tuple& e) { return {'(' + list(e.items) + (e.items.size() == 1 ? ",)" : ")"), atom}; }
  Printed node(const ast::List& e) { return {'[' + list(e.items) + ']', atom}; }
  Printed node(const ast::Constant& e) {
    const auto* integer = std::get_if<std::int64_t>(&e.value);
    return {std::visit(ConstantPrinter(), e.value), integer && *integer < 0 ? unary : atom};
  }
  Printed node(const ast::Call& e) {
    std::string arguments = list(e.arguments);
    for (const ast::Keyword& keyword : e.keywords)
      arguments += (arguments.empty() ? "" : ", ") + keyword.name + '=' + (*this)(keyword.value);
    return {owner(*e.function) + '(' + arguments + ')', postfix};
  }
  Printed node(const ast::BinOp& e) {
    const Binding own = binding(e.op);
    const bool raised = own == power;  // binds its right side together, and a sign there needs no parentheses
    const std::string left = (*this)(*e.left, raised ? postfix : own);
    return {fmt::format("{} {} {}", left, symbol(e.op), (*this)(*e.right, raised ? unary : Binding(own + 1))), own};
  }
  Printed node(const ast::UnaryOp& e) { return {std::string(symbol(e.op)) + (*this)(*e.operand, unary), unary}; }
  Printed node(const ast::Compare& e) {
    return {fmt::format("{} {} {}", (*this)(*e.left, bit_or), symbol(e.op), (*this)(*e.right, bit_or)), comparison};
  }
  Printed node(const ast::Lambda& e) {
    return {fmt::format("lambda {}: {}", fmt::join(e.parameters, ", "), (*this)(*e.body)), lambda};
  }

  /// What stands before a dot or bracket: an integer there needs parentheses, `1.real` is no Python.
  std::string owner(const Expr& expr) {
    const auto* constant = expr.get<ast::Constant>();
    const bool integer = constant && std::holds_alternative<std::int64_t>(constant->value);
    return integer ? '(' + (*this)(expr) + ')' : (*this)(expr, postfix);
  }
};

class StatementPrinter {
 public:
  explicit StatementPrinter(int indent) : indent_(indent) {}

  std::string operator()(const ast::Assign& s) { return line(print_.bare(s.target) + " = " + print_.bare(s.value)); }
  std::string operator()(const ast::AugAssign& s) {
    return line(fmt::format("{} {}= {}", print_(s.target), symbol(s.op), print_.bare(s.value)));
  }
  std::string operator()(const ast::ExprStatement& s) { return line(print_.bare(s.value)); }
  std::string operator()(const ast::With& s) { return line("with " + print_(s.context) + ':') + block(s.body); }
  std::string operator()(const ast::For& s) {
    return line(fmt::format("for {} in {}:", s.variable, print_(s.range))) + block(s.body);
  }
  std::string operator()(const ast::Delete& s) {
    std::string targets;
    for (const Expr& target : s.targets) targets += (targets.empty() ? "" : ", ") + print_(target);
    return line("del " + targets);
  }
  std::string operator()(const ast::Assert& s) {
    return line("assert " + print_(s.condition) + (s.message ? ", " + print_(*s.message) : ""));
  }
  std::string operator()(const ast::Import& s) {
    return line("import " + s.module + (s.alias == s.module ? "" : " as " + s.alias));
  }
  std::string operator()(const ast::ImportFrom& s) {
    return line(fmt::format("from {} import {}", s.module, fmt::join(s.names, ", ")));
  }

 private:
  std::string line(const std::string& text) const {
    return std::string(static_cast<std::size_t>(indent_) * 4, ' ') + text + '\n';
  }
  std::string block(const std::vector<ast::Statement>& body) const {
    std::string out;
    for (const ast::Statement& statement : body) out += print(statement, indent_ + 1);
    return out;
  }

  int indent_;
  Printer print_;
};

}  // namespace

std::string print(const Program& program) {
  Header header = program.header;
  if (header.error_line) {  // one line a statement: the line moves with the statement that it names
    const auto statement = statement_on(program.body, *header.error_line);
    const std::string before = print_header(header);
    const auto lines = static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    header.error_line = statement ? std::optional(lines + *statement + 1) : std::nullopt;
  }
  std::string out = print_header(header);
  for (const ast::Statement& statement : program.body) out += print(statement);
  return out;
}

std::string print(const Expr& expr) { return Printer()(expr); }

std::string print(const ast::Statement& statement, int indent) {
  return std::visit(StatementPrinter(indent), statement.node);
}

}  // namespace gradproof::checks
