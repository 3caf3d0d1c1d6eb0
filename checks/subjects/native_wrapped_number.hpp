#pragma once
// Arithmetic with a number as PyTorch's Python layer does it: the number becomes a tensor of no dimensions (a "wrapped
// number"), so that the node is named after the form of two tensors, AddBackward0, where C++ has AddBackward1.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof::checks::native {

Tensor add_wrapped(const Tensor& a, const Scalar& b);
Tensor sub_wrapped(const Tensor& a, const Scalar& b);
Tensor mul_wrapped(const Tensor& a, const Scalar& b);
Tensor div_wrapped(const Tensor& a, const Scalar& b);
const Tensor& add_wrapped_(const Tensor& a, const Scalar& b);
const Tensor& sub_wrapped_(const Tensor& a, const Scalar& b);
const Tensor& mul_wrapped_(const Tensor& a, const Scalar& b);
const Tensor& div_wrapped_(const Tensor& a, const Scalar& b);

}  // namespace gradproof::checks::native
