// Backward, gradients, hooks, and questions about modes.
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/autograd/autograd.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/hooks.hpp>
#include <gradproof/core/graph/write_guard.hpp>

namespace gradproof::checks::native {
namespace {

const Tensor& input(const Arguments& a) { return as_tensor(a["input"]); }

std::optional<bool> optional_flag(const Value& v) {
  const auto* b = v.get<bool>();
  return b ? std::optional(*b) : std::nullopt;
}

Value run_backward(const Arguments& a, std::string_view roots, std::string_view seeds) {
  translated(
      [&] {
        autograd::backward(as_tensors(a[roots]), as_tensors(a[seeds]), optional_flag(a["retain_graph"]),
                           as_flag(a["create_graph"], false), as_tensors(a["inputs"]));
      },
      true);
  return {};
}
Value backward(const Arguments& a) { return run_backward(a, "input", "gradient"); }
Value autograd_backward(const Arguments& a) { return run_backward(a, "tensors", "grad_tensors"); }
Value autograd_grad(const Arguments& a) {
  if (as_flag(a["is_grads_batched"], false) || as_flag(a["materialize_grads"], false))
    throw Unsupported("the native runtime has no batched and no materialized gradients");
  return translated(
      [&] {
        return wrap_all(autograd::grad(as_tensors(a["outputs"]), as_tensors(a["inputs"]), as_tensors(a["grad_outputs"]),
                                       optional_flag(a["retain_graph"]), as_flag(a["create_graph"], false),
                                       as_flag(a["allow_unused"], false)));
      },
      true);
}

Value hook(const Arguments& a) {
  const auto id = register_hook(input(a), [call = as_function(a["hook"])](const Tensor& gradient) {
    const Value value = wrap(gradient);
    const Value result = call({&value, 1});
    return result.is_none() ? Tensor() : as_tensor(result);
  });
  return {std::shared_ptr<Object>(std::make_shared<HookObject>(input(a), id))};
}
Value post_accumulate_hook(const Arguments& a) {
  const auto id = register_post_accumulate_grad_hook(input(a), [call = as_function(a["hook"])](const Tensor& leaf) {
    const Value value = wrap(leaf);
    call({&value, 1});
  });
  return {std::shared_ptr<Object>(std::make_shared<HookObject>(input(a), id))};
}
Value remove_hook(const Arguments& a) {
  const auto* handle = a["self"].object<HookObject>();
  if (handle->node)
    remove_node_hook(*handle->node, handle->id);
  else
    gradproof::remove_hook(handle->tensor, handle->id);
  return {};
}

Value requires_grad(const Arguments& a) {
  input(a).requires_grad_(as_flag(a["requires_grad"], true));
  return a["input"];
}
Value retain_grad(const Arguments& a) {
  input(a).retain_grad();
  return {};
}
Value is_view(const Arguments& a) { return {input(a).is_view()}; }
Value is_grad_enabled(const Arguments&) { return {GradMode::is_enabled()}; }
Value nothing(const Arguments&) { return {}; }
Value node_name(const Arguments& a) { return {a["self"].object<NodeObject>()->node->name()}; }
Value bump(const Arguments& a) {
  wrote(as_tensor(a.at(0)));
  return {};
}
Value version(const Arguments& a) { return {std::int64_t(as_tensor(a["t"])._version())}; }

const Operations kOperations = {
    {"backward", backward},
    {"autograd.backward", autograd_backward},
    {"autograd.grad", autograd_grad},
    {"register_hook", hook},
    {"register_post_accumulate_grad_hook", post_accumulate_hook},
    {"RemovableHandle.remove", remove_hook},
    {"requires_grad_", requires_grad},
    {"retain_grad", retain_grad},
    {"_is_view", is_view},
    {"is_grad_enabled", is_grad_enabled},
    {"manual_seed", nothing},
    {"Node.name", node_name},
    {"autograd.graph.increment_version", bump},
    {"prelude.increment_version", bump},
    {"prelude.version", version},
};

}  // namespace

const Operations& autograd_operations() { return kOperations; }

}  // namespace gradproof::checks::native
