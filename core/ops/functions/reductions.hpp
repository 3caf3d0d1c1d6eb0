#pragma once
// Free functions of the reductions; each is the method of the same name.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

inline Tensor sum(const Tensor& a) { return a.sum(); }
inline Tensor sum(const Tensor& a, IntArrayRef dims, bool keepdim = false) { return a.sum(dims, keepdim); }
inline Tensor mean(const Tensor& a) { return a.mean(); }
inline Tensor mean(const Tensor& a, IntArrayRef dims, bool keepdim = false) { return a.mean(dims, keepdim); }

}  // namespace gradproof
