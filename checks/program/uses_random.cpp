#include <gradproof/checks/program/names.hpp>
#include <gradproof/checks/program/parts.hpp>
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
  void statements(const std::vector<ast::Statement>& body) {
    for (const auto& statement : body) std::visit(*this, statement.node);
  }

  void operator()(const ast::Attribute& e) {
    found = found || drawing().contains(e.name);
    expression(*e.value);
  }
  template <class Node>
  void operator()(const Node& node) {
    ast::for_each_part(node, [this](const ast::Expr& part) { expression(part); });
  }

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
