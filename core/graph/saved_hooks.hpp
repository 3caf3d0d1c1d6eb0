#pragma once
// Hooks around what nodes save: `pack` turns a saved tensor into anything (a file name, half precision, an index),
// `unpack` gives a tensor back when a derivative asks. What came through hooks is not checked for writes.
#include <any>
#include <functional>
#include <gradproof/core/graph/saved_tensor.hpp>

namespace gradproof {

struct SavedTensorHooks {
  std::function<std::any(const Tensor&)> pack;  ///< must not write to its argument: throws `saved_hook`
  std::function<Tensor(const std::any&)> unpack;
};

/// Every tensor that this thread saves in the scope goes through the hooks; the innermost pair counts.
class SavedTensorHooksGuard {
 public:
  SavedTensorHooksGuard(std::function<std::any(const Tensor&)> pack, std::function<Tensor(const std::any&)> unpack);
  ~SavedTensorHooksGuard();
  SavedTensorHooksGuard(const SavedTensorHooksGuard&) = delete;
  SavedTensorHooksGuard& operator=(const SavedTensorHooksGuard&) = delete;

 private:
  friend Ref<TensorImpl> pack_saved(const Tensor& value, bool is_output);
  std::shared_ptr<SavedTensorHooks> hooks_;
  SavedTensorHooksGuard* outer_;
};

/// The tensor's values and nothing else go through the active hooks; the result stands in for them in a SavedTensor.
Ref<TensorImpl> pack_saved(const Tensor& value, bool is_output);
/// The value that `unpack` gives for a stand-in, with the history that it had: `node`'s own output where `is_output`.
Tensor unpack_saved(TensorImpl& packed, Node& node, bool is_output);

namespace autograd::graph {
using saved_tensors_hooks = SavedTensorHooksGuard;
}

}  // namespace gradproof
