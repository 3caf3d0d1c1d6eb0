#pragma once
// Free functions of the reductions; each is the method of the same name.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

inline Tensor sum(const Tensor& a, std::optional<DType> dtype = {}) { return a.sum(dtype); }
inline Tensor sum(const Tensor& a, OptionalIntArrayRef dims, bool keepdim = false, std::optional<DType> dtype = {}) {
  return a.sum(dims.value_or_none(), keepdim, dtype);
}
inline Tensor mean(const Tensor& a, std::optional<DType> dtype = {}) { return a.mean(dtype); }
inline Tensor mean(const Tensor& a, OptionalIntArrayRef dims, bool keepdim = false, std::optional<DType> dtype = {}) {
  return a.mean(dims.value_or_none(), keepdim, dtype);
}
inline Tensor nansum(const Tensor& a, OptionalIntArrayRef dims = {}, bool keepdim = false,
                     std::optional<DType> dtype = {}) {
  return a.nansum(dims, keepdim, dtype);
}
inline Tensor nanmean(const Tensor& a, OptionalIntArrayRef dims = {}, bool keepdim = false,
                      std::optional<DType> dtype = {}) {
  return a.nanmean(dims, keepdim, dtype);
}
inline Tensor prod(const Tensor& a, std::optional<DType> dtype = {}) { return a.prod(dtype); }
inline Tensor prod(const Tensor& a, std::int64_t dim, bool keepdim = false, std::optional<DType> dtype = {}) {
  return a.prod(dim, keepdim, dtype);
}
inline Tensor any(const Tensor& a) { return a.any(); }
inline Tensor any(const Tensor& a, IntArrayRef dims, bool keepdim = false) { return a.any(dims, keepdim); }
inline Tensor all(const Tensor& a) { return a.all(); }
inline Tensor all(const Tensor& a, IntArrayRef dims, bool keepdim = false) { return a.all(dims, keepdim); }
inline Tensor count_nonzero(const Tensor& a, OptionalIntArrayRef dims = {}) { return a.count_nonzero(dims); }

inline Tensor var(const Tensor& a, bool unbiased) { return a.var(unbiased); }
inline Tensor var(const Tensor& a, int dim) { return a.var(dim); }
inline Tensor var(const Tensor& a, OptionalIntArrayRef dims, bool unbiased, bool keepdim = false) {
  return a.var(dims, unbiased, keepdim);
}
inline Tensor var(const Tensor& a, OptionalIntArrayRef dims = {}, const std::optional<Scalar>& correction = {},
                  bool keepdim = false) {
  return a.var(dims, correction, keepdim);
}
inline Tensor std(const Tensor& a, bool unbiased) { return a.std(unbiased); }
inline Tensor std(const Tensor& a, int dim) { return a.std(dim); }
inline Tensor std(const Tensor& a, OptionalIntArrayRef dims, bool unbiased, bool keepdim = false) {
  return a.std(dims, unbiased, keepdim);
}
inline Tensor std(const Tensor& a, OptionalIntArrayRef dims = {}, const ::std::optional<Scalar>& correction = {},
                  bool keepdim = false) {
  return a.std(dims, correction, keepdim);
}
/// Variance and mean as two results of one operation.
std::tuple<Tensor, Tensor> var_mean(const Tensor& t, OptionalIntArrayRef dims = {},
                                    const std::optional<Scalar>& correction = {}, bool keepdim = false);
inline std::tuple<Tensor, Tensor> var_mean(const Tensor& t, bool unbiased) {
  return var_mean(t, {}, Scalar(std::int64_t(unbiased)));
}
inline std::tuple<Tensor, Tensor> var_mean(const Tensor& t, int dim) { return var_mean(t, OptionalIntArrayRef(dim)); }
std::tuple<Tensor, Tensor> std_mean(const Tensor& t, OptionalIntArrayRef dims = {},
                                    const std::optional<Scalar>& correction = {}, bool keepdim = false);
inline std::tuple<Tensor, Tensor> std_mean(const Tensor& t, bool unbiased) {
  return std_mean(t, {}, Scalar(std::int64_t(unbiased)));
}
inline std::tuple<Tensor, Tensor> std_mean(const Tensor& t, int dim) { return std_mean(t, OptionalIntArrayRef(dim)); }

