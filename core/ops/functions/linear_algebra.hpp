#pragma once
// Free functions of linear algebra; each is the method of the same name.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

inline Tensor matmul(const Tensor& a, const Tensor& b) { return a.matmul(b); }
inline Tensor mm(const Tensor& a, const Tensor& b) { return a.mm(b); }

}  // namespace gradproof
