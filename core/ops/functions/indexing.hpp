#pragma once
// Free functions of indexing, joining and rearranging. Where a method has the same name, they are that method.
#include <array>
#include <gradproof/core/tensor/tensor.hpp>
#include <string_view>

namespace gradproof {

// Joining (core/ops/joining.cpp): types are promoted. Throws `shape` where sizes do not agree.
Tensor cat(const TensorList& tensors, std::int64_t dim = 0);
inline Tensor concat(const TensorList& tensors, std::int64_t dim = 0) { return cat(tensors, dim); }
inline Tensor concatenate(const TensorList& tensors, std::int64_t dim = 0) { return cat(tensors, dim); }
Tensor stack(const TensorList& tensors, std::int64_t dim = 0);
Tensor hstack(const TensorList& tensors);
Tensor vstack(const TensorList& tensors);
inline Tensor row_stack(const TensorList& tensors) { return vstack(tensors); }
Tensor dstack(const TensorList& tensors);
Tensor column_stack(const TensorList& tensors);
Tensor atleast_1d(const Tensor& t);
Tensor atleast_2d(const Tensor& t);
Tensor atleast_3d(const Tensor& t);
TensorList atleast_1d(const TensorList& tensors);
TensorList atleast_2d(const TensorList& tensors);
TensorList atleast_3d(const TensorList& tensors);
template <std::size_t N>
Tensor cat(const std::array<Tensor, N>& tensors, std::int64_t dim = 0) {
  return cat(TensorList(tensors.begin(), tensors.end()), dim);
}
template <std::size_t N>
Tensor stack(const std::array<Tensor, N>& tensors, std::int64_t dim = 0) {
  return stack(TensorList(tensors.begin(), tensors.end()), dim);
}
TensorList broadcast_tensors(const TensorList& tensors);
/// Coordinates of a grid, one tensor an axis. `indexing`: "ij" or "xy" (first two axes swapped).
TensorList meshgrid(const TensorList& tensors, const std::string& indexing = "ij");

// Making indices (core/ops/index_making.cpp)
/// int64 rows of zeros with a one where `t` says. `num_classes` -1: one more than the largest.
Tensor one_hot(const Tensor& t, std::int64_t num_classes = -1);
/// How often every number from 0 on occurs, or the sum of its weights.
Tensor bincount(const Tensor& t, const std::optional<Tensor>& weights = {}, std::int64_t minlength = 0);
/// Coordinates of a triangle, two rows, row by row.
Tensor tril_indices(std::int64_t row, std::int64_t col, std::int64_t offset = 0, const TensorOptions& options = kLong);
Tensor triu_indices(std::int64_t row, std::int64_t col, std::int64_t offset = 0, const TensorOptions& options = kLong);
/// For every value, the first place in the ascending last dimension of `sorted` where it could stand (`right`: the
/// last).
/// `side`: "left" or "right", another way to say it. `sorter`: the order in which `sorted` ascends, where it does not.
Tensor searchsorted(const Tensor& sorted, const Tensor& values, bool out_int32 = false, bool right = false,
                    std::optional<std::string_view> side = {}, const std::optional<Tensor>& sorter = {});
Tensor searchsorted(const Tensor& sorted, const Scalar& value, bool out_int32 = false, bool right = false,
                    std::optional<std::string_view> side = {}, const std::optional<Tensor>& sorter = {});
Tensor bucketize(const Tensor& values, const Tensor& boundaries, bool out_int32 = false, bool right = false);
Tensor bucketize(const Scalar& value, const Tensor& boundaries, bool out_int32 = false, bool right = false);

/// Rows of `weight` (2-d) by number. `padding_idx` (-1: none): that row receives no gradient.
Tensor embedding(const Tensor& weight, const Tensor& indices, std::int64_t padding_idx = -1,
                 bool scale_grad_by_freq = false, bool sparse = false);
/// Scales down, in place, the rows that `indices` names whose norm exceeds `max_norm`.
Tensor& embedding_renorm_(const Tensor& weight, const Tensor& indices, double max_norm, double norm_type = 2);
/// `pad` gives before and after for the last dimension, then the one before it; negative ones cut off.
Tensor constant_pad_nd(const Tensor& t, IntArrayRef pad, const Scalar& value = 0);

inline Tensor index_select(const Tensor& t, std::int64_t dim, const Tensor& index) {
  return t.index_select(dim, index);
}
inline Tensor index_add(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& source,
                        const Scalar& alpha = 1) {
  return t.index_add(dim, index, source, alpha);
}
inline Tensor index_copy(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& source) {
  return t.index_copy(dim, index, source);
}
inline Tensor index_fill(const Tensor& t, std::int64_t dim, const Tensor& index, const Scalar& value) {
  return t.index_fill(dim, index, value);
}
inline Tensor index_fill(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& value) {
  return t.index_fill(dim, index, value);
}
inline Tensor index_reduce(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& source,
                           const std::string& reduce, bool include_self = true) {
  return t.index_reduce(dim, index, source, reduce, include_self);
}
inline Tensor put(const Tensor& t, const Tensor& index, const Tensor& source, bool accumulate = false) {
  return t.put(index, source, accumulate);
}
inline Tensor gather(const Tensor& t, std::int64_t dim, const Tensor& index, bool sparse_grad = false) {
  return t.gather(dim, index, sparse_grad);
}
inline Tensor take_along_dim(const Tensor& t, const Tensor& indices, std::optional<std::int64_t> dim = {}) {
  return t.take_along_dim(indices, dim);
}
inline Tensor scatter(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& src) {
  return t.scatter(dim, index, src);
}
inline Tensor scatter(const Tensor& t, std::int64_t dim, const Tensor& index, const Scalar& value) {
  return t.scatter(dim, index, value);
}
inline Tensor scatter(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& src,
                      const std::string& reduce) {
  return t.scatter(dim, index, src, reduce);
}
inline Tensor scatter(const Tensor& t, std::int64_t dim, const Tensor& index, const Scalar& value,
                      const std::string& reduce) {
  return t.scatter(dim, index, value, reduce);
}
inline Tensor scatter_add(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& src) {
  return t.scatter_add(dim, index, src);
}
inline Tensor scatter_reduce(const Tensor& t, std::int64_t dim, const Tensor& index, const Tensor& src,
                             const std::string& reduce, bool include_self = true) {
  return t.scatter_reduce(dim, index, src, reduce, include_self);
}
inline Tensor masked_fill(const Tensor& t, const Tensor& mask, const Scalar& value) {
  return t.masked_fill(mask, value);
}
inline Tensor masked_fill(const Tensor& t, const Tensor& mask, const Tensor& value) {
  return t.masked_fill(mask, value);
}
inline Tensor masked_select(const Tensor& t, const Tensor& mask) { return t.masked_select(mask); }
inline Tensor masked_scatter(const Tensor& t, const Tensor& mask, const Tensor& source) {
  return t.masked_scatter(mask, source);
}
inline Tensor take(const Tensor& t, const Tensor& index) { return t.take(index); }
inline Tensor nonzero(const Tensor& t) { return t.nonzero(); }
inline TensorList nonzero_numpy(const Tensor& t) { return t.nonzero_numpy(); }
/// Coordinates of the true elements, one tensor a dimension.
inline TensorList where(const Tensor& condition) { return condition.nonzero_numpy(); }
inline Tensor argwhere(const Tensor& t) { return t.argwhere(); }
inline Tensor flip(const Tensor& t, IntArrayRef dims) { return t.flip(dims); }
inline Tensor fliplr(const Tensor& t) { return t.fliplr(); }
inline Tensor flipud(const Tensor& t) { return t.flipud(); }
inline Tensor roll(const Tensor& t, IntArrayRef shifts, IntArrayRef dims = {}) { return t.roll(shifts, dims); }
inline Tensor rot90(const Tensor& t, std::int64_t k = 1, IntArrayRef dims = {0, 1}) { return t.rot90(k, dims); }
inline Tensor repeat(const Tensor& t, IntArrayRef repeats) { return t.repeat(repeats); }
inline Tensor tile(const Tensor& t, IntArrayRef repeats) { return t.tile(repeats); }
inline Tensor repeat_interleave(const Tensor& t, std::int64_t repeats, std::optional<std::int64_t> dim = {},
                                std::optional<std::int64_t> output_size = {}) {
  return t.repeat_interleave(repeats, dim, output_size);
}
inline Tensor repeat_interleave(const Tensor& t, const Tensor& repeats, std::optional<std::int64_t> dim = {},
                                std::optional<std::int64_t> output_size = {}) {
  return t.repeat_interleave(repeats, dim, output_size);
}
/// Every number i `repeats[i]` times.
Tensor repeat_interleave(const Tensor& repeats);

}  // namespace gradproof
