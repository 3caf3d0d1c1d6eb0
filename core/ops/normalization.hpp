#pragma once
// What layer, batch and group normalization have in common: statistics over some dimensions, and their derivative.
// A derivative that is itself differentiated takes the statistics from the input again, since they depend on it.
#include <gradproof/core/graph/record.hpp>

namespace gradproof::normalization {

/// Mean and 1 / sqrt(variance + eps), with the reduced dimensions kept as size 1.
struct Statistics {
  Tensor mean, inverse;
};
Statistics statistics(const Tensor& x, IntArrayRef dims, double eps);

/// Gradient of (x - mean) * inverse with respect to x, where both depend on x; `g` is what arrives at the result.
Tensor input_gradient(const Tensor& g, const Tensor& normalized, const Tensor& inverse, IntArrayRef dims);

/// The type computed in: float32 for the half types.
DType compute_type(DType t);
/// Throws `not_implemented` for an input that is not floating, `dtype` for a parameter of another type (float32 beside
/// a half input is allowed).
void expect_types(const char* operation, const Tensor& input, std::initializer_list<const Tensor*> parameters);
/// Throws `shape` unless `t` is undefined or has `count` elements.
void expect_elements(const char* name, const Tensor& t, std::int64_t count);

/// `t`, or an empty constant in place of an undefined one: what record() takes.
Tensor defined(const Tensor& t);
inline Save save_defined(const Tensor& t) { return save(t, t.defined()); }
inline Tensor saved_or_undefined(Backward& b, std::size_t i) { return b.has_saved(i) ? b.saved(i) : Tensor(); }

}  // namespace gradproof::normalization
