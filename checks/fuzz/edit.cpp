#include <gradproof/checks/fuzz/edit.hpp>
#include <gradproof/checks/program/check_names.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/print.hpp>
#include <gradproof/checks/program/tree.hpp>

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

std::optional<Program> parsed_again(const Program& program) {
  auto result = parse(print(program), program.file);
  if (!result.program || !check_names(*result.program).empty()) return std::nullopt;
  result.program->name = program.name;
  return std::move(result.program);
}

}  // namespace

int count_statements(const Body& body) {
  Body copy = body;
  return static_cast<int>(ast::statements_of(copy).size());
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

void visit_expressions(ast::Expr& expr, const std::function<void(ast::Expr&)>& visit) {
  visit(expr);
  for (ast::Expr* part : ast::parts_of(expr)) visit_expressions(*part, visit);
}

void visit_expressions(Body& body, const std::function<void(ast::Expr&)>& visit) {
  for (const ast::Placed& placed : ast::statements_of(body))
    for (ast::Expr* part : ast::parts_of(placed.statement())) visit_expressions(*part, visit);
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

std::optional<Program> without_second_name(const Program& program, int at) {
  Program changed = program;
  const auto placed = ast::statements_of(changed.body)[static_cast<std::size_t>(at)];
  const auto* assign = placed.statement().get<ast::Assign>();
  if (!assign || !assign->target.get<ast::Name>() || !assign->value.get<ast::Name>()) return std::nullopt;
  const ast::Name name = *assign->target.get<ast::Name>(), other = *assign->value.get<ast::Name>();
  const auto rename = [&](ast::Expr& expr) {
    if (expr == ast::Expr(name, {})) expr.node = other;
  };
  placed.block->erase(placed.block->begin() + static_cast<std::ptrdiff_t>(placed.index));
  visit_expressions(changed.body, rename);
  if (changed.header.observe)
    for (auto& observed : *changed.header.observe) {
      visit_expressions(observed.expr, rename);
      observed.text = print(observed.expr);
    }
  return parsed_again(changed);
}

}  // namespace gradproof::checks::fuzz
