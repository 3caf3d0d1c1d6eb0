#pragma once
#include <gradproof/core/graph/node.hpp>

namespace gradproof {

/// Hooks on the tensors that are `n`'s outputs, then what they retain. Runs even where the pass ends at `n`.
/// Throws `gradient_shape` when a hook returns another size or type.
void run_tensor_hooks(Node& n, Tensor* incoming);
/// Hooks on the node itself, before and after its derivative.
void run_pre_hooks(Node& n, Tensor* incoming);
void run_post_hooks(Node& n, const Tensor* incoming, Tensor* outgoing);

/// Throws `value` naming the node when a gradient that it returned holds a NaN: anomaly mode's question.
void expect_no_nan(Node& n, const Tensor* outgoing);

}  // namespace gradproof
