#include <algorithm>
#include <array>
#include <gradproof/checks/fuzz/edit.hpp>
#include <gradproof/checks/fuzz/twin.hpp>
#include <set>

namespace gradproof::checks::fuzz {
namespace {

using namespace ast;

Expr method(Expr object, std::string name, std::vector<Expr> arguments = {}) {
  const Position at = object.at;
  Expr function(Attribute{Box<Expr>(std::move(object)), std::move(name), at}, at);
  return Expr(Call{Box<Expr>(std::move(function)), std::move(arguments), {}}, at);
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

bool is_backward(const Expr& expr) {
  const auto* call = expr.get<Call>();
  const auto* method = call ? call->function->get<Attribute>() : nullptr;
  return method && method->name == "backward";
}

bool only_acts(const Statement& statement) {
  if (statement.get<AugAssign>()) return true;
  if (const auto* assign = statement.get<Assign>()) return !assign->target.get<Name>() && !assign->target.get<Tuple>();
  const auto* expression = statement.get<ExprStatement>();
  return expression && !is_backward(expression->value);
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
  if (expr.get<Subscript>()) return true;
  const auto* call = expr.get<Call>();
  const auto* method = call ? call->function->get<Attribute>() : nullptr;
  return method && std::ranges::find(names, method->name) != names.end();
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

bool hooks_a_view(const Program& program) {
  std::set<std::string> views, hooked;
  for (const auto& statement : program.body) {
    if (const auto* assign = statement.get<Assign>(); assign && is_view(assign->value))
      views.insert(dotted_name(assign->target));
    const auto* expression = statement.get<ExprStatement>();
    const auto* call = expression ? expression->value.get<Call>() : nullptr;
    const auto* method = call ? call->function->get<Attribute>() : nullptr;
    if (method && method->name == "register_hook") hooked.insert(dotted_name(*method->value));
  }
  return std::ranges::any_of(hooked, [&](const auto& name) { return views.contains(name); });
}

std::optional<Program> in_doubles(const Program& program) {
  auto body = program.body;
  visit_expressions(body, [](Expr& expr) {
    auto* call = std::get_if<Call>(&expr.node);
    if (!call || dotted_name(*call->function) != "torch.tensor" || call->arguments.size() != 1 ||
        !call->keywords.empty())
      return;
    Expr float64(Attribute{Box<Expr>(Expr(Name{"torch"}, expr.at)), "float64", expr.at}, expr.at, 2);
    if (holds_a_float(call->arguments[0])) call->keywords.push_back({"dtype", std::move(float64), expr.at});
  });
  return with_body(program, std::move(body));
}

}  // namespace gradproof::checks::fuzz
