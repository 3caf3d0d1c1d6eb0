#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/fault.hpp>
#include <gradproof/checks/program/walker.hpp>

namespace gradproof::checks {
namespace {

using ast::BinaryOperator;
using ast::CompareOperator;

// The functions behind the operators, in the order of BinaryOperator and of CompareOperator.
constexpr std::array<const char*, 11> functions = {
    "torch.add", "torch.sub",    "torch.mul",         "torch.div",        "torch.floor_divide", "torch.remainder",
    "torch.pow", "torch.matmul", "torch.bitwise_and", "torch.bitwise_or", "torch.bitwise_xor"};
constexpr std::array<const char*, 6> comparisons = {"torch.eq", "torch.ne", "torch.lt",
                                                    "torch.le", "torch.gt", "torch.ge"};

// `2 < x` asks x, as Python does: x > 2.
CompareOperator mirrored(CompareOperator op) {
  switch (op) {
    case CompareOperator::less:
      return CompareOperator::greater;
    case CompareOperator::less_equal:
      return CompareOperator::greater_equal;
    case CompareOperator::greater:
      return CompareOperator::less;
    case CompareOperator::greater_equal:
      return CompareOperator::less_equal;
    default:
      return op;
  }
}

bool is_object(const Value& value) { return value.is<std::shared_ptr<Object>>(); }

// Equality of what has no parts: None, strings, constants with a name, and functions by identity.
bool same(const Value& left, const Value& right) {
  if (left.data.index() != right.data.index() || left.is<Slice>()) return false;
  return std::visit(
      [&](const auto& value) {
        using Type = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Type, Slice>)
          return false;
        else
          return value == right.as<Type>();
      },
      left.data);
}

bool is_equality(CompareOperator op) { return op == CompareOperator::equal || op == CompareOperator::not_equal; }

}  // namespace

Value Walker::evaluate(const ast::Expr& expr) {
  return std::visit([this](const auto& node) { return evaluate(node); }, expr.node);
}

const Value* Walker::find(std::string_view name) const {
  if (frame_)
    if (const auto* value = frame_->find(name)) return value;
  return scope_.find(name);
}

Value Walker::evaluate(const ast::Name& name) {
  if (const auto* value = find(name.id)) {
    machine_.looked_up(name.id);
    auto path = function_path(*value);
    return path.empty() ? *value : at_path(std::string(path));
  }
  if (auto path = "builtins." + name.id; find_function(path)) return at_path(path);
  throw Fault{at_, fmt::format("name '{}' is not defined when this runs", name.id)};
}

// The full path that an expression spells through modules, prelude and builtins; "" when it is a value's matter.
std::string Walker::path_of(const ast::Expr& expr) const {
  if (const auto* name = expr.get<ast::Name>()) {
    const auto* value = find(name->id);
    if (!value) return find_function("builtins." + name->id) ? "builtins." + name->id : std::string();
    auto module = module_path(*value);
    return std::string(module.empty() ? function_path(*value) : module);
  }
  const auto* attribute = expr.get<ast::Attribute>();
  if (!attribute) return {};
  auto owner = path_of(*attribute->value);
  return is_module(owner) ? owner + '.' + attribute->name : std::string();
}

// What a path means as a value: a constant, or a function that can be handed on. Python's own types name dtypes.
Value Walker::at_path(const std::string& path) {
  if (path == "builtins.float") return {Symbol{"torch.float64"}};
  if (path == "builtins.int") return {Symbol{"torch.int64"}};
  if (path == "builtins.bool") return {Symbol{"torch.bool"}};
  if (auto constant = find_constant(path)) return *constant;
  if (is_module(path)) return module_symbol(path);
  if (!find_function(path)) throw Fault{at_, fmt::format("'{}' is not a name of the language", path)};
  return {std::make_shared<Callable>([this, path](std::span<const Value> values) {
    return call_function(path, {{}, {values.begin(), values.end()}, {}});
  })};
}

Value Walker::evaluate(const ast::Attribute& attribute) {
  auto owner = path_of(*attribute.value);
  if (is_module(owner)) return at_path(owner + '.' + attribute.name);
  return get_attribute(evaluate(*attribute.value), attribute.name);
}

Value Walker::evaluate(const ast::Subscript& subscript) {
  auto object = evaluate(*subscript.value);
  return get_item(object, evaluate(*subscript.index));
}

Value Walker::evaluate(const ast::Slice& slice) {
  auto bound = [this](const std::optional<Box<ast::Expr>>& expr) -> std::optional<std::int64_t> {
    auto value = expr ? evaluate(**expr) : Value{};
    if (value.is_none()) return std::nullopt;
    return to_index(value);
  };
  Slice result;
  result.start = bound(slice.start);
  result.stop = bound(slice.stop);
  result.step = bound(slice.step);
  return {result};
}

Value Walker::evaluate(const ast::Constant& constant) {
  if (std::holds_alternative<ast::Ellipsis>(constant.value)) return {Ellipsis{}};
  Value value;
  std::visit(
      [&](const auto& literal) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(literal)>, ast::Ellipsis>) value.data = literal;
      },
      constant.value);
  return value;
}

Value Walker::sequence(const std::vector<ast::Expr>& items, bool is_tuple) {
  auto result = std::make_shared<Sequence>(Sequence{is_tuple, {}});
  for (const auto& item : items) result->items.push_back(evaluate(item));
  return {result};
}

