#pragma once
#include <gradproof/core/tensor/tensor.hpp>
#include <iosfwd>

namespace gradproof {

/// The tensor as PyTorch's Python prints it: `tensor([1., 2.], grad_fn=<MulBackward0>)`.
std::string to_string(const Tensor& t);
std::ostream& operator<<(std::ostream& out, const Tensor& t);

}  // namespace gradproof
