#include <gradproof/checks/program/names.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <set>

namespace gradproof::checks {
namespace {

// The last parts of the names that draw: a method's object is not known before the program runs.
const std::set<std::string_view>& drawing() {
  static const std::set<std::string_view> names = [] {
    std::set<std::string_view> collected;
    for (const auto* callee : all_callees())
      if (callee->random) collected.insert(std::string_view(callee->name).substr(callee->name.rfind('.') + 1));
    return collected;
  }();
  return names;
}

struct Finder {
  bool found = false;

  void expression(const ast::Expr& expr) { std::visit(*this, expr.node); }
  void expressions(const std::vector<ast::Expr>& list) {
    for (const auto& expr : list) expression(expr);
  }
  void statements(const std::vector<ast::Statement>& body) {
    for (const auto& statement : body) std::visit(*this, statement.node);
  }

  void operator()(const ast::Attribute& e) {
    found = found || drawing().contains(e.name);
    expression(*e.value);
  }
  void operator()(const ast::Call& e) {
    expression(*e.function);
    expressions(e.arguments);
    for (const auto& keyword : e.keywords) expression(keyword.value);
  }
  void operator()(const ast::Subscript& e) {
    expression(*e.value);
    expression(*e.index);
  }
  void operator()(const ast::Slice& e) {
    for (const auto* bound : {&e.start, &e.stop, &e.step})
      if (*bound) expression(***bound);
  }
  void operator()(const ast::Tuple& e) { expressions(e.items); }
  void operator()(const ast::List& e) { expressions(e.items); }
  void operator()(const ast::BinOp& e) {
    expression(*e.left);
    expression(*e.right);
  }
  void operator()(const ast::UnaryOp& e) { expression(*e.operand); }
  void operator()(const ast::Compare& e) {
    expression(*e.left);
    expression(*e.right);
  }
  void operator()(const ast::Lambda& e) { expression(*e.body); }
  void operator()(const ast::Name&) {}
  void operator()(const ast::Constant&) {}

  void operator()(const ast::Assign& s) { expression(s.value); }
  void operator()(const ast::AugAssign& s) { expression(s.value); }
  void operator()(const ast::ExprStatement& s) { expression(s.value); }
  void operator()(const ast::With& s) { statements(s.body); }
  void operator()(const ast::For& s) { statements(s.body); }
  void operator()(const ast::Delete&) {}
  void operator()(const ast::Assert& s) { expression(s.condition); }
  void operator()(const ast::Import&) {}
  void operator()(const ast::ImportFrom&) {}
};

}  // namespace

bool uses_random(const Program& program) {
  Finder finder;
  finder.statements(program.body);
  for (const auto& observed : program.observe) finder.expression(observed.expr);
  return finder.found;
}

}  // namespace gradproof::checks
