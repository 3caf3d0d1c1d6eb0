#include <fmt/format.h>

#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/fault.hpp>
#include <gradproof/checks/program/walker.hpp>

namespace gradproof::checks {
namespace {

// Which setting a context changes: leaving it undoes the lasting calls to the same setting that ran inside.
bool same_setting(std::string_view context, std::string_view lasting) {
  if (lasting == "set_detect_anomaly") return context == lasting;
  return context == "no_grad" || context == "enable_grad" || context == "set_grad_enabled" ||
         context == "inference_mode";
}

}  // namespace

void Walker::run() { execute(program_.body); }

void Walker::unwind() {
  for (; !contexts_.empty(); contexts_.pop_back()) machine_.leave();
}

void Walker::execute(const std::vector<ast::Statement>& body) {
  for (const auto& statement : body) execute(statement);
}

void Walker::execute(const ast::Statement& statement) {
  at_ = statement.at;
  machine_.about_to_execute(at_.line);
  if (++executed_ > options_.statements)
    throw LimitError(
        fmt::format("the program has executed {} statements, which is the most; loop less often", options_.statements));
  std::visit([this](const auto& node) { execute(node); }, statement.node);
}

void Walker::execute(const ast::Assign& statement) { assign(statement.target, evaluate(statement.value)); }

void Walker::assign(const ast::Expr& target, const Value& value) {
  if (const auto* name = target.get<ast::Name>()) {
    machine_.bound(name->id, value);
    return scope_.bind(name->id, value);
  }
  if (const auto* attribute = target.get<ast::Attribute>())
    return set_attribute(evaluate(*attribute->value), attribute->name, value);
  if (const auto* subscript = target.get<ast::Subscript>())
    return set_item(evaluate(*subscript->value), evaluate(*subscript->index), value);
  const auto& targets = target.get<ast::Tuple>()->items;
  auto values = iterate(value);
  if (values.size() != targets.size())
    throw Raised("value",
                 values.size() > targets.size()
                     ? fmt::format("too many values to unpack (expected {}, got {})", targets.size(), values.size())
                     : fmt::format("not enough values to unpack (expected {}, got {})", targets.size(), values.size()),
                 "ValueError");
  for (std::size_t i = 0; i < targets.size(); ++i) assign(targets[i], values[i]);
}

void Walker::execute(const ast::AugAssign& statement) {
  if (const auto* attribute = statement.target.get<ast::Attribute>()) {
    auto object = evaluate(*attribute->value);
    auto before = get_attribute(object, attribute->name);
    return set_attribute(object, attribute->name, in_place(statement.op, before, evaluate(statement.value)));
  }
  if (const auto* subscript = statement.target.get<ast::Subscript>()) {
    auto object = evaluate(*subscript->value);
    auto index = evaluate(*subscript->index);
    auto before = get_item(object, index);
    return set_item(object, index, in_place(statement.op, before, evaluate(statement.value)));
  }
  auto before = evaluate(statement.target);
  assign(statement.target, in_place(statement.op, before, evaluate(statement.value)));
}

void Walker::execute(const ast::With& statement) {
  const auto* call = statement.context.get<ast::Call>();
  const auto* callee = find_function(path_of(*call->function));
  if (!callee) throw Fault{statement.context.at, "found no context behind with"};
  auto depth = contexts_.size();
  try {
    enter(bound(*callee, arguments(*call)), false);
    execute(statement.body);
  } catch (...) {
    leave_until(depth);
    throw;
  }
  leave_until(depth);
}

void Walker::enter(Bound context, bool lasting) {
  machine_.enter(context.op, context.arguments);
  contexts_.push_back({std::move(context.op), std::move(context.arguments), lasting});
}

// The machine's contexts are a stack. A lasting call above the one that is left goes with it when both change the
// same setting, as in PyTorch, and is entered again otherwise.
void Walker::leave_until(std::size_t depth) {
  if (contexts_.size() <= depth) return;
  std::vector<Context> inside(contexts_.begin() + static_cast<std::ptrdiff_t>(depth), contexts_.end());
  for (; contexts_.size() > depth; contexts_.pop_back()) machine_.leave();
  for (std::size_t i = 1; i < inside.size(); ++i)
    if (!same_setting(inside.front().op, inside[i].op)) enter({inside[i].op, inside[i].arguments}, true);
}

void Walker::execute(const ast::For& statement) {
  auto at = at_;
  const auto& call = *statement.range.get<ast::Call>();
  std::vector<std::int64_t> bounds;
  for (const auto& argument : call.arguments) bounds.push_back(to_index(evaluate(argument)));
  std::int64_t start = bounds.size() > 1 ? bounds[0] : 0;
  std::int64_t stop = bounds.size() > 1 ? bounds[1] : bounds[0];
  std::int64_t step = bounds.size() > 2 ? bounds[2] : 1;
  if (step == 0) throw Raised("value", "range() arg 3 must not be zero", "ValueError");
  while (step > 0 ? start < stop : start > stop) {
    scope_.bind(statement.variable, {start});
    execute(statement.body);
    at_ = at;
    if (__builtin_add_overflow(start, step, &start)) return;
  }
}

void Walker::execute(const ast::Delete& statement) {
  for (const auto& target : statement.targets) {
    if (const auto* attribute = target.get<ast::Attribute>())
      set_attribute(evaluate(*attribute->value), attribute->name, {});
    else if (const auto* subscript = target.get<ast::Subscript>())
      delete_item(evaluate(*subscript->value), evaluate(*subscript->index));
    else if (const auto& name = target.get<ast::Name>()->id; !scope_.unbind(name))
      throw Fault{target.at, fmt::format("name '{}' is not defined here; it may have been deleted", name)};
  }
}

void Walker::execute(const ast::Assert& statement) {
  if (truth(evaluate(statement.condition))) return;
  throw Raised("assertion", statement.message ? text(evaluate(*statement.message)) : "assertion failed",
               "AssertionError");
}

void Walker::execute(const ast::ImportFrom& statement) {
  for (const auto& name : statement.names) scope_.bind(name, function_symbol(statement.module + '.' + name));
}

}  // namespace gradproof::checks
