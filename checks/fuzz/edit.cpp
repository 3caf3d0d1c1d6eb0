#include <gradproof/checks/fuzz/edit.hpp>
#include <gradproof/checks/program/check_names.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/print.hpp>

namespace gradproof::checks::fuzz {
namespace {

using Body = std::vector<ast::Statement>;

Body* block_of(ast::Statement& statement) {
  if (auto* with = std::get_if<ast::With>(&statement.node)) return &with->body;
  if (auto* loop = std::get_if<ast::For>(&statement.node)) return &loop->body;
  return nullptr;
}

/// Removes from `body`; `next` is the number of its first statement, and then of the first behind it.
void remove(Body& body, int from, int count, int& next) {
  Body kept;
  for (auto& statement : body) {
    const int number = next++;
    Body* block = block_of(statement);
    if (block) remove(*block, from, count, next);
    const bool gone = (number >= from && number < from + count) || (block && block->empty());
    if (!gone) kept.push_back(std::move(statement));
  }
  body = std::move(kept);
}

bool unwrap(Body& body, int at, int& next) {
  for (std::size_t i = 0; i < body.size(); ++i) {
    Body* block = block_of(body[i]);
    if (next++ == at) {
      if (!block) return false;
      Body inner = std::move(*block);
      body.erase(body.begin() + static_cast<std::ptrdiff_t>(i));
      body.insert(body.begin() + static_cast<std::ptrdiff_t>(i), std::make_move_iterator(inner.begin()),
                  std::make_move_iterator(inner.end()));
      return true;
    }
    if (block && unwrap(*block, at, next)) return true;
  }
  return false;
}

struct Visitor {
  const std::function<void(ast::Expr&)>& visit;

  void operator()(ast::Name&) {}
  void operator()(ast::Constant&) {}
  void operator()(ast::Attribute& e) { each(*e.value); }
  void operator()(ast::Subscript& e) { each(*e.value), each(*e.index); }
  void operator()(ast::Slice& e) {
    for (auto* part : {&e.start, &e.stop, &e.step})
      if (*part) each(***part);
  }
  void operator()(ast::Tuple& e) { all(e.items); }
  void operator()(ast::List& e) { all(e.items); }
  void operator()(ast::Call& e) {
    each(*e.function);
    all(e.arguments);
    for (auto& keyword : e.keywords) each(keyword.value);
  }
  void operator()(ast::BinOp& e) { each(*e.left), each(*e.right); }
  void operator()(ast::UnaryOp& e) { each(*e.operand); }
  void operator()(ast::Compare& e) { each(*e.left), each(*e.right); }
  void operator()(ast::Lambda& e) { each(*e.body); }

  void operator()(ast::Assign& s) { each(s.target), each(s.value); }
  void operator()(ast::AugAssign& s) { each(s.target), each(s.value); }
  void operator()(ast::ExprStatement& s) { each(s.value); }
  void operator()(ast::With& s) { each(s.context), visit_expressions(s.body, visit); }
  void operator()(ast::For& s) { each(s.range), visit_expressions(s.body, visit); }
  void operator()(ast::Delete& s) { all(s.targets); }
  void operator()(ast::Assert& s) {
    each(s.condition);
    if (s.message) each(*s.message);
  }
  void operator()(ast::Import&) {}
  void operator()(ast::ImportFrom&) {}

 private:
  void each(ast::Expr& expr) { visit_expressions(expr, visit); }
  void all(std::vector<ast::Expr>& list) {
    for (auto& expr : list) each(expr);
  }
};

std::optional<Program> parsed_again(const Program& program) {
  auto result = parse(print(program), program.file);
  if (!result.program || !check_names(*result.program).empty()) return std::nullopt;
  result.program->name = program.name;
  return std::move(result.program);
}

}  // namespace

int count_statements(const Body& body) {
  int count = 0;
  for (auto statement : body) {
    const Body* block = block_of(statement);
    count += 1 + (block ? count_statements(*block) : 0);
  }
  return count;
}

Body without_statements(const Body& body, int from, int count) {
  Body result = body;
  int next = 0;
  remove(result, from, count, next);
  return result;
}

std::optional<Body> without_block(const Body& body, int at) {
  Body result = body;
  int next = 0;
  if (!unwrap(result, at, next)) return std::nullopt;
  return result;
}

void visit_expressions(Body& body, const std::function<void(ast::Expr&)>& visit) {
  for (auto& statement : body) std::visit(Visitor{visit}, statement.node);
}

void visit_expressions(ast::Expr& expr, const std::function<void(ast::Expr&)>& visit) {
  visit(expr);
  std::visit(Visitor{visit}, expr.node);
}

std::optional<Program> with_body(const Program& program, Body body) {
  Program changed = program;
  changed.body = std::move(body);
  return parsed_again(changed);
}

std::optional<Program> with_observed(const Program& program, const std::vector<std::string>& observed) {
  Program changed = program;
  changed.header.observe.emplace();
  for (const auto& text : observed) {
    auto expression = parse_expression(text, program.file, {});
    if (!expression.expr) return std::nullopt;
    changed.header.observe->push_back({text, std::move(*expression.expr)});
  }
  return parsed_again(changed);
}

}  // namespace gradproof::checks::fuzz
