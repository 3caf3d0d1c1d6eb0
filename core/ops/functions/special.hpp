#pragma once
// torch::special and torch::linalg: other names of functions that stand elsewhere, and the few that only stand here.
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/functions/linear_algebra.hpp>
#include <gradproof/core/ops/functions/pointwise.hpp>
#include <gradproof/core/ops/functions/pointwise_functions.hpp>
#include <gradproof/core/ops/functions/reductions.hpp>

namespace gradproof {
namespace special {

using gradproof::digamma;
using gradproof::erf;
using gradproof::erfc;
using gradproof::erfinv;
using gradproof::exp2;
using gradproof::expm1;
using gradproof::i0;
using gradproof::log1p;
using gradproof::log_softmax;
using gradproof::logit;
using gradproof::logsumexp;
using gradproof::polygamma;
using gradproof::round;
using gradproof::sinc;
using gradproof::softmax;
using gradproof::xlogy;
inline Tensor expit(const Tensor& x) { return x.sigmoid(); }
inline Tensor gammaln(const Tensor& x) { return gradproof::lgamma(x); }
inline Tensor multigammaln(const Tensor& x, std::int64_t p) { return gradproof::mvlgamma(x, p); }
inline Tensor psi(const Tensor& x) { return gradproof::digamma(x); }
Tensor i1(const Tensor& x);                        ///< the modified Bessel function of order 1
Tensor entr(const Tensor& x);                      ///< -x log(x); 0 at 0, -inf below
Tensor ndtr(const Tensor& x);                      ///< the standard normal distribution function
Tensor xlog1py(const Tensor& x, const Tensor& y);  ///< x log(1 + y); 0 where x is

}  // namespace special

namespace linalg {

using gradproof::matmul;
using gradproof::matrix_power;
/// Along dimension -1 unless told otherwise, which must have size 3.
inline Tensor cross(const Tensor& a, const Tensor& b, std::int64_t dim = -1) { return gradproof::cross(a, b, dim); }
inline Tensor multi_dot(const TensorList& matrices) { return chain_matmul(matrices); }
inline Tensor vecdot(const Tensor& a, const Tensor& b, std::int64_t dim = -1) { return a.mul(b).sum(dim); }
inline Tensor diagonal(const Tensor& t, std::int64_t offset = 0, std::int64_t dim1 = -2, std::int64_t dim2 = -1) {
  return t.diagonal(offset, dim1, dim2);
}
/// Over two dimensions. `ord`: "fro", or 1, -1, inf or -inf: extremes of the sums of columns or rows. Throws
/// `not_implemented` for norms by singular values (2, -2, "nuc").
Tensor matrix_norm(const Tensor& t, std::string_view ord = "fro", IntArrayRef dims = {-2, -1}, bool keepdim = false,
                   std::optional<DType> dtype = {});
Tensor matrix_norm(const Tensor& t, const Scalar& ord, IntArrayRef dims = {-2, -1}, bool keepdim = false,
                   std::optional<DType> dtype = {});
/// Of vectors where one dimension is given or there is one, of matrices where there are two; without an order of all
/// elements.
Tensor norm(const Tensor& t, const std::optional<Scalar>& ord = {}, OptionalIntArrayRef dims = {}, bool keepdim = false,
            std::optional<DType> dtype = {});
Tensor norm(const Tensor& t, std::string_view ord, OptionalIntArrayRef dims = {}, bool keepdim = false,
            std::optional<DType> dtype = {});

}  // namespace linalg

// The same in libtorch's flat names.
#define GRADPROOF_FLAT_NAME(family, name)                  \
  template <class... A>                                    \
  Tensor family##_##name(const Tensor& t, const A&... a) { \
    return family::name(t, a...);                          \
  }
GRADPROOF_FLAT_NAME(special, digamma)
GRADPROOF_FLAT_NAME(special, entr)
GRADPROOF_FLAT_NAME(special, erf)
GRADPROOF_FLAT_NAME(special, erfc)
GRADPROOF_FLAT_NAME(special, erfinv)
GRADPROOF_FLAT_NAME(special, exp2)
GRADPROOF_FLAT_NAME(special, expit)
GRADPROOF_FLAT_NAME(special, expm1)
GRADPROOF_FLAT_NAME(special, gammaln)
GRADPROOF_FLAT_NAME(special, i0)
GRADPROOF_FLAT_NAME(special, i1)
GRADPROOF_FLAT_NAME(special, log1p)
GRADPROOF_FLAT_NAME(special, log_softmax)
GRADPROOF_FLAT_NAME(special, logit)
GRADPROOF_FLAT_NAME(special, multigammaln)
GRADPROOF_FLAT_NAME(special, ndtr)
GRADPROOF_FLAT_NAME(special, psi)
GRADPROOF_FLAT_NAME(special, round)
GRADPROOF_FLAT_NAME(special, sinc)
GRADPROOF_FLAT_NAME(special, softmax)
GRADPROOF_FLAT_NAME(special, xlog1py)
GRADPROOF_FLAT_NAME(special, xlogy)
GRADPROOF_FLAT_NAME(linalg, cross)
GRADPROOF_FLAT_NAME(linalg, diagonal)
GRADPROOF_FLAT_NAME(linalg, matmul)
GRADPROOF_FLAT_NAME(linalg, matrix_power)
GRADPROOF_FLAT_NAME(linalg, vecdot)
#undef GRADPROOF_FLAT_NAME
inline Tensor linalg_multi_dot(const TensorList& matrices) { return linalg::multi_dot(matrices); }
inline Tensor linalg_vector_norm(const Tensor& t, const Scalar& ord = 2, OptionalIntArrayRef dims = {},
                                 bool keepdim = false, std::optional<DType> dtype = {}) {
  return linalg::vector_norm(t, ord, dims, keepdim, dtype);
}
template <class Ord = std::string_view>
Tensor linalg_matrix_norm(const Tensor& t, const Ord& ord = "fro", IntArrayRef dims = {-2, -1}, bool keepdim = false,
                          std::optional<DType> dtype = {}) {
  return linalg::matrix_norm(t, ord, dims, keepdim, dtype);
}
template <class Ord = std::optional<Scalar>>
Tensor linalg_norm(const Tensor& t, const Ord& ord = {}, OptionalIntArrayRef dims = {}, bool keepdim = false,
                   std::optional<DType> dtype = {}) {
  return linalg::norm(t, ord, dims, keepdim, dtype);
}

}  // namespace gradproof
