#pragma once
// Free functions of the pointwise family beyond arithmetic; each is the method of the same name unless it says more.
#include <gradproof/core/ops/functions/activations.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

inline Tensor sgn(const Tensor& a) { return a.sgn(); }
inline Tensor exp2(const Tensor& a) { return a.exp2(); }
inline Tensor expm1(const Tensor& a) { return a.expm1(); }
inline Tensor log1p(const Tensor& a) { return a.log1p(); }
inline Tensor log2(const Tensor& a) { return a.log2(); }
inline Tensor log10(const Tensor& a) { return a.log10(); }
inline Tensor tan(const Tensor& a) { return a.tan(); }
inline Tensor asin(const Tensor& a) { return a.asin(); }
inline Tensor acos(const Tensor& a) { return a.acos(); }
inline Tensor atan(const Tensor& a) { return a.atan(); }
inline Tensor sinh(const Tensor& a) { return a.sinh(); }
inline Tensor cosh(const Tensor& a) { return a.cosh(); }
inline Tensor asinh(const Tensor& a) { return a.asinh(); }
inline Tensor acosh(const Tensor& a) { return a.acosh(); }
inline Tensor atanh(const Tensor& a) { return a.atanh(); }
inline Tensor erf(const Tensor& a) { return a.erf(); }
inline Tensor erfc(const Tensor& a) { return a.erfc(); }
inline Tensor deg2rad(const Tensor& a) { return a.deg2rad(); }
inline Tensor rad2deg(const Tensor& a) { return a.rad2deg(); }
inline Tensor floor(const Tensor& a) { return a.floor(); }
inline Tensor ceil(const Tensor& a) { return a.ceil(); }
inline Tensor trunc(const Tensor& a) { return a.trunc(); }
inline Tensor frac(const Tensor& a) { return a.frac(); }
inline Tensor round(const Tensor& a, std::int64_t decimals = 0) { return a.round(decimals); }
inline Tensor logit(const Tensor& a, std::optional<double> eps = {}) { return a.logit(eps); }
inline Tensor nan_to_num(const Tensor& a, std::optional<double> nan = {}, std::optional<double> posinf = {},
                         std::optional<double> neginf = {}) {
  return a.nan_to_num(nan, posinf, neginf);
}

inline Tensor fmax(const Tensor& a, const Tensor& b) { return a.fmax(b); }
inline Tensor fmin(const Tensor& a, const Tensor& b) { return a.fmin(b); }
inline Tensor atan2(const Tensor& a, const Tensor& b) { return a.atan2(b); }
inline Tensor hypot(const Tensor& a, const Tensor& b) { return a.hypot(b); }
inline Tensor logaddexp(const Tensor& a, const Tensor& b) { return a.logaddexp(b); }
inline Tensor logical_and(const Tensor& a, const Tensor& b) { return a.logical_and(b); }
inline Tensor logical_or(const Tensor& a, const Tensor& b) { return a.logical_or(b); }
inline Tensor logical_xor(const Tensor& a, const Tensor& b) { return a.logical_xor(b); }
inline Tensor fmod(const Tensor& a, const Tensor& b) { return a.fmod(b); }
inline Tensor fmod(const Tensor& a, const Scalar& b) { return a.fmod(b); }
inline Tensor remainder(const Tensor& a, const Tensor& b) { return a.remainder(b); }
inline Tensor remainder(const Tensor& a, const Scalar& b) { return a.remainder(b); }
inline Tensor floor_divide(const Tensor& a, const Tensor& b) { return a.floor_divide(b); }
inline Tensor floor_divide(const Tensor& a, const Scalar& b) { return a.floor_divide(b); }
inline Tensor copysign(const Tensor& a, const Tensor& b) { return a.copysign(b); }
inline Tensor copysign(const Tensor& a, const Scalar& b) { return a.copysign(b); }
inline Tensor xlogy(const Tensor& a, const Tensor& b) { return a.xlogy(b); }
inline Tensor xlogy(const Tensor& a, const Scalar& b) { return a.xlogy(b); }
inline Tensor true_divide(const Tensor& a, const Tensor& b) { return a.true_divide(b); }
inline Tensor true_divide(const Tensor& a, const Scalar& b) { return a.true_divide(b); }
inline Tensor bitwise_and(const Tensor& a, const Tensor& b) { return a.bitwise_and(b); }
inline Tensor bitwise_and(const Tensor& a, const Scalar& b) { return a.bitwise_and(b); }
inline Tensor bitwise_or(const Tensor& a, const Tensor& b) { return a.bitwise_or(b); }
inline Tensor bitwise_or(const Tensor& a, const Scalar& b) { return a.bitwise_or(b); }
inline Tensor bitwise_xor(const Tensor& a, const Tensor& b) { return a.bitwise_xor(b); }
inline Tensor bitwise_xor(const Tensor& a, const Scalar& b) { return a.bitwise_xor(b); }
inline Tensor bitwise_left_shift(const Tensor& a, const Tensor& b) { return a.bitwise_left_shift(b); }
inline Tensor bitwise_left_shift(const Tensor& a, const Scalar& b) { return a.bitwise_left_shift(b); }
inline Tensor bitwise_right_shift(const Tensor& a, const Tensor& b) { return a.bitwise_right_shift(b); }
inline Tensor bitwise_right_shift(const Tensor& a, const Scalar& b) { return a.bitwise_right_shift(b); }
inline Tensor eq(const Tensor& a, const Tensor& b) { return a.eq(b); }
inline Tensor eq(const Tensor& a, const Scalar& b) { return a.eq(b); }
inline Tensor ne(const Tensor& a, const Tensor& b) { return a.ne(b); }
inline Tensor ne(const Tensor& a, const Scalar& b) { return a.ne(b); }
inline Tensor lt(const Tensor& a, const Tensor& b) { return a.lt(b); }
inline Tensor lt(const Tensor& a, const Scalar& b) { return a.lt(b); }
inline Tensor le(const Tensor& a, const Tensor& b) { return a.le(b); }
inline Tensor le(const Tensor& a, const Scalar& b) { return a.le(b); }
inline Tensor gt(const Tensor& a, const Tensor& b) { return a.gt(b); }
inline Tensor gt(const Tensor& a, const Scalar& b) { return a.gt(b); }
inline Tensor ge(const Tensor& a, const Tensor& b) { return a.ge(b); }
inline Tensor ge(const Tensor& a, const Scalar& b) { return a.ge(b); }
inline Tensor clamp_min(const Tensor& a, const Tensor& b) { return a.clamp_min(b); }
inline Tensor clamp_min(const Tensor& a, const Scalar& b) { return a.clamp_min(b); }
inline Tensor clamp_max(const Tensor& a, const Tensor& b) { return a.clamp_max(b); }
inline Tensor clamp_max(const Tensor& a, const Scalar& b) { return a.clamp_max(b); }
inline Tensor div(const Tensor& a, const Tensor& b, std::optional<std::string_view> rounding_mode) {
  return a.div(b, rounding_mode);
}
inline Tensor div(const Tensor& a, const Scalar& b, std::optional<std::string_view> rounding_mode) {
  return a.div(b, rounding_mode);
}
inline Tensor add(const Tensor& a, const Scalar& b, const Scalar& alpha = 1) { return a.add(b, alpha); }
inline Tensor sub(const Tensor& a, const Scalar& b, const Scalar& alpha = 1) { return a.sub(b, alpha); }
inline Tensor mul(const Tensor& a, const Scalar& b) { return a.mul(b); }
inline Tensor div(const Tensor& a, const Scalar& b) { return a.div(b); }
Tensor xlogy(const Scalar& self, const Tensor& other);
Tensor bitwise_and(const Scalar& self, const Tensor& other);
Tensor bitwise_or(const Scalar& self, const Tensor& other);
Tensor bitwise_xor(const Scalar& self, const Tensor& other);
Tensor bitwise_left_shift(const Scalar& self, const Tensor& other);
Tensor bitwise_right_shift(const Scalar& self, const Tensor& other);
/// self % other; there is no derivative.
Tensor remainder(const Scalar& self, const Tensor& other);
Tensor floor_divide(const Scalar& self, const Tensor& other);
/// other - alpha * input, recorded as one operation.
Tensor rsub(const Tensor& input, const Tensor& other, const Scalar& alpha = 1);
Tensor rsub(const Tensor& input, const Scalar& other, const Scalar& alpha);

