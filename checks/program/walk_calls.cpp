#include <fmt/format.h>

#include <array>
#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/fault.hpp>
#include <gradproof/checks/program/walker.hpp>

namespace gradproof::checks {
namespace {

bool is_tensor(const Value& value) {
  const auto* object = value.get<std::shared_ptr<Object>>();
  return object && (*object)->type() == "Tensor";
}

// "cpu", or ("cuda", 1), as the constant that a machine knows.
Value device(const Arguments& arguments) {
  const auto* name = arguments["type"].get<std::string>();
  if (!name) return arguments["type"];
  const auto* index = arguments["index"].get<std::int64_t>();
  return {Symbol{"torch.device:" + *name + (index ? ":" + std::to_string(*index) : "")}};
}

// Machines hand out the sizes of a tensor as a plain tuple.
Value as_size(const Value& value) {
  if (const auto* tuple = value.get<std::shared_ptr<Sequence>>()) (*tuple)->is_size = true;
  return value;
}

std::string_view after(std::string_view text, std::string_view prefix) { return text.substr(prefix.size()); }

}  // namespace

Given Walker::arguments(const ast::Call& call) {
  Given given;
  for (const auto& argument : call.arguments) given.positional.push_back(evaluate(argument));
  for (const auto& keyword : call.keywords) given.keywords.emplace_back(keyword.name, evaluate(keyword.value));
  return given;
}

Bound Walker::bound(const Callee& callee, const Given& given) const {
  try {
    return bind(callee, given);
  } catch (const BindError& error) {
    throw Fault{at_, error.what()};
  }
}

Value Walker::evaluate(const ast::Call& call) {
  if (auto path = path_of(*call.function); !path.empty()) {
    if (!find_function(path)) throw Fault{call.function->at, fmt::format("'{}' is not a function", path)};
    return call_function(path, arguments(call));
  }
  if (const auto* method = call.function->get<ast::Attribute>()) {
    auto object = evaluate(*method->value);
    return call_method(object, method->name, arguments(call));
  }
  auto callee = evaluate(*call.function);
  return call_value(callee, arguments(call));
}

Value Walker::call_function(const std::string& path, const Given& given) {
  return dispatch(bound(*find_function(path), given));
}

Value Walker::call_method(const Value& object, const std::string& name, Given given) {
  const auto* callee = find_method(type_name(object), name);
  if (!callee) return call_value(get_attribute(object, name), given);
  given.receiver = object;
  return dispatch(bound(*callee, given));
}

Value Walker::call_value(const Value& callee, const Given& given) {
  if (const auto* function = callee.get<std::shared_ptr<Callable>>(); function && given.keywords.empty())
    return (**function)(given.positional);
  if (find_method(type_name(callee), "call")) return call_method(callee, "call", given);
  throw Raised("argument",
               callee.is<std::shared_ptr<Callable>>() ? "this function takes no keyword arguments"
                                                      : fmt::format("'{}' object is not callable", type_name(callee)),
               "TypeError");
}

Value Walker::call_operation(const char* function, std::vector<Value> operands) {
  return call_function(function, {{}, std::move(operands), {}});
}

Value Walker::dispatch(const Bound& bound) {
  if (auto value = without_machine(bound)) return *value;
  auto result = machine_.call(bound.op, bound.arguments);
  return bound.op == "size" ? as_size(result) : result;
}

// What Python knows by itself, and calls that change or only name a mode; nothing for a machine's operation.
std::optional<Value> Walker::without_machine(const Bound& bound) {
  static constexpr std::array<std::string_view, 6> only_for_with = {
      "no_grad", "enable_grad", "inference_mode", "saved_tensors_hooks", "save_on_cpu", "cuda.stream"};
  std::string_view op = bound.op;
  if (op.starts_with("builtins.")) return builtin(after(op, "builtins."), bound.arguments);
  if (op.starts_with("math.")) return math(after(op, "math."), bound.arguments);
  if (op.starts_with("list.") || op.starts_with("tuple."))
    return list_method(op.substr(op.find('.') + 1), bound.arguments);
  if (op == "device") return device(bound.arguments);
  if (op == "Size") return {{std::make_shared<Sequence>(Sequence{true, iterate(bound.arguments["sizes"]), true})}};
  if (op == "is_tensor") return {{is_tensor(bound.arguments["obj"])}};
  if (op == "set_grad_enabled" || op == "set_detect_anomaly") {
    enter(bound, true);
    return Value{};
  }
  for (auto context : only_for_with)
    if (op == context) return Value{};  // made but not entered: as in Python, nothing happens
  return std::nullopt;
}

Value Walker::get_attribute(const Value& object, const std::string& name) {
  if (object.is<std::shared_ptr<Object>>()) {
    if (!is_attribute(name) && find_method(type_name(object), name))
      return {std::make_shared<Callable>([this, object, name](std::span<const Value> values) {
        return call_method(object, name, {{}, {values.begin(), values.end()}, {}});
      })};
    auto result = machine_.get_attribute(object, name);
    return name == "shape" && is_tensor(object) ? as_size(result) : result;
  }
  const auto* tuple = object.get<std::shared_ptr<Sequence>>();
  bool pair = tuple && (*tuple)->is_tuple && (*tuple)->items.size() == 2;
  if (pair && (name == "values" || name == "min")) return (*tuple)->items[0];
  if (pair && (name == "indices" || name == "max")) return (*tuple)->items[1];
  if (const auto* symbol = object.get<Symbol>(); symbol && symbol->name.starts_with("torch.device:")) {
    auto device = std::string(after(symbol->name, "torch.device:"));
    auto colon = device.find(':');
    if (name == "type") return {device.substr(0, colon)};
    if (name == "index" && colon == std::string::npos) return {};
    if (name == "index") return {std::int64_t{std::stoll(device.substr(colon + 1))}};
  }
  throw Raised("argument", fmt::format("'{}' object has no attribute '{}'", type_name(object), name), "AttributeError");
}

void Walker::set_attribute(const Value& object, const std::string& name, const Value& value) {
  if (!object.is<std::shared_ptr<Object>>())
    throw Raised("argument", fmt::format("'{}' object has no attribute '{}'", type_name(object), name),
                 "AttributeError");
  machine_.set_attribute(object, name, value);
}

}  // namespace gradproof::checks
