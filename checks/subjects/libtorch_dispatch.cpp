// Calls by name. PyTorch generates its Python functions from the schemas of its operators, so Python's argument names
// are the schemas' names: one loop over a schema's parameters binds nearly every operation of the language.
#include <ATen/ScalarOps.h>
#include <ATen/core/Reduction.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/subjects/libtorch_dispatch.hpp>
#include <gradproof/checks/subjects/libtorch_values.hpp>
#include <map>
#include <optional>

namespace gradproof::checks::libtorch {
namespace {

using c10::IValue;
using c10::TypeKind;

struct Rename {
  std::string_view ours, theirs;
};
/// Operations whose operator has another name.
constexpr Rename operators[] = {
    {"cross_entropy", "cross_entropy_loss"},
    {"nll_loss", "nll_loss_nd"},
    {"logsigmoid", "log_sigmoid"},
    {"linalg.norm", "linalg_norm"},
    {"linalg.inv", "linalg_inv"},
    {"linalg.det", "linalg_det"},
    {"linalg.vector_norm", "linalg_vector_norm"},
    {"linalg.solve", "linalg_solve"},
};
/// Parameters that Python's own wrappers name otherwise; tried where the schema's name is not among the arguments.
constexpr Rename parameters[] = {
    {"input", "self"},
    {"split_size_or_sections", "split_size"},
    {"split_size_or_sections", "split_sizes"},
    {"indices_or_sections", "sections"},
    {"indices_or_sections", "indices"},
    {"training", "train"},
    {"operands", "tensors"},
    {"input", "indices"},
    {"tensor", "self"},
    {"other", "scalar"},
};
/// Where Python takes a number for a tensor, as an operand that saves like one.
constexpr std::string_view numbers_are_tensors[] = {"add",  "add_", "sub",  "sub_",         "mul",
                                                    "mul_", "div",  "div_", "floor_divide", "floor_divide_"};
/// What backends are told and Python's functions decide by themselves.
constexpr std::string_view switches[] = {"cudnn_enabled", "cudnn_enable"};

template <class List, class T>
bool contains(const List& list, const T& item) {
  return std::find(std::begin(list), std::end(list), item) != std::end(list);
}

/// All overloads by the operator's name without "aten::".
const std::map<std::string, std::vector<c10::OperatorHandle>, std::less<>>& operators_by_name() {
  static const auto table = [] {
    std::map<std::string, std::vector<c10::OperatorHandle>, std::less<>> found;
    for (const c10::OperatorName& name : c10::Dispatcher::singleton().getAllOpNames()) {
      if (name.name.rfind("aten::", 0) != 0) continue;
      if (const auto handle = c10::Dispatcher::singleton().findSchema(name))
        found[name.name.substr(6)].push_back(*handle);
    }
    return found;
  }();
  return table;
}

std::string_view operator_name(std::string_view op) {
  const auto* renamed =
      std::find_if(std::begin(operators), std::end(operators), [&](const Rename& r) { return r.ours == op; });
  return renamed == std::end(operators) ? op : renamed->theirs;
}

std::optional<IValue> from_symbol(const std::string& name) {
  if (name == "torch.strided") return IValue(static_cast<int64_t>(at::kStrided));
  if (name == "torch.contiguous_format") return IValue(static_cast<int64_t>(at::MemoryFormat::Contiguous));
  if (name == "torch.preserve_format") return IValue(static_cast<int64_t>(at::MemoryFormat::Preserve));
  if (name == "torch.channels_last") return IValue(static_cast<int64_t>(at::MemoryFormat::ChannelsLast));
  return IValue(static_cast<int64_t>(as_dtype(Value{Symbol{name}})));
}

std::optional<IValue> as_integer(const Value& value, const std::string& parameter) {
  if (const auto* integer = value.get<std::int64_t>()) return IValue(static_cast<int64_t>(*integer));
  if (const auto* symbol = value.get<Symbol>()) return from_symbol(symbol->name);
  const auto* text = value.get<std::string>();
  if (!text || parameter != "reduction") return std::nullopt;
  if (*text == "none") return IValue(static_cast<int64_t>(at::Reduction::None));
  if (*text == "mean") return IValue(static_cast<int64_t>(at::Reduction::Mean));
  if (*text == "sum") return IValue(static_cast<int64_t>(at::Reduction::Sum));
  return std::nullopt;
}

std::optional<IValue> as_device(const Value& value) {
  if (const auto* text = value.get<std::string>()) return IValue(c10::Device(*text));
  const auto* symbol = value.get<Symbol>();
  constexpr std::string_view prefix = "torch.device:";
  if (!symbol || symbol->name.rfind(prefix, 0) != 0) return std::nullopt;
  return IValue(c10::Device(symbol->name.substr(prefix.size())));
}

/// One call: its arguments, and how freely numbers turn into tensors.
class Binding {
 public:
  Binding(const Arguments& arguments, bool wrap_numbers) : arguments_(arguments), wrap_numbers_(wrap_numbers) {}