inline Tensor isnan(const Tensor& a) { return a.isnan(); }
inline Tensor isinf(const Tensor& a) { return a.isinf(); }
inline Tensor isfinite(const Tensor& a) { return a.isfinite(); }
inline Tensor signbit(const Tensor& a) { return a.signbit(); }
inline Tensor logical_not(const Tensor& a) { return a.logical_not(); }
inline Tensor bitwise_not(const Tensor& a) { return a.bitwise_not(); }
inline Tensor clamp(const Tensor& a, const std::optional<Scalar>& min, const std::optional<Scalar>& max = {}) {
  return a.clamp(min, max);
}
inline Tensor clamp(const Tensor& a, const std::optional<Tensor>& min, const std::optional<Tensor>& max = {}) {
  return a.clamp(min, max);
}
/// a where the condition (bool or uint8) holds, else b; broadcast together.
Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b);
Tensor where(const Tensor& condition, const Scalar& a, const Tensor& b);
Tensor where(const Tensor& condition, const Tensor& a, const Scalar& b);
Tensor where(const Tensor& condition, const Scalar& a, const Scalar& b);
inline Tensor lerp(const Tensor& a, const Tensor& end, const Scalar& weight) { return a.lerp(end, weight); }
inline Tensor lerp(const Tensor& a, const Tensor& end, const Tensor& weight) { return a.lerp(end, weight); }
inline Tensor addcmul(const Tensor& a, const Tensor& tensor1, const Tensor& tensor2, const Scalar& value = 1) {
  return a.addcmul(tensor1, tensor2, value);
}
inline Tensor addcdiv(const Tensor& a, const Tensor& tensor1, const Tensor& tensor2, const Scalar& value = 1) {
  return a.addcdiv(tensor1, tensor2, value);
}

/// |a - b| <= atol + rtol |b|, element by element, of two tensors of one type; infinities are close to themselves.
Tensor isclose(const Tensor& a, const Tensor& b, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false);
bool allclose(const Tensor& a, const Tensor& b, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false);

inline Tensor operator&(const Tensor& a, const Tensor& b) { return a.bitwise_and(b); }
inline Tensor operator&(const Tensor& a, const Scalar& b) { return a.bitwise_and(b); }
inline Tensor operator|(const Tensor& a, const Tensor& b) { return a.bitwise_or(b); }
inline Tensor operator|(const Tensor& a, const Scalar& b) { return a.bitwise_or(b); }
inline Tensor operator^(const Tensor& a, const Tensor& b) { return a.bitwise_xor(b); }
inline Tensor operator^(const Tensor& a, const Scalar& b) { return a.bitwise_xor(b); }
inline Tensor operator%(const Tensor& a, const Tensor& b) { return a.remainder(b); }
inline Tensor operator%(const Tensor& a, const Scalar& b) { return a.remainder(b); }
inline Tensor operator~(const Tensor& a) { return a.bitwise_not(); }

}  // namespace gradproof