Value Walker::evaluate(const ast::BinOp& operation) {
  auto left = evaluate(*operation.left);
  return binary(operation.op, left, evaluate(*operation.right));
}

Value Walker::binary(BinaryOperator op, const Value& left, const Value& right) {
  if (!is_object(left) && !is_object(right)) return arithmetic(op, left, right);
  return call_operation(functions[static_cast<std::size_t>(op)], {left, right});
}

// Tensors and arrays are written in place, lists grow in place, everything else makes a new value.
Value Walker::in_place(BinaryOperator op, const Value& left, const Value& right) {
  const auto* list = left.get<std::shared_ptr<Sequence>>();
  if (list && !(*list)->is_tuple && op == BinaryOperator::add) {
    set_item(left, {Slice{length(left), {}, {}}}, right);
    return left;
  }
  const auto* function = functions[static_cast<std::size_t>(op)];
  const auto* method = find_method("Tensor", std::string(function).substr(6) + '_');
  if (!is_object(left) || !method) return binary(op, left, right);
  return dispatch(bound(*method, {left, {right}, {}}));
}

Value Walker::evaluate(const ast::UnaryOp& operation) {
  auto value = evaluate(*operation.operand);
  if (!is_object(value)) return arithmetic(operation.op, value);
  return call_operation(operation.op == ast::UnaryOperator::negate ? "torch.neg" : "torch.bitwise_not", {value});
}

Value Walker::evaluate(const ast::Compare& compared) {
  auto left = evaluate(*compared.left);
  auto right = evaluate(*compared.right);
  if (compared.op == CompareOperator::is) return {left.is_none() && right.is_none()};
  if (compared.op == CompareOperator::is_not) return {!left.is_none() || !right.is_none()};
  return comparison(compared.op, left, right);
}

Value Walker::comparison(CompareOperator op, const Value& left, const Value& right) {
  bool none = left.is_none() || right.is_none();
  if (!none && is_object(left)) return call_operation(comparisons[static_cast<std::size_t>(op)], {left, right});
  if (!none && is_object(right))
    return call_operation(comparisons[static_cast<std::size_t>(mirrored(op))], {right, left});
  if (is_equality(op)) return {equal(left, right) == (op == CompareOperator::equal)};
  return {compared(op, left, right)};
}

// Sequences are ordered by the first items that differ, then by their lengths.
bool Walker::compared(CompareOperator op, const Value& left, const Value& right) {
  const auto *a = left.get<std::shared_ptr<Sequence>>(), *b = right.get<std::shared_ptr<Sequence>>();
  if (!a || !b || (*a)->is_tuple != (*b)->is_tuple) return compare(op, left, right);
  Inside guard(*this);
  for (std::size_t i = 0; i < std::min((*a)->items.size(), (*b)->items.size()); ++i)
    if (!equal((*a)->items[i], (*b)->items[i])) return truth(comparison(op, (*a)->items[i], (*b)->items[i]));
  return compare(op, {length(left)}, {length(right)});
}

bool Walker::equal(const Value& left, const Value& right) {
  if (is_object(left) && same(left, right)) return true;  // Python's containers ask for identity first
  if (is_number(left) && is_number(right)) return compare(CompareOperator::equal, left, right);
  if (is_object(left) && is_object(right)) return truth(comparison(CompareOperator::equal, left, right));
  const auto *a = left.get<std::shared_ptr<Sequence>>(), *b = right.get<std::shared_ptr<Sequence>>();
  if (!a || !b) return same(left, right);
  Inside guard(*this);
  return (*a)->is_tuple == (*b)->is_tuple &&
         std::equal((*a)->items.begin(), (*a)->items.end(), (*b)->items.begin(), (*b)->items.end(),
                    [this](const Value& x, const Value& y) { return equal(x, y); });
}

Value Walker::evaluate(const ast::Lambda& lambda) {
  return {std::make_shared<Callable>(
      [this, &lambda, outer = frame_](std::span<const Value> values) { return run_lambda(lambda, outer, values); })};
}

Value Walker::run_lambda(const ast::Lambda& lambda, const std::shared_ptr<const Frame>& outer,
                         std::span<const Value> values) {
  constexpr int deepest = 200;
  if (values.size() != lambda.parameters.size())
    throw Raised("argument",
                 fmt::format("<lambda>() takes {} positional arguments but {} were given", lambda.parameters.size(),
                             values.size()),
                 "TypeError");
  if (depth_ >= deepest) throw Raised("value", "maximum recursion depth exceeded", "RecursionError");
  auto frame = std::make_shared<Frame>();
  frame->outer = outer;
  for (std::size_t i = 0; i < values.size(); ++i) frame->values[lambda.parameters[i]] = values[i];
  // What is thrown leaves `at_` where it was thrown; the frame and depth are put back either way.
  struct Restore {
    Walker& walker;
    std::shared_ptr<const Frame> frame;
    ~Restore() {
      walker.frame_ = frame;
      --walker.depth_;
    }
  } restore{*this, frame_};
  auto at = at_;
  frame_ = frame;
  ++depth_;
  at_ = lambda.body->at;
  try {
    auto result = evaluate(*lambda.body);
    at_ = at;
    return result;
  } catch (const std::exception&) {
    throw;
  } catch (const Fault&) {
    throw;
  } catch (...) {  // no error: the machine ends the call early
    at_ = at;
    throw;
  }
}

}  // namespace gradproof::checks
