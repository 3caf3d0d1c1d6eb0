#pragma once
// The only door into the graph. An operation computes its result, then says in one statement how it is differentiated:
//
//   record(kMul, out, {&a, &b}, {save(a, b.requires_grad()), save(b, a.requires_grad())});
//
// Nothing happens unless grad mode is on and an input requires grad. A saved tensor whose condition is false is not
// kept, which is why `h * c` with a constant c does not mind a later write to h.
#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/node.hpp>
#include <initializer_list>

namespace gradproof {

struct Save {
  const Tensor* value;  ///< null: not kept
  bool is_output;
};
inline Save save(const Tensor& t, bool needed = true) { return {needed ? &t : nullptr, false}; }
inline Save save_output(const Tensor& t, bool needed = true) { return {needed ? &t : nullptr, true}; }

struct NoAttributes {};
using Inputs = std::initializer_list<const Tensor*>;
using Saves = std::initializer_list<Save>;

/// Of a tensor with more than a producer: inference tensors alone have no place in a graph, whatever they require.
bool is_recorded_by_meta(const Tensor& t, Inputs inputs);
/// Whether `t`, one of the inputs, is a reason to record.
inline bool is_reason(const Tensor& t, Inputs inputs) {
  const TensorImpl& body = *t.impl();
  return body.requires_grad || body.producer || (body.meta && is_recorded_by_meta(t, inputs));
}

/// Whether an operation on these inputs is recorded now. An undefined one wants nothing.
inline bool is_recorded(Inputs inputs) {
  if (!GradMode::is_recording()) return false;
  for (const Tensor* t : inputs)
    if (t->defined() && is_reason(*t, inputs)) return true;
  return false;
}
bool is_recorded(const std::vector<Tensor>& inputs);
/// The same where all are known to be defined.
inline bool is_recorded_of_defined(Inputs inputs) {
  if (!GradMode::is_recording()) return false;
  for (const Tensor* t : inputs)
    if (is_reason(*t, inputs)) return true;
  return false;
}

/// An in-place operation saves its result before it is the node's output; there is only one then.
inline std::uint32_t output_number(const Node& node, const Tensor& t) {
  return t->producer.get() == &node ? t->output_nr : 0;
}

/// Whether the edges to `inputs`, which are made, hold what is to be saved: one of the inputs, and a leaf.
inline bool is_leaf_of_edge(const Save& s, Inputs inputs) {
  const TensorImpl& t = *s.value->impl();
  if (!t.requires_grad || t.producer || s.is_output || SavedTensor::innermost_hooks) return false;
  for (const Tensor* input : inputs)
    if (input->is_same(*s.value)) return true;
  return false;
}

/// Whether `t` is what `node` just made, and nothing but its bytes need be kept.
inline bool is_new_result(const Node& node, const Tensor& t) {
  return t->producer.get() == &node && node.num_inputs() == 1 && t->layout.is_row_major() && t->layout.offset() == 0 &&
         !t->counter && !t->inference && !SavedTensor::innermost_hooks;
}

/// Links `node` to its inputs and keeps what it saves.
[[gnu::always_inline]] inline void connect(Node& node, Inputs inputs, Saves saved) {
  // Made in place: what stands there is empty and holds nothing.
  Edge* edge = node.edges().data();
  for (const Tensor* t : inputs) new (edge++) Edge(input_edge(*t));
  SavedTensor* kept = node.saved().data();
  for (const Save& s : saved) {
    if (s.value && is_leaf_of_edge(s, inputs))
      new (kept) SavedTensor(SavedTensor::of_leaf(*s.value));
    else if (s.value && s.is_output && is_new_result(node, *s.value))
      new (kept) SavedTensor(SavedTensor::of_result(*s.value));
    else if (s.value)
      new (kept) SavedTensor(*s.value, s.is_output, s.is_output ? output_number(node, *s.value) : 0);
    ++kept;
  }
}

/// A connected node for an operation whose outputs look like `results`.
template <class A = NoAttributes>
Ref<Node> make_node(const GradientRule& rule, std::span<const Tensor* const> results, Inputs inputs, Saves saved,
                    const A& attributes = {}) {
  Ref<Node> node = Node::create(rule, int(inputs.size()), int(saved.size()), results, attributes);
  connect(*node, inputs, saved);
  return node;
}

/// record() for a caller that has asked is_recorded().
template <class A = NoAttributes>
[[gnu::always_inline]] inline void record_always(const GradientRule& rule, const Tensor& result, Inputs inputs,
                                                 Saves saved, const A& attributes = {}) {
  if (!is_floating(result->dtype)) return;
  const Tensor* out = &result;
  Ref<Node> owned = Node::create(rule, int(inputs.size()), int(saved.size()), {&out, 1}, attributes);
  Node& node = *owned;
  // The producer first: a saved output is told apart by it.
  result->producer = std::move(owned);
  result->output_nr = 0;
  connect(node, inputs, saved);
}

/// Makes `result` the output of a new node. Outputs that cannot carry a gradient (integers, bool) stay out of the
/// graph.
template <class A = NoAttributes>
[[gnu::always_inline]] inline void record(const GradientRule& rule, const Tensor& result, Inputs inputs, Saves saved,
                                          const A& attributes = {}) {
  if (is_recorded_of_defined(inputs)) record_always(rule, result, inputs, saved, attributes);
}

}  // namespace gradproof
