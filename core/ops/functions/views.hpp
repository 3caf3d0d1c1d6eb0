#pragma once
// Free functions of the views; each is the method of the same name.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

inline Tensor reshape(const Tensor& a, IntArrayRef sizes) { return a.reshape(sizes); }
inline Tensor transpose(const Tensor& a, std::int64_t dim0, std::int64_t dim1) { return a.transpose(dim0, dim1); }

}  // namespace gradproof
