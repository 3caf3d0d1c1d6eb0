#include <gradproof/checks/program/tree.hpp>

namespace gradproof::checks::ast {
namespace {

struct Parts {
  std::vector<Expr*> all = {};

  void add(Expr& e) { all.push_back(&e); }
  void add(std::vector<Expr>& list) {
    for (Expr& e : list) add(e);
  }
  void add(std::optional<Box<Expr>>& e) {
    if (e) add(**e);
  }
  void operator()(Name&) {}
  void operator()(Constant&) {}
  void operator()(Attribute& e) { add(*e.value); }
  void operator()(Subscript& e) { add(*e.value), add(*e.index); }
  void operator()(Slice& e) { add(e.start), add(e.stop), add(e.step); }
  void operator()(Tuple& e) { add(e.items); }
  void operator()(List& e) { add(e.items); }
  void operator()(Call& e) {
    add(*e.function), add(e.arguments);
    for (Keyword& keyword : e.keywords) add(keyword.value);
  }
  void operator()(BinOp& e) { add(*e.left), add(*e.right); }
  void operator()(UnaryOp& e) { add(*e.operand); }
  void operator()(Compare& e) { add(*e.left), add(*e.right); }
  void operator()(Lambda& e) { add(*e.body); }

  void operator()(Assign& s) { add(s.target), add(s.value); }
  void operator()(AugAssign& s) { add(s.target), add(s.value); }
  void operator()(ExprStatement& s) { add(s.value); }
  void operator()(With& s) { add(s.context); }
  void operator()(For& s) { add(s.range); }
  void operator()(Delete& s) { add(s.targets); }
  void operator()(Assert& s) {
    add(s.condition);
    if (s.message) add(*s.message);
  }
  void operator()(Import&) {}
  void operator()(ImportFrom&) {}
};

void add_all(Expr& expr, std::vector<Expr*>& into) {
  into.push_back(&expr);
  for (Expr* part : parts_of(expr)) add_all(*part, into);
}

void add_all(std::vector<Statement>& body, int depth, std::vector<Placed>& into) {
  for (std::size_t i = 0; i < body.size(); ++i) {
    into.push_back({&body, i, depth});
    if (auto* with = std::get_if<With>(&body[i].node)) add_all(with->body, depth + 1, into);
    if (auto* loop = std::get_if<For>(&body[i].node)) add_all(loop->body, depth + 1, into);
  }
}

}  // namespace

std::vector<Expr*> parts_of(Expr& expr) {
  Parts parts;
  std::visit(parts, expr.node);
  return std::move(parts.all);
}

std::vector<Expr*> parts_of(Statement& statement) {
  Parts parts;
  std::visit(parts, statement.node);
  return std::move(parts.all);
}

std::vector<Expr*> expressions_of(Statement& statement) {
  std::vector<Expr*> all;
  for (Expr* part : parts_of(statement)) add_all(*part, all);
  return all;
}

std::vector<Placed> statements_of(std::vector<Statement>& body) {
  std::vector<Placed> all;
  add_all(body, 0, all);
  return all;
}

std::vector<std::string> lambda_parameters(const std::vector<Statement>& body, int line, std::size_t count, bool last) {
  std::vector<Statement> copy = body;
  std::vector<std::string> found;
  for (const Placed& placed : statements_of(copy)) {
    if (placed.statement().at.line != line) continue;
    for (Expr* expr : expressions_of(placed.statement()))
      if (const auto* lambda = expr->get<Lambda>(); lambda && lambda->parameters.size() == count)
        if (found.empty() || last) found = lambda->parameters;
  }
  return found;
}

}  // namespace gradproof::checks::ast
