#include <fmt/format.h>

#include <array>
#include <gradproof/checks/program/names.hpp>
#include <gradproof/checks/program/nearest.hpp>
#include <gradproof/checks/program/parts.hpp>
#include <gradproof/checks/program/rules.hpp>
#include <gradproof/checks/program/vocabulary.hpp>

namespace gradproof::checks {
namespace {

using ast::Expr;

constexpr std::array<std::string_view, 8> contexts = {"torch.no_grad",
                                                      "torch.enable_grad",
                                                      "torch.set_grad_enabled",
                                                      "torch.inference_mode",
                                                      "torch.autograd.set_detect_anomaly",
                                                      "torch.autograd.graph.saved_tensors_hooks",
                                                      "torch.autograd.graph.save_on_cpu",
                                                      "torch.cuda.stream"};

constexpr std::array<std::string_view, 3> usually_set = {"data", "grad", "requires_grad"};

/// The last name of a call decides whether it takes functions: register_hook, register_forward_pre_hook, ...
bool takes_functions(const Expr& callee) {
  const auto* name = callee.get<ast::Name>();
  const auto* attribute = callee.get<ast::Attribute>();
  const std::string_view last = name ? name->id : attribute ? attribute->name : std::string_view();
  return last == "function" || last == "checkpoint" || last == "saved_tensors_hooks" ||
         (last.starts_with("register_") && last.ends_with("hook"));
}

class Rules {
 public:
  explicit Rules(std::vector<Fault>& faults) : faults_(faults) {}

  void statements(std::span<const ast::Statement> body) {
    for (const ast::Statement& statement : body) {
      at_ = statement.at;
      std::visit(*this, statement.node);
    }
  }

  void expression(const Expr& expr, bool lambda_allowed = false) {
    if (expr.get<ast::Lambda>() && !lambda_allowed)
      fault(expr.at,
            "found a lambda; it may only be an argument of hooks (register_…hook), function, checkpoint and "
            "saved_tensors_hooks");
    here_ = &expr;
    std::visit(*this, expr.node);
  }

  void operator()(const ast::Assign& s) {
    target(s.target, true);
    expression(s.value);
  }
  void operator()(const ast::AugAssign& s) {
    target(s.target, false);
    expression(s.value);
  }
  void operator()(const ast::ExprStatement& s) { expression(s.value); }
  void operator()(const ast::With& s);
  void operator()(const ast::For& s);
  void operator()(const ast::Delete& s);
  void operator()(const ast::Assert& s) {
    expression(s.condition);
    if (s.message) expression(*s.message);
  }
  void operator()(const ast::Import&) {}
  void operator()(const ast::ImportFrom& s) {
    for (const std::string& name : s.names)
      if (!contains(prelude_names, name))
        fault(at_, fmt::format("gradproof.prelude has no '{}'; it has {}{}", name, fmt::join(prelude_names, " "),
                               did_you_mean(name, prelude_names)));
  }

  void operator()(const ast::Attribute& e) {
    if (e.name.starts_with("__"))
      fault(e.name_at, fmt::format("found the attribute '{}'; no attribute begins with two underscores here", e.name));
    expression(*e.value);
  }
  void operator()(const ast::Call& e);
  void operator()(const ast::Compare& e);
  template <class Node>
  void operator()(const Node& node) {
    ast::for_each_part(node, [this](const ast::Expr& part) { expression(part); });
  }

 private:
  void fault(ast::Position at, std::string message) { faults_.push_back({at, std::move(message)}); }
  void target(const Expr& expr, bool tuple_allowed);

  std::vector<Fault>& faults_;
  ast::Position at_;            // of the statement
  const Expr* here_ = nullptr;  // the expression that is visited
};

void Rules::target(const Expr& expr, bool tuple_allowed) {
  if (const auto* tuple = expr.get<ast::Tuple>(); tuple && tuple_allowed && !tuple->items.empty()) {
    for (const Expr& item : tuple->items)
      if (!item.get<ast::Name>()) fault(item.at, "a tuple that is assigned to holds names only");
    return;
  }
  if (const auto* attribute = expr.get<ast::Attribute>(); attribute && !is_settable(attribute->name))
    fault(attribute->name_at, fmt::format("the attribute '{}' cannot be assigned; data, grad and requires_grad can{}",
                                          attribute->name, did_you_mean(attribute->name, usually_set)));
  else if (!attribute && !expr.get<ast::Name>() && !expr.get<ast::Subscript>())
    fault(expr.at, tuple_allowed ? "this cannot be assigned to; a target is a name, a tuple of names, an attribute "
                                   "(data, grad, requires_grad) or a subscript"
                                 : "this cannot be assigned to; the target of an augmented assignment is a name, an "
                                   "attribute (data, grad, requires_grad) or a subscript");
  expression(expr);
}

void Rules::operator()(const ast::With& s) {
  const auto* call = s.context.get<ast::Call>();
  const std::string callee = ast::dotted_name(call ? *call->function : s.context);
  if (!contains(contexts, callee))
    fault(s.context.at, fmt::format("found {}; the contexts of with are {}",
                                    callee.empty() ? "no context" : "'" + callee + "'", fmt::join(contexts, " ")));
  else if (!call)
    fault(s.context.at, fmt::format("'{}' is not called; write {}()", callee, callee));
  expression(s.context);
  statements(s.body);
}

void Rules::operator()(const ast::For& s) {
  const auto* call = s.range.get<ast::Call>();
  const auto* name = call ? call->function->get<ast::Name>() : nullptr;
  if (!name || name->id != "range")
    fault(s.range.at,
          "a loop runs over range(…): for NAME in range(stop):, range(start, stop): or range(start, stop, step):");
  else if (call->arguments.empty() || call->arguments.size() > 3 || !call->keywords.empty())
    fault(s.range.at, "range takes one to three positional arguments: stop; start, stop; start, stop, step");
  expression(s.range);
  statements(s.body);
}

void Rules::operator()(const ast::Delete& s) {
  for (const Expr& expr : s.targets) {
    const auto* attribute = expr.get<ast::Attribute>();
    if (!expr.get<ast::Name>() && !expr.get<ast::Subscript>() && !(attribute && attribute->name == "grad"))
      fault(expr.at, "this cannot be deleted; del takes names, items of a list and the attribute grad");
    expression(expr);
  }
}

void Rules::operator()(const ast::Call& e) {
  expression(*e.function);
  const bool lambda_allowed = takes_functions(*e.function);
  for (const Expr& argument : e.arguments) expression(argument, lambda_allowed);
  for (const ast::Keyword& keyword : e.keywords) expression(keyword.value, lambda_allowed);
}

void Rules::operator()(const ast::Compare& e) {
  const auto is_none = [](const Expr& expr) {
    const auto* constant = expr.get<ast::Constant>();
    return constant && std::holds_alternative<std::monostate>(constant->value);
  };
  if ((e.op == ast::CompareOperator::is || e.op == ast::CompareOperator::is_not) && !is_none(*e.left) &&
      !is_none(*e.right))
    fault(here_->at,
          fmt::format("found '{}' without None; it compares with None only, same_memory(a, b) compares memory",
                      symbol(e.op)));
  ast::for_each_part(e, [this](const Expr& part) { expression(part); });
}

}  // namespace

void check_rules(std::span<const ast::Statement> body, std::vector<Fault>& faults) { Rules(faults).statements(body); }

void check_rules(const ast::Expr& expr, std::vector<Fault>& faults) { Rules(faults).expression(expr); }

}  // namespace gradproof::checks
