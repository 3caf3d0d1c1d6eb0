#pragma once
// Functions that are seldom used and not methods here: special functions, distances, contractions, sets of values.
#include <gradproof/core/tensor/tensor.hpp>
#include <string_view>

namespace gradproof {

// Of one operand, element by element; integers give the default floating type.
Tensor lgamma(const Tensor& x);
Tensor digamma(const Tensor& x);
Tensor polygamma(std::int64_t n, const Tensor& x);  ///< the n-th derivative of digamma, n >= 0
Tensor erfinv(const Tensor& x);
Tensor sinc(const Tensor& x);  ///< sin(pi x) / (pi x)
Tensor i0(const Tensor& x);    ///< the modified Bessel function of order 0
/// log of the multivariate gamma function of order p >= 1; x > (p - 1) / 2.
Tensor mvlgamma(const Tensor& x, std::int64_t p);
/// x as mantissa, at least 0.5 and below 1 in size, times two to the exponent (int32).
std::tuple<Tensor, Tensor> frexp(const Tensor& x);
Tensor isposinf(const Tensor& x);
Tensor isneginf(const Tensor& x);
inline Tensor isreal(const Tensor& x) { return x.isreal(); }
inline Tensor angle(const Tensor& x) { return x.angle(); }
inline Tensor real(const Tensor& x) { return x; }
inline Tensor conj(const Tensor& x) { return x; }
inline Tensor resolve_conj(const Tensor& x) { return x; }
inline Tensor resolve_neg(const Tensor& x) { return x; }
inline Tensor conj_physical(const Tensor& x) { return x; }
inline Tensor positive(const Tensor& x) { return x; }
inline bool is_same_size(const Tensor& a, const Tensor& b) { return a.is_same_size(b); }

// Of two
Tensor logaddexp2(const Tensor& a, const Tensor& b);
Tensor ldexp(const Tensor& x, const Tensor& exponent);    ///< x times two to the exponent
Tensor heaviside(const Tensor& x, const Tensor& values);  ///< `values` where x is zero; has no derivative
Tensor float_power(const Tensor& x, const Tensor& exponent);
Tensor float_power(const Tensor& x, const Scalar& exponent);
Tensor float_power(const Scalar& x, const Tensor& exponent);
/// The next number after a towards b; has no derivative.
Tensor nextafter(const Tensor& a, const Tensor& b);
// Of integers; throw `dtype` for others.
Tensor gcd(const Tensor& a, const Tensor& b);
Tensor lcm(const Tensor& a, const Tensor& b);
Tensor prelu(const Tensor& x, const Tensor& weight);  ///< weight: one number, or one for each channel

// Scans, statistics, norms
Tensor diff(const Tensor& x, std::int64_t n = 1, std::int64_t dim = -1, const std::optional<Tensor>& prepend = {},
            const std::optional<Tensor>& append = {});
Tensor logcumsumexp(const Tensor& x, std::int64_t dim);
/// q: a number in [0, 1] or one dimension of them, which then comes first. Between neighbours `interpolation` decides:
/// "linear", "lower", "higher", "midpoint" or "nearest". NaN among the elements gives NaN; nanquantile leaves them out.
Tensor quantile(const Tensor& x, const Tensor& q, std::optional<std::int64_t> dim = {}, bool keepdim = false,
                std::string_view interpolation = "linear");
Tensor quantile(const Tensor& x, double q, std::optional<std::int64_t> dim = {}, bool keepdim = false,
                std::string_view interpolation = "linear");
Tensor nanquantile(const Tensor& x, const Tensor& q, std::optional<std::int64_t> dim = {}, bool keepdim = false,
                   std::string_view interpolation = "linear");
Tensor nanquantile(const Tensor& x, double q, std::optional<std::int64_t> dim = {}, bool keepdim = false,
                   std::string_view interpolation = "linear");
/// The value that occurs most often along `dim`, the smallest of several, and where it stands last.
std::tuple<Tensor, Tensor> mode(const Tensor& x, std::int64_t dim = -1, bool keepdim = false);
/// How many elements fall into each of `bins` equal intervals of [min, max], or of the elements' own range when both
/// are equal; has no derivative.
Tensor histc(const Tensor& x, std::int64_t bins = 100, const Scalar& min = 0, const Scalar& max = 0);
/// Rows are variables, columns observations: fweights says how often each was made (integers), aweights how much it
/// counts.
Tensor cov(const Tensor& x, std::int64_t correction = 1, const std::optional<Tensor>& fweights = {},
           const std::optional<Tensor>& aweights = {});
Tensor corrcoef(const Tensor& x);
/// The area under y along `dim`, whose points are x, or dx apart; and how it grows from point to point.
Tensor trapezoid(const Tensor& y, const Tensor& x, std::int64_t dim = -1);
Tensor trapezoid(const Tensor& y, const Scalar& dx = 1, std::int64_t dim = -1);
Tensor cumulative_trapezoid(const Tensor& y, const Tensor& x, std::int64_t dim = -1);
Tensor cumulative_trapezoid(const Tensor& y, const Scalar& dx = 1, std::int64_t dim = -1);
inline Tensor trapz(const Tensor& y, const Tensor& x, std::int64_t dim = -1) { return trapezoid(y, x, dim); }
inline Tensor trapz(const Tensor& y, double dx = 1, std::int64_t dim = -1) { return trapezoid(y, dx, dim); }
Tensor frobenius_norm(const Tensor& x, IntArrayRef dims = {}, bool keepdim = false);
Tensor renorm(const Tensor& x, const Scalar& p, std::int64_t dim, const Scalar& maxnorm);
Tensor dist(const Tensor& a, const Tensor& b, const Scalar& p = 2);
/// [..., n, k] and [..., m, k] give [..., n, m]; `compute_mode` has no effect.
Tensor cdist(const Tensor& a, const Tensor& b, double p = 2, std::optional<std::int64_t> compute_mode = {});
Tensor pairwise_distance(const Tensor& a, const Tensor& b, double p = 2, double eps = 1e-6, bool keepdim = false);
Tensor rms_norm(const Tensor& x, IntArrayRef normalized_shape, const Tensor& weight = {},
                std::optional<double> eps = {});

// Products
Tensor cross(const Tensor& a, const Tensor& b, std::optional<std::int64_t> dim = {});
Tensor tensordot(const Tensor& a, const Tensor& b, IntArrayRef dims_a, IntArrayRef dims_b);
Tensor matrix_power(const Tensor& x, std::int64_t n);  ///< n >= 0
Tensor chain_matmul(const TensorList& matrices);
Tensor block_diag(const TensorList& blocks);  ///< each of at most two dimensions
Tensor diagflat(const Tensor& x, std::int64_t offset = 0);
/// Every choice of one element from each vector, a row each; every choice of r of one vector's elements.
Tensor cartesian_prod(const TensorList& vectors);
Tensor combinations(const Tensor& x, std::int64_t r = 2, bool with_replacement = false);
/// Powers 0 to n - 1 of each element as a row, from the highest down unless `increasing`.
Tensor vander(const Tensor& x, std::optional<std::int64_t> n = {}, bool increasing = false);
Tensor& fill_diagonal_(const Tensor& x, const Scalar& value, bool wrap = false);

// Sets of values; without derivatives
Tensor isin(const Tensor& elements, const Tensor& test_elements, bool assume_unique = false, bool invert = false);
Tensor isin(const Tensor& elements, const Scalar& test_element, bool assume_unique = false, bool invert = false);
Tensor isin(const Scalar& element, const Tensor& test_elements, bool assume_unique = false, bool invert = false);
/// The different values in order, where each element's value stands among them, and how often each occurs.
std::tuple<Tensor, Tensor, Tensor> unique(const Tensor& x);
/// The same; what was not asked for is empty.
std::tuple<Tensor, Tensor, Tensor> _unique2(const Tensor& x, bool sorted = true, bool return_inverse = false,
                                            bool return_counts = false);
inline std::tuple<Tensor, Tensor> _unique(const Tensor& x, bool sorted = true, bool return_inverse = false) {
  const auto [values, inverse, counts] = _unique2(x, sorted, return_inverse);
  return {values, inverse};
}
/// Of the slices along `dim`, ordered by their first difference; and of runs of equal elements or slices.
std::tuple<Tensor, Tensor, Tensor> unique_dim(const Tensor& x, std::int64_t dim, bool sorted = true,
                                              bool return_inverse = false, bool return_counts = false);
std::tuple<Tensor, Tensor, Tensor> unique_consecutive(const Tensor& x, bool return_inverse = false,
                                                      bool return_counts = false, std::optional<std::int64_t> dim = {});

}  // namespace gradproof
