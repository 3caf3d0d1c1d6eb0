#pragma once
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

using Variable = Tensor;
using variable_list = TensorList;
using tensor_list = TensorList;

namespace autograd {

using gradproof::tensor_list;
using gradproof::Variable;
using gradproof::variable_list;

/// Gradients of sum(outputs * grad_outputs) accumulated into the leaves (or into `inputs` alone).
/// Throws `no_graph`, `non_scalar_seed`, `gradient_shape` before anything runs, else what derivatives throw.
void backward(const TensorList& outputs, const TensorList& grad_outputs = {}, std::optional<bool> retain_graph = {},
              bool create_graph = false, const TensorList& inputs = {});

/// Gradients with respect to `inputs`, returned and not accumulated; undefined for an unused input where
/// `allow_unused`. Throws `unused_input` otherwise, `requires_grad` for an input without.
TensorList grad(const TensorList& outputs, const TensorList& inputs, const TensorList& grad_outputs = {},
                std::optional<bool> retain_graph = {}, bool create_graph = false, bool allow_unused = false);

}  // namespace autograd
}  // namespace gradproof
