#pragma once
#include <atomic>
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/graph/view_info.hpp>
#include <vector>

namespace gradproof {

/// What autograd keeps with a tensor beside its producer: made on first need.
struct AutogradMeta final : MetaBase {
  Tensor grad;
  std::atomic<Node*> accumulator = nullptr;  ///< the leaf's own; holds the leaf while a graph refers to it
  std::vector<Node*> retired;                ///< accumulators that no new graph gets, to end with the leaf
  std::shared_ptr<NodeHooks> leaf_hooks;     ///< a leaf's: its accumulators come and go, hooks stay
  bool wanted = false;  ///< requires_grad of an inference leaf, which operations record only beside ordinary tensors
  bool retains_grad = false;
  Node* retained_on = nullptr;  ///< whose hooks fill `grad` of a non-leaf: always the tensor's producer
  std::unique_ptr<ViewInfo> view;

  AutogradMeta() = default;
  ~AutogradMeta() override;
};

AutogradMeta& meta_of(const Tensor& t);  ///< created when there is none
inline AutogradMeta* find_meta(const Tensor& t) { return static_cast<AutogradMeta*>(t->meta.get()); }
inline ViewInfo* find_view(const Tensor& t) {
  AutogradMeta* m = find_meta(t);
  return m ? m->view.get() : nullptr;
}

/// Whether the leaf's gradient is accumulated.
inline bool is_wanted(const Tensor& leaf) { return leaf->requires_grad || (leaf->meta && find_meta(leaf)->wanted); }
/// Says so.
void set_wanted(const Tensor& leaf, bool on);

/// Whether both are views of one base, or one is the other's base: a node that wrote one must not own the other.
inline bool is_of_family(const Tensor& t, const Tensor& o) {
  const ViewInfo *a = find_view(t), *b = find_view(o);
  return (a ? a->base : t).is_same(b ? b->base : o);
}

/// Where a gradient with respect to `t` is to be delivered: its producer, or its accumulator when it is a leaf that
/// requires grad; invalid when it requires none.
inline Edge gradient_edge(const Tensor& t);
Edge gradient_edge_by_meta(const Tensor& t);  ///< of a leaf, or of a view
inline Edge gradient_edge(const Tensor& t) {
  if (t->meta || !t->producer) return gradient_edge_by_meta(t);
  return {Ref<Node>::share(static_cast<Node*>(t->producer.get())), t->output_nr};
}
/// Where the gradient of an operation's input goes: as gradient_edge(), but also of a view that has no place in the
/// graph while its base has one (made in no_grad mode). That edge leads nowhere, and knows the sizes that a derivative
/// asks for.
inline Edge input_edge(const Tensor& t);
Edge input_edge_by_meta(const Tensor& t);
inline Edge input_edge(const Tensor& t) {
  if (t->meta || !t->producer) return input_edge_by_meta(t);
  return {Ref<Node>::share(static_cast<Node*>(t->producer.get())), t->output_nr};
}
/// Whether some graph leads to the leaf.
bool has_living_accumulator(const AutogradMeta& m);
/// The next graph gets a new accumulator; one that a graph still refers to keeps the form that it promised.
void forget_accumulator(AutogradMeta& m);
/// The leaf is none any more. Graphs over it keep the hooks.
void forget_leaf_hooks(AutogradMeta& m);
/// The accumulator of a leaf that requires grad, made on first need.
Ref<Node> gradient_accumulator(const Tensor& leaf);
/// Retaining follows the tensor to its newest producer.
void move_retained(const Tensor& t);
/// `t` is from now on output `output_nr` of `producer`.
void set_gradient_edge(const Tensor& t, Ref<Node> producer, std::uint32_t output_nr);

}  // namespace gradproof