  /// The operator's stack, or nothing where its schema does not take the arguments.
  std::optional<torch::jit::Stack> bind(const c10::FunctionSchema& schema) {
    torch::jit::Stack stack;
    std::size_t used = 0;
    for (const c10::Argument& parameter : schema.arguments()) {
      auto value = argument(parameter, used);
      if (!value) return std::nullopt;
      stack.push_back(std::move(*value));
    }
    if (used < given()) return std::nullopt;
    return stack;
  }

 private:
  /// How many of the arguments the program wrote must reach a schema.
  std::size_t given() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < arguments_.size(); ++i) count += must_be_used(arguments_.name(i));
    return count;
  }
  bool must_be_used(std::string_view name) const {
    return arguments_.given(name) && name != "requires_grad" && name != "inplace" && name != "_stacklevel" &&
           !(name == "out" && arguments_[name].is_none());
  }
  bool has(std::string_view name) const {
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      if (arguments_.name(i) == name) return true;
    }
    return false;
  }
  std::string_view our_name(std::string_view theirs) const {
    if (has(theirs)) return theirs;
    for (const Rename& rename : parameters) {
      if (rename.theirs == theirs && has(rename.ours)) return rename.ours;
    }
    return {};
  }

  std::optional<IValue> argument(const c10::Argument& parameter, std::size_t& used) {
    const std::string_view name = our_name(parameter.name());
    const Value& value = arguments_[name];
    used += !name.empty() && must_be_used(name);
    if (!name.empty() && (arguments_.given(name) || !value.is_none())) {
      auto converted = convert(value, parameter.type(), parameter);
      if (converted || arguments_.given(name)) return converted;
    }
    if (parameter.default_value()) return *parameter.default_value();
    if (parameter.type()->kind() == TypeKind::OptionalType) return IValue();
    if (contains(switches, parameter.name())) return IValue(true);
    return std::nullopt;
  }

  std::optional<IValue> convert(const Value& value, const c10::TypePtr& type, const c10::Argument& parameter) {
    switch (type->kind()) {
      case TypeKind::OptionalType:
        if (value.is_none()) return IValue();
        return convert(value, type->castRaw<c10::OptionalType>()->getElementType(), parameter);
      case TypeKind::TensorType:
        return as_tensor_operand(value);
      case TypeKind::NumberType:
        return as_scalar(value);
      case TypeKind::IntType:
        return as_integer(value, parameter.name());
      case TypeKind::FloatType:
        if (const Number number = get_number(value); number.present) return IValue(number.scalar.toDouble());
        return std::nullopt;
      case TypeKind::BoolType:
        if (const auto* flag = value.get<bool>()) return IValue(*flag);
        return std::nullopt;
      case TypeKind::StringType:
        if (parameter.name() == "dim" || parameter.name() == "dims") return std::nullopt;  // names of dimensions
        if (const auto* text = value.get<std::string>()) return IValue(*text);
        return std::nullopt;
      case TypeKind::DeviceObjType:
        return as_device(value);
      case TypeKind::ListType:
        return as_list(value, type->castRaw<c10::ListType>()->getElementType(), parameter);
      default:
        return std::nullopt;
    }
  }

  std::optional<IValue> as_tensor_operand(const Value& value) const {
    if (const at::Tensor* tensor = get_tensor(value)) return IValue(*tensor);
    const Number number = get_number(value);
    if (!wrap_numbers_ || !number.present) return std::nullopt;
    return IValue(at::native::wrapped_scalar_tensor(number.scalar));
  }

  static std::optional<IValue> as_scalar(const Value& value) {
    if (const Number number = get_number(value); number.present) return IValue(number.scalar);
    const at::Tensor* tensor = get_tensor(value);
    if (!tensor || tensor->dim() != 0 || tensor->requires_grad()) return std::nullopt;
    return IValue(tensor->item());
  }

  std::optional<IValue> as_list(const Value& value, const c10::TypePtr& element, const c10::Argument& parameter) {
    c10::impl::GenericList list(element);
    if (const auto* sequence = value.get<std::shared_ptr<Sequence>>()) {
      for (const Value& item : (*sequence)->items) {
        const auto converted = convert(item, element, parameter);
        if (!converted) return std::nullopt;
        list.push_back(*converted);
      }
      return IValue(list);
    }
    // A single number stands for a list of fixed length.
    const auto converted = parameter.N() ? convert(value, element, parameter) : std::nullopt;
    if (!converted) return std::nullopt;
    for (int i = 0; i < *parameter.N(); ++i) list.push_back(*converted);
    return IValue(list);
  }

  const Arguments& arguments_;
  bool wrap_numbers_;
};