inline Tensor norm(const Tensor& a, const Scalar& p = 2) { return a.norm(p); }
inline Tensor norm(const Tensor& a, const std::optional<Scalar>& p, DType dtype) { return a.norm(p, dtype); }
inline Tensor norm(const Tensor& a, const std::optional<Scalar>& p, IntArrayRef dims, bool keepdim = false,
                   std::optional<DType> dtype = {}) {
  return a.norm(p, dims, keepdim, dtype);
}
namespace linalg {
/// (sum |x|^order)^(1/order) over `dims`, all when none are given; order may be 0 (how many are not 0), inf or -inf.
Tensor vector_norm(const Tensor& t, const Scalar& order = 2, OptionalIntArrayRef dims = {}, bool keepdim = false,
                   std::optional<DType> dtype = {});
}  // namespace linalg

inline Tensor amax(const Tensor& a, IntArrayRef dims = {}, bool keepdim = false) { return a.amax(dims, keepdim); }
inline Tensor amin(const Tensor& a, IntArrayRef dims = {}, bool keepdim = false) { return a.amin(dims, keepdim); }
inline std::tuple<Tensor, Tensor> aminmax(const Tensor& a, std::optional<std::int64_t> dim = {}, bool keepdim = false) {
  return a.aminmax(dim, keepdim);
}
inline Tensor max(const Tensor& a) { return a.max(); }
inline Tensor max(const Tensor& a, const Tensor& b) { return a.max(b); }
inline std::tuple<Tensor, Tensor> max(const Tensor& a, std::int64_t dim, bool keepdim = false) {
  return a.max(dim, keepdim);
}
inline Tensor min(const Tensor& a) { return a.min(); }
inline Tensor min(const Tensor& a, const Tensor& b) { return a.min(b); }
inline std::tuple<Tensor, Tensor> min(const Tensor& a, std::int64_t dim, bool keepdim = false) {
  return a.min(dim, keepdim);
}
inline Tensor argmax(const Tensor& a, std::optional<std::int64_t> dim = {}, bool keepdim = false) {
  return a.argmax(dim, keepdim);
}
inline Tensor argmin(const Tensor& a, std::optional<std::int64_t> dim = {}, bool keepdim = false) {
  return a.argmin(dim, keepdim);
}
inline Tensor median(const Tensor& a) { return a.median(); }
inline std::tuple<Tensor, Tensor> median(const Tensor& a, std::int64_t dim, bool keepdim = false) {
  return a.median(dim, keepdim);
}
inline Tensor nanmedian(const Tensor& a) { return a.nanmedian(); }
inline std::tuple<Tensor, Tensor> nanmedian(const Tensor& a, std::int64_t dim, bool keepdim = false) {
  return a.nanmedian(dim, keepdim);
}

inline std::tuple<Tensor, Tensor> sort(const Tensor& a, std::int64_t dim = -1, bool descending = false) {
  return a.sort(dim, descending);
}
inline std::tuple<Tensor, Tensor> sort(const Tensor& a, std::optional<bool> stable, std::int64_t dim = -1,
                                       bool descending = false) {
  return a.sort(stable, dim, descending);
}
inline Tensor msort(const Tensor& a) { return a.msort(); }
template <std::same_as<bool> Flag>
Tensor argsort(const Tensor& a, Flag stable, std::int64_t dim = -1, bool descending = false) {
  return a.argsort(stable, dim, descending);
}
inline Tensor argsort(const Tensor& a, std::int64_t dim = -1, bool descending = false) {
  return a.argsort(dim, descending);
}
inline std::tuple<Tensor, Tensor> topk(const Tensor& a, std::int64_t k, std::int64_t dim = -1, bool largest = true,
                                       bool sorted = true) {
  return a.topk(k, dim, largest, sorted);
}
inline std::tuple<Tensor, Tensor> kthvalue(const Tensor& a, std::int64_t k, std::int64_t dim = -1,
                                           bool keepdim = false) {
  return a.kthvalue(k, dim, keepdim);
}

inline Tensor cumsum(const Tensor& a, std::int64_t dim, std::optional<DType> dtype = {}) {
  return a.cumsum(dim, dtype);
}
inline Tensor cumprod(const Tensor& a, std::int64_t dim, std::optional<DType> dtype = {}) {
  return a.cumprod(dim, dtype);
}
inline std::tuple<Tensor, Tensor> cummax(const Tensor& a, std::int64_t dim) { return a.cummax(dim); }
inline std::tuple<Tensor, Tensor> cummin(const Tensor& a, std::int64_t dim) { return a.cummin(dim); }

inline Tensor softmax(const Tensor& a, std::int64_t dim, std::optional<DType> dtype = {}) {
  return a.softmax(dim, dtype);
}
inline Tensor log_softmax(const Tensor& a, std::int64_t dim, std::optional<DType> dtype = {}) {
  return a.log_softmax(dim, dtype);
}
inline Tensor logsumexp(const Tensor& a, IntArrayRef dims, bool keepdim = false) { return a.logsumexp(dims, keepdim); }

}  // namespace gradproof
