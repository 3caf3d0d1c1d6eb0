#pragma once
// What a Node of a user's own keeps of the forward pass, by libtorch's names: SavedTensor and the hooks around one.
#include <gradproof/core/graph/node.hpp>
#include <memory>

namespace gradproof {

/// What one saved tensor goes through: packed when the hooks are registered, unpacked whenever it is asked for.
struct SavedVariableHooks {
  virtual ~SavedVariableHooks() = default;
  virtual void call_pack_hook(const Tensor& value) = 0;
  virtual Tensor call_unpack_hook() = 0;
};

class SavedVariable {
 public:
  SavedVariable() = default;
  /// Keeps `variable`. `is_output`: of the node that keeps it, so that the two are no cycle.
  SavedVariable(const Tensor& variable, bool is_output, bool is_inplace_on_view = false);
  SavedVariable(const std::optional<Tensor>& variable, bool is_output, bool is_inplace_on_view = false)
      : SavedVariable(variable.value_or(Tensor()), is_output, is_inplace_on_view) {}

  /// The tensor, undefined when none was given. `saved_for` is the node of which a saved output is the output. Throws
  /// `modified_after_save`, `freed_graph` after reset_data(), `argument` for an output without its node.
  Tensor unpack(const std::shared_ptr<Node>& saved_for = nullptr) const;
  void reset_data();
  /// Throws `saved_hook` where there is no value, where there are hooks already, and when the pack hook writes.
  void register_hooks(std::unique_ptr<SavedVariableHooks> hooks);

 private:
  SavedTensor saved_;
  std::unique_ptr<SavedVariableHooks> hooks_;
  Edge history_;  ///< of what the hooks hold; a saved output's function is empty
  std::uint32_t output_nr_ = 0;
  bool given_ = false, is_output_ = false;
};

}  // namespace gradproof
