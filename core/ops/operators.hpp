#pragma once
// Operators over Tensor, and the free functions of every family.
#include <gradproof/core/ops/functions/indexing.hpp>
#include <gradproof/core/ops/functions/interface.hpp>
#include <gradproof/core/ops/functions/linear_algebra.hpp>
#include <gradproof/core/ops/functions/losses.hpp>
#include <gradproof/core/ops/functions/normalization.hpp>
#include <gradproof/core/ops/functions/pointwise.hpp>
#include <gradproof/core/ops/functions/pointwise_functions.hpp>
#include <gradproof/core/ops/functions/random.hpp>
#include <gradproof/core/ops/functions/reductions.hpp>
#include <gradproof/core/ops/functions/views.hpp>

namespace gradproof {

inline Tensor operator-(const Tensor& a) { return a.neg(); }
inline Tensor operator+(const Tensor& a, const Tensor& b) { return a.add(b); }
inline Tensor operator+(const Tensor& a, const Scalar& b) { return a.add(b); }
inline Tensor operator+(const Scalar& a, const Tensor& b) { return b.add(a); }
inline Tensor operator-(const Tensor& a, const Tensor& b) { return a.sub(b); }
inline Tensor operator-(const Tensor& a, const Scalar& b) { return a.sub(b); }
// The number becomes a tensor of the other operand's type first, as libtorch has it: 1.5 - t is 1 - t of integers.
inline Tensor operator-(const Scalar& a, const Tensor& b) { return full_like(b, a).sub_(b); }
inline Tensor operator*(const Tensor& a, const Tensor& b) { return a.mul(b); }
inline Tensor operator*(const Tensor& a, const Scalar& b) { return a.mul(b); }
inline Tensor operator*(const Scalar& a, const Tensor& b) { return b.mul(a); }
inline Tensor operator/(const Tensor& a, const Tensor& b) { return a.div(b); }
inline Tensor operator/(const Tensor& a, const Scalar& b) { return a.div(b); }
inline Tensor operator/(const Scalar& a, const Tensor& b) { return full_like(b, a).div_(b); }
inline Tensor operator%(const Scalar& a, const Tensor& b) { return full_like(b, a).remainder_(b); }
inline Tensor operator>(const Tensor& a, const Scalar& b) { return a.gt(b); }
inline Tensor operator<(const Tensor& a, const Scalar& b) { return a.lt(b); }
inline Tensor operator>=(const Tensor& a, const Scalar& b) { return a.ge(b); }
inline Tensor operator<=(const Tensor& a, const Scalar& b) { return a.le(b); }
inline Tensor operator==(const Tensor& a, const Scalar& b) { return a.eq(b); }
inline Tensor operator!=(const Tensor& a, const Scalar& b) { return a.ne(b); }
inline Tensor operator>(const Tensor& a, const Tensor& b) { return a.gt(b); }
inline Tensor operator<(const Tensor& a, const Tensor& b) { return a.lt(b); }
inline Tensor operator>=(const Tensor& a, const Tensor& b) { return a.ge(b); }
inline Tensor operator<=(const Tensor& a, const Tensor& b) { return a.le(b); }
inline Tensor operator==(const Tensor& a, const Tensor& b) { return a.eq(b); }
inline Tensor operator!=(const Tensor& a, const Tensor& b) { return a.ne(b); }

}  // namespace gradproof