/// An overload that takes the arguments. The one with the fewest parameters is the one that Python calls.
struct Choice {
  const c10::OperatorHandle* handle = nullptr;
  torch::jit::Stack stack;
};

Choice choose(const std::vector<c10::OperatorHandle>& overloads, const Arguments& arguments, bool wrap_numbers) {
  Choice best;
  for (const c10::OperatorHandle& handle : overloads) {
    if (wrap_numbers && handle.schema().overload_name().rfind("Scalar", 0) == 0) continue;
    const bool fewer = !best.handle || handle.schema().arguments().size() < best.stack.size();
    if (!fewer) continue;
    if (auto stack = Binding(arguments, wrap_numbers).bind(handle.schema())) best = {&handle, std::move(*stack)};
  }
  return best;
}

[[noreturn]] void refuse(std::string_view op, const Arguments& arguments) {
  for (const std::string_view operand : {"input", "other"}) {
    const Value& value = arguments[operand];
    if (arguments.given(operand) && !get_tensor(value) && !get_number(value).present) {
      throw Raised("argument", fmt::format("{}(): argument '{}' must be Tensor", op, operand), "TypeError");
    }
  }
  throw Unsupported(fmt::format("libtorch's {} does not take these arguments", op));
}

/// Makes a leaf of what a creating operator returned: `requires_grad=True` is Python's own parameter.
void require_grad(const torch::jit::Stack& results, const c10::FunctionSchema& schema, const Arguments& arguments) {
  const auto* wanted = arguments["requires_grad"].get<bool>();
  if (!wanted || !*wanted || schema.argumentIndexWithName("requires_grad")) return;
  for (const IValue& result : results) result.toTensor().set_requires_grad(true);
}

}  // namespace

bool has_operator(std::string_view op) { return operators_by_name().count(operator_name(op)) != 0; }

Value dispatch(std::string_view op, const Arguments& arguments) {
  const auto found = operators_by_name().find(operator_name(op));
  if (found == operators_by_name().end()) throw Unsupported(fmt::format("libtorch has no {}", op));
  Choice choice = choose(found->second, arguments, contains(numbers_are_tensors, op));
  if (!choice.handle && !contains(numbers_are_tensors, op)) choice = choose(found->second, arguments, true);
  if (!choice.handle) refuse(op, arguments);
  choice.handle->callBoxed(choice.stack);
  require_grad(choice.stack, choice.handle->schema(), arguments);
  if (choice.stack.empty()) return {};
  if (choice.stack.size() == 1) return from_ivalue(choice.stack[0]);
  auto tuple = std::make_shared<Sequence>(Sequence{true, {}});
  for (const IValue& result : choice.stack) tuple->items.push_back(from_ivalue(result));
  return {tuple};
}

}  // namespace gradproof::checks::libtorch
