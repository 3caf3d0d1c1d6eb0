#pragma once
// One body for an operation and its in-place form: the same checks, the same kernel, the same node.
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/raw.hpp>

namespace gradproof {

/// Whether a result is a new tensor, in self's order of strides or row-major, or the operand itself.
enum class Where { new_tensor, new_dense, in_place };

/// Whether an in-place write may meet an element twice.
enum class SelfOverlap { refused, allowed };

/// What an in-place write reads in another order than it writes must not be what it writes.
inline void expect_apart(const Tensor& self, Where where, Inputs read) {
  if (where != Where::in_place) return;
  for (const Tensor* t : read) expect_apart(self, *t);
}

/// Runs `kernel(result)` on a copy of `self` or on self, as `where` says. When the operation is recorded (self or one
/// of `sources` requires grad), `make(result)` gives its node; edge 0 is self's. `name` is the in-place form's.
template <class MakeNode, class Kernel>
Tensor modify(const Tensor& self, Where where, const char* name, Inputs sources, MakeNode make, Kernel kernel,
              SelfOverlap self_overlap = SelfOverlap::refused) {
  const bool recorded = (is_recorded({&self}) || is_recorded(sources)) && is_floating(self.dtype());
  if (where != Where::in_place) {
    const Tensor out = raw_clone(self, where == Where::new_tensor);
    kernel(out);
    if (recorded) set_gradient_edge(out, make(out), 0);
    return out;
  }
  (self_overlap == SelfOverlap::refused ? expect_writable : expect_fillable)(self, recorded, name);
  Ref<Node> node = recorded ? make(self) : Ref<Node>();
  kernel(self);
  wrote(self);
  if (node) rewrite_history(self, std::move(node));
  return self;
}

/// Frees attributes that are not plain numbers: a GradientRule's destroy_attributes.
template <class A>
void destroy_attributes(void* attributes) {
  static_cast<A*>(attributes)->~A();
}

/// A node over a list of inputs whose attributes own memory; `saved` places are left empty.
template <class A>
Ref<Node> make_list_node(const GradientRule& rule, std::span<const Tensor* const> results,
                         std::span<const Tensor> inputs, int saved, A attributes) {
  Ref<Node> node = Node::create(rule, int(inputs.size()), saved, results, sizeof(A));
  new (node->attribute_block()) A(std::move(attributes));
  for (std::size_t i = 0; i < inputs.size(); ++i) node->edges()[i] = input_edge(inputs[i]);
  return node;
}

}  // namespace gradproof
