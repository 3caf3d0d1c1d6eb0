#pragma once
// Functions that are seldom used and not methods here: special functions, distances, contractions, sets of values.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

// Of one operand, element by element; integers give the default floating type.
Tensor lgamma(const Tensor& x);
Tensor digamma(const Tensor& x);
Tensor polygamma(std::int64_t n, const Tensor& x);  ///< the n-th derivative of digamma, n >= 0
Tensor erfinv(const Tensor& x);
Tensor sinc(const Tensor& x);  ///< sin(pi x) / (pi x)

// Of two
Tensor logaddexp2(const Tensor& a, const Tensor& b);
Tensor ldexp(const Tensor& x, const Tensor& exponent);    ///< x times two to the exponent
Tensor heaviside(const Tensor& x, const Tensor& values);  ///< `values` where x is zero; has no derivative
Tensor float_power(const Tensor& x, const Tensor& exponent);
Tensor prelu(const Tensor& x, const Tensor& weight);  ///< weight: one number, or one for each channel

// Scans, statistics, norms
Tensor diff(const Tensor& x, std::int64_t n = 1, std::int64_t dim = -1, const Tensor& prepend = {},
            const Tensor& append = {});
Tensor logcumsumexp(const Tensor& x, std::int64_t dim);
/// Linear between neighbours. q: a number in [0, 1] or one dimension of them, which then comes first.
Tensor quantile(const Tensor& x, const Tensor& q, std::optional<std::int64_t> dim = {}, bool keepdim = false);
Tensor cov(const Tensor& x, std::int64_t correction = 1);  ///< rows are variables
Tensor renorm(const Tensor& x, const Scalar& p, std::int64_t dim, const Scalar& maxnorm);
Tensor dist(const Tensor& a, const Tensor& b, const Scalar& p = 2);
Tensor cdist(const Tensor& a, const Tensor& b, double p = 2);  ///< [..., n, k] and [..., m, k] give [..., n, m]
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
const Tensor& fill_diagonal_(const Tensor& x, const Scalar& value, bool wrap = false);

// Sets of values; without derivatives
Tensor isin(const Tensor& elements, const Tensor& test_elements, bool invert = false);
/// The different values in order, where each element's value stands among them, and how often each occurs.
std::tuple<Tensor, Tensor, Tensor> unique(const Tensor& x);

}  // namespace gradproof
