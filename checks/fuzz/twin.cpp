#include <algorithm>
#include <array>
#include <cmath>
#include <gradproof/checks/fuzz/edit.hpp>
#include <gradproof/checks/fuzz/twin.hpp>
#include <gradproof/checks/program/tree.hpp>
#include <set>

namespace gradproof::checks::fuzz {
namespace {

using namespace ast;

Expr attribute(Expr object, std::string name) {
  const Position at = object.at;
  return Expr(Attribute{Box<Expr>(std::move(object)), std::move(name), at}, at);
}

Expr method(Expr object, std::string name, std::vector<Expr> arguments = {}) {
  const Position at = object.at;
  return Expr(Call{Box<Expr>(attribute(std::move(object), std::move(name))), std::move(arguments), {}}, at);
}

/// The method that `expr` calls; empty: it is no such call.
std::string_view called_method(const Expr& expr) {
  const auto* call = expr.get<Call>();
  const auto* method = call ? call->function->get<Attribute>() : nullptr;
  return method ? std::string_view(method->name) : std::string_view();
}

/// `.data`, numpy_view(t), dlpack_alias(t) -> t.detach(); raw_write(t, v) -> t.detach().fill_(v).
std::optional<Expr> honest(const Expr& expr) {
  if (const auto* attribute = expr.get<Attribute>(); attribute && attribute->name == "data")
    return method(*attribute->value, "detach");
  const auto* call = expr.get<Call>();
  if (!call || call->arguments.empty()) return std::nullopt;
  const std::string name = dotted_name(*call->function);
  const Expr& t = call->arguments[0];
  if (name == "numpy_view" || name == "dlpack_alias") return method(t, "detach");
  if (call->arguments.size() != 2) return std::nullopt;
  if (name == "raw_write") return method(method(t, "detach"), "fill_", {call->arguments[1]});
  if (name == "raw_copy") return method(method(t, "detach"), "copy_", {call->arguments[1]});
  return std::nullopt;
}

bool save_what_is_kept(Expr& expr) {
  auto* call = std::get_if<Call>(&expr.node);
  bool changed = false;
  if (!call) return changed;
  for (auto& keyword : call->keywords)
    if (keyword.name == "keep_as_attribute") keyword.name = "save", changed = true;
  return changed;
}

/// The name of the tensor that a statement registers a hook on; empty: it does something else.
std::string hooked_by(const Statement& statement) {
  const auto* expression = statement.get<ExprStatement>();
  if (!expression || called_method(expression->value) != "register_hook") return {};
  return dotted_name(*expression->value.get<Call>()->function->get<Attribute>()->value);
}

std::set<std::string> names_in(Expr expr) {
  std::set<std::string> names;
  visit_expressions(expr, [&](Expr& part) {
    if (const auto* name = part.get<Name>()) names.insert(name->id);
  });
  return names;
}

bool only_acts(const Statement& statement) {
  if (statement.get<AugAssign>()) return true;
  if (const auto* assign = statement.get<Assign>()) return !assign->target.get<Name>() && !assign->target.get<Tuple>();
  const auto* expression = statement.get<ExprStatement>();
  return expression && called_method(expression->value) != "backward" && hooked_by(statement).empty();
}

bool holds_a_float(Expr expr) {
  bool found = false;
  visit_expressions(expr, [&](Expr& part) {
    const auto* constant = part.get<Constant>();
    found |= constant && std::holds_alternative<double>(constant->value);
  });
  return found;
}

/// Whether the outermost operation of `expr` gives a view of another tensor.
bool is_view(const Expr& expr) {
  static constexpr std::array<std::string_view, 15> names = {"view",    "flatten",   "view_as", "t",      "transpose",
                                                             "permute", "unsqueeze", "squeeze", "select", "narrow",
                                                             "chunk",   "diagonal",  "expand",  "unbind", "reshape"};
  return expr.get<Subscript>() || std::ranges::find(names, called_method(expr)) != names.end();
}

std::vector<Statement> without_acts(const std::vector<Statement>& body) {
  std::vector<Statement> kept;
  for (Statement statement : body) {
    if (only_acts(statement)) continue;
    if (auto* with = std::get_if<With>(&statement.node)) {
      with->body = without_acts(with->body);
      if (with->body.empty()) continue;
    }
    kept.push_back(std::move(statement));
  }
  return kept;
}

}  // namespace

std::optional<Program> honest_twin(const Program& program) {
  auto body = program.body;
  bool changed = false;
  visit_expressions(body, [&](Expr& expr) {
    while (auto better = honest(expr)) {
      expr = std::move(*better);
      changed = true;
    }
    changed |= save_what_is_kept(expr);
  });
  return changed ? with_body(program, std::move(body)) : std::nullopt;
}

std::optional<Program> without_writes(const Program& program) {
  auto body = without_acts(program.body);
  visit_expressions(body, [](Expr& expr) {
    auto* attribute = std::get_if<Attribute>(&expr.node);
    if (attribute && attribute->name.ends_with('_') && attribute->name != "requires_grad_") attribute->name.pop_back();
  });
  return with_body(program, std::move(body));
}

bool hooks_a_view_or_its_base(const Program& program) {
  std::set<std::string> views, hooked;
  auto body = program.body;
  for (const Placed& placed : statements_of(body)) {
    const Statement& statement = placed.statement();
    if (const auto* assign = statement.get<Assign>(); assign && is_view(assign->value)) {
      views.insert(dotted_name(assign->target));
      views.merge(names_in(assign->value));
    }
    if (const auto name = hooked_by(statement); !name.empty()) hooked.insert(name);
  }
  return std::ranges::any_of(hooked, [&](const auto& name) { return views.contains(name); });
}

std::optional<Program> with_own_gradients(const Program& program) {
  std::vector<Statement> body;
  for (const auto& statement : program.body) {
    body.push_back(statement);
    const auto* assign = statement.get<Assign>();
    if (!assign || called_method(assign->value) != "requires_grad_") continue;
    const Expr& leaf = assign->target;
    Expr zeros(Call{Box<Expr>(attribute(Expr(Name{"torch"}, leaf.at), "zeros_like")), {leaf}, {}}, leaf.at, 2);
    body.emplace_back(Assign{attribute(leaf, "grad"), std::move(zeros)}, leaf.at);
  }
  return with_body(program, std::move(body));
}

std::optional<Program> without_hooks(const Program& program) {
  auto body = program.body;
  const auto hooks = [](const Statement& statement) { return !hooked_by(statement).empty(); };
  return std::erase_if(body, hooks) > 0 ? with_body(program, std::move(body)) : std::nullopt;
}

std::optional<Program> moved(const Program& program, double by) {
  auto body = program.body;
  int count = 0;
  visit_expressions(body, [&](Expr& expr) {
    auto* call = std::get_if<Call>(&expr.node);
    if (!call || dotted_name(*call->function) != "torch.tensor" || call->arguments.empty()) return;
    visit_expressions(call->arguments[0], [&](Expr& part) {
      auto* constant = std::get_if<Constant>(&part.node);
      if (auto* number = constant ? std::get_if<double>(&constant->value) : nullptr)
        *number *= 1 + by * (1 + 2 * std::fmod(0.618 * ++count, 1));
    });
  });
  return with_body(program, std::move(body));
}

std::optional<Program> in_doubles(const Program& program) {
  auto body = program.body;
  visit_expressions(body, [](Expr& expr) {
    auto* call = std::get_if<Call>(&expr.node);
    if (!call || dotted_name(*call->function) != "torch.tensor" || call->arguments.size() != 1 ||
        !call->keywords.empty())
      return;
    Expr float64 = attribute(Expr(Name{"torch"}, expr.at), "float64");
    if (holds_a_float(call->arguments[0])) call->keywords.push_back({"dtype", std::move(float64), expr.at});
  });
  return with_body(program, std::move(body));
}

}  // namespace gradproof::checks::fuzz
