#pragma once
// Free functions of the pointwise family; each is the method of the same name.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

inline Tensor add(const Tensor& a, const Tensor& b, const Scalar& alpha = 1) { return a.add(b, alpha); }
inline Tensor sub(const Tensor& a, const Tensor& b, const Scalar& alpha = 1) { return a.sub(b, alpha); }
inline Tensor mul(const Tensor& a, const Tensor& b) { return a.mul(b); }
inline Tensor div(const Tensor& a, const Tensor& b) { return a.div(b); }
inline Tensor pow(const Tensor& a, const Tensor& b) { return a.pow(b); }
inline Tensor pow(const Tensor& a, const Scalar& b) { return a.pow(b); }
Tensor pow(const Scalar& base, const Tensor& exponent);
/// other - input, recorded as one operation.
Tensor rsub(const Tensor& input, const Scalar& other);
inline Tensor maximum(const Tensor& a, const Tensor& b) { return a.maximum(b); }
inline Tensor minimum(const Tensor& a, const Tensor& b) { return a.minimum(b); }
inline Tensor neg(const Tensor& a) { return a.neg(); }
inline Tensor exp(const Tensor& a) { return a.exp(); }
inline Tensor log(const Tensor& a) { return a.log(); }
inline Tensor relu(const Tensor& a) { return a.relu(); }
inline Tensor sigmoid(const Tensor& a) { return a.sigmoid(); }
inline Tensor tanh(const Tensor& a) { return a.tanh(); }
inline Tensor sqrt(const Tensor& a) { return a.sqrt(); }
inline Tensor rsqrt(const Tensor& a) { return a.rsqrt(); }
inline Tensor reciprocal(const Tensor& a) { return a.reciprocal(); }
inline Tensor abs(const Tensor& a) { return a.abs(); }
inline Tensor sign(const Tensor& a) { return a.sign(); }
inline Tensor sin(const Tensor& a) { return a.sin(); }
inline Tensor cos(const Tensor& a) { return a.cos(); }
inline Tensor square(const Tensor& a) { return a.square(); }
/// Same shape and equal elements.
bool equal(const Tensor& a, const Tensor& b);

}  // namespace gradproof
