// What is not one operator: creation from literals, conversions, questions about a tensor, backward and hooks.
#include <ATen/ATen.h>
#include <fmt/format.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>

#include <gradproof/checks/subjects/libtorch_dispatch.hpp>
#include <gradproof/checks/subjects/libtorch_errors.hpp>
#include <gradproof/checks/subjects/libtorch_operations.hpp>
#include <gradproof/checks/subjects/libtorch_values.hpp>
#include <map>

namespace gradproof::checks::libtorch {
namespace {

const at::Tensor& input(const Arguments& arguments) { return as_tensor(arguments["input"]); }

bool flag(const Value& value, bool fallback) {
  const auto* given = value.get<bool>();
  return given ? *given : fallback;
}

// --- creation and conversion ---

Value leaf(at::Tensor tensor, const Arguments& arguments) {
  if (flag(arguments["requires_grad"], false)) tensor.set_requires_grad(true);
  return wrap(std::move(tensor));
}

Value make_tensor(const Arguments& arguments) {
  return leaf(tensor_from(arguments["data"], arguments["dtype"]), arguments);
}

Value new_tensor(const Arguments& arguments) {
  const bool own = arguments["dtype"].is_none();
  return leaf(
      tensor_from(arguments["data"], own ? Value{dtype_symbol(input(arguments).scalar_type())} : arguments["dtype"]),
      arguments);
}

Value as_existing_tensor(const Arguments& arguments) {
  const at::Tensor* tensor = get_tensor(arguments["data"]);
  if (!tensor) return wrap(tensor_from(arguments["data"], arguments["dtype"]));
  return arguments["dtype"].is_none() ? arguments["data"] : wrap(tensor->to(as_dtype(arguments["dtype"])));
}

Value parameter(const Arguments& arguments) {
  at::Tensor alias = as_tensor(arguments["data"]).detach();
  alias.set_requires_grad(flag(arguments["requires_grad"], true));
  return wrap(alias);
}

template <at::ScalarType dtype>
Value to_dtype(const Arguments& arguments) {
  return wrap(input(arguments).to(dtype));
}

Value to_cpu(const Arguments& arguments) { return wrap(input(arguments).cpu()); }
Value to_cuda(const Arguments& arguments) { return wrap(input(arguments).cuda()); }

Value type_of(const Arguments& arguments) {
  if (!arguments["dtype"].is_none()) return wrap(input(arguments).to(as_dtype(arguments["dtype"])));
  return {input(arguments).toString()};
}

Value to_list(const Arguments& arguments) { return nested_values(input(arguments)); }

// --- questions ---

template <class Sizes>
Value one_or_all(Sizes sizes, const Value& dim) {
  const auto* index = dim.get<std::int64_t>();
  return index ? integer(sizes[at::maybe_wrap_dim(*index, static_cast<int64_t>(sizes.size()))]) : integers(sizes);
}
Value size(const Arguments& arguments) { return one_or_all(input(arguments).sizes(), arguments["dim"]); }
Value stride(const Arguments& arguments) { return one_or_all(input(arguments).strides(), arguments["dim"]); }
Value numel(const Arguments& arguments) { return integer(input(arguments).numel()); }
Value dim(const Arguments& arguments) { return integer(input(arguments).dim()); }
Value storage_offset(const Arguments& arguments) { return integer(input(arguments).storage_offset()); }
Value element_size(const Arguments& arguments) { return integer(input(arguments).element_size()); }
Value is_contiguous(const Arguments& arguments) { return {input(arguments).is_contiguous()}; }
Value is_view(const Arguments& arguments) { return {input(arguments).is_view()}; }
Value is_tensor(const Arguments& arguments) { return {get_tensor(arguments["obj"]) != nullptr}; }
Value data_ptr(const Arguments& arguments) {
  return integer(reinterpret_cast<std::intptr_t>(input(arguments).data_ptr()));
}
Value is_grad_enabled(const Arguments&) { return {at::GradMode::is_enabled()}; }
Value is_inference_mode_enabled(const Arguments&) { return {c10::InferenceMode::is_enabled()}; }

Value manual_seed(const Arguments& arguments) {
  at::manual_seed(static_cast<std::uint64_t>(arguments["seed"].as<std::int64_t>()));
  return {};
}

// --- operators with a number first ---

Arguments operands(const Value& input, const Value& other, const Arguments& rest) {
  Arguments swapped;
  swapped.add("input", input, true);
  swapped.add("other", other, true);
  if (rest.given("alpha")) swapped.add("alpha", rest["alpha"], true);
  return swapped;
}

/// 2 - x subtracts from the right, as Python does.
Value sub(const Arguments& arguments) {
  if (get_tensor(arguments["input"])) return dispatch("sub", arguments);
  return dispatch("rsub", operands(arguments["other"], arguments["input"], arguments));
}

/// 2 / x is a product with the reciprocal, as in Python: it saves the reciprocal and not x.
Value div(const Arguments& arguments) {
  if (get_tensor(arguments["input"]) || arguments.given("rounding_mode")) return dispatch("div", arguments);
  return dispatch("mul", operands(wrap(as_tensor(arguments["other"]).reciprocal()), arguments["input"], arguments));
}

/// 2 ** x makes a tensor of 2, as Python does.
Value pow(const Arguments& arguments) {
  const Number base = get_number(arguments["input"]);
  if (!base.present || !get_tensor(arguments["exponent"])) return dispatch("pow", arguments);
  const at::Tensor& exponent = as_tensor(arguments["exponent"]);
  return wrap(at::scalar_tensor(base.scalar, at::result_type(exponent, base.scalar)).pow(exponent));
}

// --- what Python composes ---

Value softsign(const Arguments& arguments) { return wrap(input(arguments) / (input(arguments).abs() + 1)); }

Value tanhshrink(const Arguments& arguments) { return wrap(input(arguments) - input(arguments).tanh()); }

Value normalize(const Arguments& arguments) {
  const at::Tensor& tensor = input(arguments);
  const auto norm =
      tensor.norm(get_number(arguments["p"]).scalar, {arguments["dim"].as<std::int64_t>()}, /*keepdim=*/true);
  return wrap(tensor / norm.clamp_min(get_number(arguments["eps"]).scalar).expand_as(tensor));
}

/// One tensor instead of a tuple, if there is one.
template <std::vector<at::Tensor> (*function)(at::TensorList)>
Value one_or_more(const Arguments& arguments) {
  const auto tensors = function(as_tensors(arguments["tensors"]));
  return tensors.size() == 1 ? wrap(tensors[0]) : wrap(tensors);
}

// --- autograd ---

/// Python's default: the graph stays if and only if a graph of the gradients is made.
bool retain_graph(const Arguments& arguments) {
  return flag(arguments["retain_graph"], flag(arguments["create_graph"], false));
}

// libtorch takes no inputs to mean all leaves; Python tells [] from None.
void refuse_no_inputs(const Value& inputs) {
  const auto* list = inputs.get<std::shared_ptr<Sequence>>();
  if (list && (*list)->items.empty())
    throw Raised("value", "`inputs` argument to `backward()` cannot be empty.", "RuntimeError");
}

Value run_backward(const Arguments& arguments, std::string_view roots, std::string_view seeds) {
  const auto tensors = as_tensors(arguments[roots]);
  const auto gradients = as_tensors(arguments[seeds]);
  const auto inputs = as_tensors(arguments["inputs"]);
  translated(
      [&] {
        refuse_no_inputs(arguments["inputs"]);
        torch::autograd::backward(tensors, gradients, retain_graph(arguments), flag(arguments["create_graph"], false),
                                  inputs);
      },
      true);
  return {};
}
Value backward(const Arguments& arguments) { return run_backward(arguments, "input", "gradient"); }
Value autograd_backward(const Arguments& arguments) { return run_backward(arguments, "tensors", "grad_tensors"); }

Value autograd_grad(const Arguments& arguments) {
  if (flag(arguments["is_grads_batched"], false) || flag(arguments["materialize_grads"], false)) {
    throw Unsupported("libtorch's autograd::grad has no batched and no materialized gradients");
  }
  const auto outputs = as_tensors(arguments["outputs"]);
  const auto inputs = as_tensors(arguments["inputs"]);
  const auto gradients = as_tensors(arguments["grad_outputs"]);
  return translated(
      [&] {
        return wrap(torch::autograd::grad(outputs, inputs, gradients, retain_graph(arguments),
                                          flag(arguments["create_graph"], false),
                                          flag(arguments["allow_unused"], false)));
      },
      true);
}

/// A hook on a tensor, until it is removed.
struct HookHandle : Object {
  HookHandle(at::Tensor owner, unsigned place) : tensor(std::move(owner)), position(place) {}
  std::string_view type() const override { return "RemovableHandle"; }
  at::Tensor tensor;
  unsigned position;
};

Value register_hook(const Arguments& arguments) {
  const auto* hook = arguments["hook"].get<std::shared_ptr<Callable>>();
  if (!hook) throw Raised("argument", "register_hook() takes a function", "TypeError");
  const at::Tensor& tensor = input(arguments);
  const unsigned position = tensor.register_hook([call = *hook](at::Tensor gradient) {
    const Value value = wrap(std::move(gradient));
    const Value result = (*call)({&value, 1});
    if (!result.is_none() && !get_tensor(result)) {
      throw Raised("custom_function", "a hook returns a tensor or nothing", "TypeError");
    }
    return result.is_none() ? at::Tensor() : as_tensor(result);
  });
  return {std::shared_ptr<Object>(std::make_shared<HookHandle>(tensor, position))};
}

Value remove_hook(const Arguments& arguments) {
  const auto* handle = arguments["self"].object<HookHandle>();
  handle->tensor.remove_hook(handle->position);
  return {};
}

Value node_name(const Arguments& arguments) { return {arguments["self"].object<NodeObject>()->node->name()}; }

Value increment_version(const Arguments& arguments) {
  as_tensor(arguments["tensor"]).unsafeGetTensorImpl()->bump_version();
  return {};
}

}  // namespace

Operation find_operation(std::string_view op) {
  static const std::map<std::string_view, Operation> operations{
      {"tensor", make_tensor},
      {"new_tensor", new_tensor},
      {"as_tensor", as_existing_tensor},
      {"nn.Parameter", parameter},
      {"float", to_dtype<at::kFloat>},
      {"double", to_dtype<at::kDouble>},
      {"half", to_dtype<at::kHalf>},
      {"bfloat16", to_dtype<at::kBFloat16>},
      {"byte", to_dtype<at::kByte>},
      {"char", to_dtype<at::kChar>},
      {"short", to_dtype<at::kShort>},
      {"int", to_dtype<at::kInt>},
      {"long", to_dtype<at::kLong>},
      {"bool", to_dtype<at::kBool>},
      {"cpu", to_cpu},
      {"cuda", to_cuda},
      {"type", type_of},
      {"tolist", to_list},
      {"size", size},
      {"stride", stride},
      {"numel", numel},
      {"dim", dim},
      {"storage_offset", storage_offset},
      {"element_size", element_size},
      {"is_contiguous", is_contiguous},
      {"_is_view", is_view},
      {"is_tensor", is_tensor},
      {"data_ptr", data_ptr},
      {"is_grad_enabled", is_grad_enabled},
      {"is_inference_mode_enabled", is_inference_mode_enabled},
      {"manual_seed", manual_seed},
      {"sub", sub},
      {"div", div},
      {"pow", pow},
      {"softsign", softsign},
      {"tanhshrink", tanhshrink},
      {"normalize", normalize},
      {"atleast_1d", one_or_more<at::atleast_1d>},
      {"atleast_2d", one_or_more<at::atleast_2d>},
      {"backward", backward},
      {"autograd.backward", autograd_backward},
      {"autograd.grad", autograd_grad},
      {"autograd.graph.increment_version", increment_version},
      {"register_hook", register_hook},
      {"RemovableHandle.remove", remove_hook},
      {"Node.name", node_name},
  };
  const auto found = operations.find(op);
  return found == operations.end() ? nullptr : found->second;
}

}  // namespace gradproof::checks::libtorch
