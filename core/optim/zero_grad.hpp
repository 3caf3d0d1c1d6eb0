#pragma once
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof::optim {

/// Drops the parameters' gradients, or writes zeros over them, in place and outside any graph.
void zero_grad(const TensorList& parameters, bool set_to_none);

}  // namespace gradproof::optim
