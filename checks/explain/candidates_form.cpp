// The same statement in another form.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradproof/checks/explain/candidates.hpp>
#include <gradproof/checks/explain/rewrite.hpp>
#include <gradproof/checks/program/names.hpp>

namespace gradproof::checks::explain {
namespace {

using ast::Expr;

Expr truth(bool flag) { return {ast::Constant{flag}, {}}; }

bool has_keyword(const ast::Call& call, const std::string& name) {
  for (const auto& keyword : call.keywords)
    if (keyword.name == name) return true;
  return false;
}

void add_keyword(Expr& expr, const std::string& name) {
  auto& call = std::get<ast::Call>(expr.node);
  if (!has_keyword(call, name)) call.keywords.push_back({name, truth(true), {}});
}

/// Modules whose last operand may be `inplace`.
constexpr std::array<std::string_view, 8> kInPlace = {"ReLU",      "ReLU6", "ELU",     "SELU",
                                                      "LeakyReLU", "SiLU",  "Dropout", "Dropout2d"};

void keep_apart(Expr& expr) {
  auto* call = std::get_if<ast::Call>(&expr.node);
  if (!call) return;
  for (auto& keyword : call->keywords)
    if (keyword.name == "inplace") keyword.value = truth(false);
  const bool may_have = std::ranges::find(kInPlace, function_name(expr)) != kInPlace.end();
  if (may_have && !call->arguments.empty() && call->arguments.back() == truth(true))
    call->arguments.back() = truth(false);
}

/// `x.add_(1)` as an expression: `x.add(1)`; nothing where the method has no such form.
std::optional<Expr> out_of_place(const Expr& written) {
  Expr expr = written;
  const Method method = method_of(expr);
  if (!method.name || !method.name->ends_with('_') || method.name->size() < 3) return {};
  const auto plain = method.name->substr(0, method.name->size() - 1);
  if (plain == "zero") return torch_call("zeros_like", {*method.object});
  if (plain == "fill" && method.call->arguments.size() == 1)
    return torch_call("full_like", {*method.object, method.call->arguments.front()});
  if (plain == "copy" && method.call->arguments.size() == 1) return call_of(method.call->arguments.front(), "clone");
  if (!find_method("Tensor", plain)) return {};
  *method.name = plain;
  return expr;
}

/// `torch.exp(a, out=b)` as the assignment `b = torch.exp(a)`.
std::optional<ast::Assign> assigned_result(const Expr& written) {
  const auto* call = written.get<ast::Call>();
  if (!call) return {};
  ast::Call plain = *call;
  const auto out = std::ranges::find(plain.keywords, "out", [](const auto& keyword) { return keyword.name; });
  if (out == plain.keywords.end() || !out->value.get<ast::Name>()) return {};
  ast::Assign result{out->value, {}};
  plain.keywords.erase(out);
  result.value = {std::move(plain), {}, written.height};
  return result;
}

/// The statement that binds the written name anew; the statement itself where there is no such form.
ast::Statement rebinding(const ast::Statement& statement) {
  ast::Statement result = statement;
  if (const auto* augmented = statement.get<ast::AugAssign>(); augmented && augmented->target.get<ast::Name>())
    result.node = ast::Assign{augmented->target, {ast::BinOp{augmented->target, augmented->op, augmented->value}, {}}};
  const auto* expression = statement.get<ast::ExprStatement>();
  if (!expression) return result;
  if (auto assign = assigned_result(expression->value)) result.node = std::move(*assign);
  Expr written = expression->value;
  const Method method = method_of(written);
  if (!method.object || !method.object->get<ast::Name>()) return result;
  if (auto value = out_of_place(expression->value)) result.node = ast::Assign{*method.object, std::move(*value)};
  return result;
}

/// Whether somebody still gets what expression `i` would have written: the value of an assignment has its name, and
/// what a lambda does to its own parameter it returns. Elsewhere a write out of place would be lost.
bool keeps_value(ast::Statement& statement, std::size_t i) {
  const auto all = expressions_of(statement);
  if (auto* assign = std::get_if<ast::Assign>(&statement.node); assign && all[i] == &assign->value) return true;
  for (Expr* outer : all) {
    const auto* lambda = outer->get<ast::Lambda>();
    if (lambda && std::ranges::find(lambda->parameters, bottom_name(*all[i])) != lambda->parameters.end()) return true;
  }
  return false;
}

}  // namespace

void Mender::write_out_of_place() {
  std::vector<Placed> order;
  for (const Placed& placed : placed_)
    if (clues_.write && placed.statement().at.line == clues_.write->line) order.push_back(placed);
  order.insert(order.end(), placed_.begin(), placed_.end());
  for (const Placed& placed : order) {
    const int line = placed.statement().at.line;
    if (is_written_for_another(written_name(line), line)) continue;
    change(placed, "write out of place", [](ast::Statement& s) { s = rebinding(s); });
    ast::Statement copy = placed.statement();
    change(placed, "write out of place: inplace=False", [](ast::Statement& s) {
      for (Expr* expr : expressions_of(s)) keep_apart(*expr);
    });
    for (std::size_t i = 0; i < expressions_of(copy).size(); ++i)
      change(placed, "write out of place", [&](ast::Statement& s) {
        if (!keeps_value(s, i)) return;
        Expr& expr = *expressions_of(s)[i];
        if (auto value = out_of_place(expr)) expr = std::move(*value);
      });
  }
}

/// `.data` shares no counter, `.detach()` does; an attribute is not checked, what is saved is.
void Mender::make_loud() {
  for (const Placed& placed : placed_) {
    ast::Statement copy = placed.statement();
    for (std::size_t i = 0; i < expressions_of(copy).size(); ++i)
      change(
          placed, "detach() instead of .data",
          [&](ast::Statement& s) {
            Expr& expr = *expressions_of(s)[i];
            if (const auto* attribute = expr.get<ast::Attribute>(); attribute && attribute->name == "data")
              expr = call_of(*attribute->value, "detach");
          },
          true);
    change(
        placed, "save= instead of keep_as_attribute=",
        [](ast::Statement& s) {
          for (Expr* expr : expressions_of(s))
            if (auto* call = std::get_if<ast::Call>(&expr->node))
              for (auto& keyword : call->keywords)
                if (keyword.name == "keep_as_attribute") keyword.name = "save";
        },
        true);
    const auto* assign = placed.statement().get<ast::Assign>();
    const auto* target = assign ? assign->target.get<ast::Attribute>() : nullptr;
    if (!target || target->name != "data") continue;
    ast::Statement write = placed.statement();
    write.node = ast::ExprStatement{call_of(*target->value, "copy_", {assign->value})};
    Edit lines = own_lines(placed, write);
    lines.lines = {indent_of(placed) + "with torch.no_grad():", "    " + lines.lines.front()};
    offer("copy_() under no_grad() instead of .data =", {lines}, true);
  }
}

/// What is assigned gets the dtype of what it is assigned to.
void Mender::convert_assigned() {
  for (const Placed& placed : placed_) {
    const auto* assign = placed.statement().get<ast::Assign>();
    const auto* target = assign ? assign->target.get<ast::Attribute>() : nullptr;
    if (!target) continue;
    change(placed, "convert what is assigned", [&](ast::Statement& s) {
      auto& value = std::get<ast::Assign>(s.node).value;
      value = call_of(value, "to", {member_of(*target->value, "dtype")});
    });
  }
}

void Mender::rename_calls() {
  const auto kind = this->kind();
  if (kind == "set_grad" || kind == "set_data") convert_assigned();
  const bool is_cut = story_.verdict.outcome == "silent_drop" || kind == "no_graph" || kind == "requires_grad";
  for (const Placed& placed : placed_) {
    ast::Statement copy = placed.statement();
    for (std::size_t i = 0; i < expressions_of(copy).size(); ++i) {
      const auto at = [&](ast::Statement& s) -> Expr& { return *expressions_of(s)[i]; };
      change(placed, "detach() before the export", [&](ast::Statement& s) {
        if (const Method method = method_of(at(s)); method.name && *method.name == "numpy")
          *method.object = call_of(*method.object, "detach");
        auto* call = std::get_if<ast::Call>(&at(s).node);
        if (call && function_name(at(s)) == "from_dlpack" && call->arguments.size() == 1)
          call->arguments.front() = call_of(call->arguments.front(), "detach");
      });
      change(placed, "detach() instead of detach_()", [&](ast::Statement& s) {
        const Method method = method_of(at(s));
        if (method.name && *method.name == "detach_" && !method.object->get<ast::Name>()) *method.name = "detach";
      });
      if (kind == "non_scalar_seed")
        change(placed, "reduce to one element", [&](ast::Statement& s) {
          if (const Method method = method_of(at(s)); method.name && *method.name == "backward")
            *method.object = call_of(*method.object, "sum");
        });
      if (!is_cut) continue;
      change(placed, "keep the history: no detach", [&](ast::Statement& s) {
        if (const Method method = method_of(at(s)); method.name && *method.name == "detach") {
          Expr object = *method.object;
          at(s) = std::move(object);
        }
      });
      change(placed, "stack() keeps the history, tensor() copies numbers", [&](ast::Statement& s) {
        auto* call = std::get_if<ast::Call>(&at(s).node);
        if (call && ast::dotted_name(*call->function) == "torch.tensor" && call->arguments.size() == 1 &&
            call->arguments.front().get<ast::List>())
          std::get<ast::Attribute>(call->function->node).name = "stack";
      });
      change(placed, "a floating dtype: integers carry no gradient", [&](ast::Statement& s) {
        if (auto* dtype = std::get_if<ast::Attribute>(&at(s).node); dtype && dtype->name.starts_with("int"))
          dtype->name = "float32";
      });
    }
  }
}

void Mender::add_keywords() {
  const auto add_to = [&](const std::string& what, const std::string& keyword, auto fits) {
    std::vector<Edit> all;
    for (const Placed& placed : placed_) {
      ast::Statement copy = placed.statement();
      for (Expr* expr : expressions_of(copy))
        if (expr->get<ast::Call>() && fits(*expr)) add_keyword(*expr, keyword);
      if (!(copy == placed.statement())) all.push_back(own_lines(placed, copy));
    }
    for (const Edit& edit : all) offer(what, {edit});
    if (all.size() > 1) offer(what, all);
  };
  const auto kind = this->kind();
  if (kind == "freed_graph")
    add_to("keep the graph for the next backward", "retain_graph", [](Expr& expr) {
      const Method method = method_of(expr);
      return method.name &&
             (*method.name == "backward" || ast::dotted_name(*method.call->function) == "torch.autograd.grad");
    });
  if (kind == "unused_input")
    add_to("let what was not used have no gradient", "allow_unused", [](Expr& expr) {
      return ast::dotted_name(*std::get<ast::Call>(expr.node).function) == "torch.autograd.grad";
    });
  if (kind == "no_graph" || kind == "requires_grad")
    add_to("let the leaf require grad", "requires_grad",
           [](Expr& expr) { return ast::dotted_name(*std::get<ast::Call>(expr.node).function) == "torch.tensor"; });
}

}  // namespace gradproof::checks::explain
