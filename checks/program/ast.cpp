#include <array>
#include <gradproof/checks/program/ast.hpp>

namespace gradproof::checks::ast {

// Here and not in the header: every node must be complete before vectors of nodes can be compared.
Expr::Expr() = default;
Expr::Expr(Node node, Position at, int height) : node(std::move(node)), at(at), height(height) {}
Expr::Expr(const Expr& other) = default;
Expr::Expr(Expr&& other) noexcept = default;
Expr& Expr::operator=(const Expr& other) = default;
Expr& Expr::operator=(Expr&& other) noexcept = default;
Expr::~Expr() = default;
bool Expr::operator==(const Expr& other) const { return node == other.node; }

Statement::Statement() = default;
Statement::Statement(Node node, Position at, int last_line) : node(std::move(node)), at(at), last_line(last_line) {}
Statement::Statement(const Statement& other) = default;
Statement::Statement(Statement&& other) noexcept = default;
Statement& Statement::operator=(const Statement& other) = default;
Statement& Statement::operator=(Statement&& other) noexcept = default;
Statement::~Statement() = default;
bool Statement::operator==(const Statement& other) const { return node == other.node; }

std::string_view symbol(BinaryOperator op) {
  static constexpr std::array<std::string_view, 11> symbols = {"+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^"};
  return symbols[static_cast<std::size_t>(op)];
}

std::string_view symbol(UnaryOperator op) { return op == UnaryOperator::negate ? "-" : "~"; }

std::string_view symbol(CompareOperator op) {
  static constexpr std::array<std::string_view, 8> symbols = {"==", "!=", "<", "<=", ">", ">=", "is", "is not"};
  return symbols[static_cast<std::size_t>(op)];
}

std::string dotted_name(const Expr& expr) {
  if (const auto* name = expr.get<Name>()) return name->id;
  const auto* attribute = expr.get<Attribute>();
  if (!attribute) return {};
  std::string owner = dotted_name(*attribute->value);
  return owner.empty() ? owner : owner + '.' + attribute->name;
}

}  // namespace gradproof::checks::ast
