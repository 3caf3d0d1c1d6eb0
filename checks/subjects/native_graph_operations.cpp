// What a program says about the graph beside backward: modes, hooks on nodes, hooks around saved tensors, anomaly mode.
#include <gradproof/checks/subjects/native_foreach.hpp>
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_prelude.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/graph/anomaly.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/hooks.hpp>
#include <gradproof/core/graph/inference_mode.hpp>
#include <gradproof/core/graph/saved_hooks.hpp>

namespace gradproof::checks::native {
namespace {

Value is_inference(const Arguments& a) { return {as_tensor(a["input"]).is_inference()}; }
Value is_inference_mode_enabled(const Arguments&) { return {InferenceMode::is_enabled()}; }
Value is_anomaly_enabled(const Arguments&) { return {AnomalyMode::is_enabled()}; }

/// What a node hook returned, or the gradients it was called with where it returned None.
TensorList replaced(const Value& result, const TensorList& given) {
  return result.is_none() ? given : as_tensors(result);
}
Value as_tuple(const TensorList& tensors) {
  std::vector<Value> items;
  for (const Tensor& t : tensors) items.push_back(wrap(t));
  return make_sequence(true, std::move(items));
}

struct ProgramPreHook final : FunctionPreHook {
  explicit ProgramPreHook(Callable c) : call(std::move(c)) {}
  TensorList operator()(const TensorList& grads) override {
    const Value given = as_tuple(grads);
    return replaced(call({&given, 1}), grads);
  }
  Callable call;
};
struct ProgramPostHook final : FunctionPostHook {
  explicit ProgramPostHook(Callable c) : call(std::move(c)) {}
  TensorList operator()(const TensorList& outputs, const TensorList& inputs) override {
    const Value given[] = {as_tuple(outputs), as_tuple(inputs)};
    return replaced(call(given), outputs);
  }
  Callable call;
};

Node& node_of(const Arguments& a) { return *a["self"].object<NodeObject>()->node; }
Value handle(const Arguments& a, std::uint32_t id) {
  return {std::shared_ptr<Object>(std::make_shared<HookObject>(Ref<Node>::share(&node_of(a)), id))};
}
Value node_hook(const Arguments& a) {
  return handle(a, node_of(a).add_post_hook(std::make_unique<ProgramPostHook>(as_function(a["fn"]))));
}
Value node_prehook(const Arguments& a) {
  return handle(a, node_of(a).add_pre_hook(std::make_unique<ProgramPreHook>(as_function(a["fn"]))));
}

std::shared_ptr<void> saved_hooks(const Callable& pack, const Callable& unpack) {
  return std::make_shared<SavedTensorHooksGuard>(
      [pack](const Tensor& t) {
        const Value given = wrap(t);
        return std::any(pack({&given, 1}));
      },
      [unpack](const std::any& packed) {
        const Value result = unpack({&std::any_cast<const Value&>(packed), 1});
        if (!get_tensor(result))
          throw Raised("saved_hook",
                       "Output of saved tensor unpack_hook expected to be a Tensor but got result of another type",
                       "TypeError");
        return as_tensor(result);
      });
}
/// torch.autograd.graph.save_on_cpu: what is saved goes to the host until it is needed.
std::shared_ptr<void> hooks_that_offload(bool pin) {
  using Parked = std::pair<Device, Tensor>;
  return std::make_shared<SavedTensorHooksGuard>(
      [pin](const Tensor& t) {
        if (!pin || t.is_cpu()) return std::any(Parked(t.device(), t.cpu()));
        const Tensor parked = pinned(empty(t.sizes(), t.options().device(kCPU)));
        return std::any(Parked(t.device(), parked.copy_(t)));
      },
      [pin](const std::any& parked) {
        const auto& [device, t] = std::any_cast<const Parked&>(parked);
        return t.to(device, pin);
      });
}

struct AnomalyScope {
  AnomalyScope(bool on, bool check_nan)
      : before(AnomalyMode::is_enabled()), nan_before(AnomalyMode::should_check_nan()) {
    AnomalyMode::set_enabled(on, check_nan);
  }
  ~AnomalyScope() { AnomalyMode::set_enabled(before, nan_before); }
  bool before, nan_before;
};

const Operations kOperations = {
    {"is_inference", is_inference},
    {"is_inference_mode_enabled", is_inference_mode_enabled},
    {"is_anomaly_enabled", is_anomaly_enabled},
    {"Node.register_hook", node_hook},
    {"Node.register_prehook", node_prehook},
    {"prelude.function", custom_function},
    {"prelude.checkpoint", checkpoint},
    {"_foreach_add", foreach_add},
    {"_foreach_mul", foreach_mul},
    {"_foreach_add_", foreach_add_},
    {"_foreach_sub_", foreach_sub_},
    {"_foreach_mul_", foreach_mul_},
    {"_foreach_div_", foreach_div_},
    {"_foreach_zero_", foreach_zero_},
};

}  // namespace

const Operations& graph_operations() { return kOperations; }

const Callable& as_function(const Value& v) {
  const auto* f = v.get<std::shared_ptr<Callable>>();
  if (!f) throw Raised("argument", "expected a function", "TypeError");
  return **f;
}

std::shared_ptr<void> enter_context(std::string_view context, const Arguments& a) {
  const bool asked = as_flag(a["mode"], true);
  if (context == "no_grad") return std::make_shared<AutoGradMode>(false);
  if (context == "enable_grad") return std::make_shared<AutoGradMode>(true);
  if (context == "set_grad_enabled") return std::make_shared<AutoGradMode>(asked);
  if (context == "inference_mode") return std::make_shared<InferenceMode>(asked);
  if (context == "set_detect_anomaly") return std::make_shared<AnomalyScope>(asked, as_flag(a["check_nan"], true));
  if (context == "saved_tensors_hooks") return saved_hooks(as_function(a["pack_hook"]), as_function(a["unpack_hook"]));
  if (context == "save_on_cpu") return hooks_that_offload(as_flag(a["pin_memory"], false));
  if (context == "cuda.stream") return enter_stream(a["stream"]);
  throw Unsupported("the native runtime has no " + std::string(context) + " yet");
}

}  // namespace gradproof::checks::native
