#pragma once
// What users hang on the graph. Hooks stay with the node on which they were registered, even when the tensor is written
// in place and gets a new one; retaining moves along ("the gradient of the newest version").
#include <functional>
#include <gradproof/core/graph/autograd_meta.hpp>
#include <vector>

namespace gradproof {

/// Looks at the gradient of one output of a node before the node runs; an undefined result keeps it as it is.
struct GradientHook {
  std::uint32_t id;
  std::uint32_t output_nr;
  std::function<Tensor(const Tensor&)> call;
};

/// Looks at the gradients that arrive at a node, and may replace them.
struct FunctionPreHook {
  virtual ~FunctionPreHook() = default;
  virtual TensorList operator()(const TensorList& grads) = 0;
};

/// Looks at what a node's derivative returned (`outputs`, one per edge) and was given, and may replace the former.
struct FunctionPostHook {
  virtual ~FunctionPostHook() = default;
  virtual TensorList operator()(const TensorList& outputs, const TensorList& inputs) = 0;
};

struct NodeHooks {
  std::vector<std::uint32_t> given;  ///< how many numbers each output's tensor has given out
  std::vector<GradientHook> gradient;
  std::vector<std::pair<std::uint32_t, AutogradMeta*>> retain;  ///< output number, whose .grad
  std::vector<std::pair<std::uint32_t, std::function<void(const Tensor& leaf)>>> after_accumulate;
  std::vector<std::pair<std::uint32_t, std::shared_ptr<FunctionPreHook>>> before;
  std::vector<std::pair<std::uint32_t, std::shared_ptr<FunctionPostHook>>> after;
};

/// The number of the next hook on the tensor that is output `output_nr`: 0, 1, ..., as in libtorch.
inline std::uint32_t next_number(NodeHooks& hooks, std::uint32_t output_nr) {
  if (hooks.given.size() <= output_nr) hooks.given.resize(output_nr + 1);
  return hooks.given[output_nr]++;
}

inline NodeHooks& hooks_of(Node& n) {
  if (!n.hooks) n.hooks = std::make_shared<NodeHooks>();
  return *n.hooks;
}

/// Calls `hook` with each gradient that arrives at `t`. Returns its number. Throws `requires_grad` for a tensor
/// without.
std::uint32_t register_hook(const Tensor& t, std::function<Tensor(const Tensor&)> hook);
/// Takes a hook off again; false when it was not there.
bool remove_hook(const Tensor& t, std::uint32_t id);
/// Takes a node's own hook off again (Node::add_pre_hook, add_post_hook); false when it is not there.
bool remove_node_hook(Node& n, std::uint32_t id);
/// Calls `hook` with the leaf after its .grad was accumulated. Throws `requires_grad` for anything but a leaf with
/// grad. Returns a number for remove_hook.
std::uint32_t register_post_accumulate_grad_hook(const Tensor& leaf, std::function<void(const Tensor&)> hook);

// Any callable of a gradient, with a gradient, a tensor that converts to one, or nothing as result.
template <class Hook>
std::uint32_t Tensor::register_hook(Hook hook) const {
  return gradproof::register_hook(*this, [call = std::move(hook)](const Tensor& gradient) mutable -> Tensor {
    if constexpr (std::is_void_v<decltype(call(gradient))>) {
      call(gradient);
      return {};
    } else {
      return call(gradient);
    }
  });
}

}  // namespace gradproof
