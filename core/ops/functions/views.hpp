#pragma once
// Free functions of the views; each is the method of the same name.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

inline Tensor alias(const Tensor& a) { return a.alias(); }
inline Tensor reshape(const Tensor& a, IntArrayRef sizes) { return a.reshape(sizes); }
inline Tensor flatten(const Tensor& a, std::int64_t start_dim = 0, std::int64_t end_dim = -1) {
  return a.flatten(start_dim, end_dim);
}
inline Tensor unflatten(const Tensor& a, std::int64_t dim, IntArrayRef sizes) { return a.unflatten(dim, sizes); }
inline Tensor ravel(const Tensor& a) { return a.ravel(); }
inline Tensor t(const Tensor& a) { return a.t(); }
inline Tensor transpose(const Tensor& a, std::int64_t dim0, std::int64_t dim1) { return a.transpose(dim0, dim1); }
inline Tensor swapaxes(const Tensor& a, std::int64_t dim0, std::int64_t dim1) { return a.transpose(dim0, dim1); }
inline Tensor swapdims(const Tensor& a, std::int64_t dim0, std::int64_t dim1) { return a.transpose(dim0, dim1); }
inline Tensor permute(const Tensor& a, IntArrayRef dims) { return a.permute(dims); }
inline Tensor movedim(const Tensor& a, IntArrayRef source, IntArrayRef destination) {
  return a.movedim(source, destination);
}
inline Tensor moveaxis(const Tensor& a, IntArrayRef source, IntArrayRef destination) {
  return a.movedim(source, destination);
}
inline Tensor squeeze(const Tensor& a) { return a.squeeze(); }
inline Tensor squeeze(const Tensor& a, std::int64_t dim) { return a.squeeze(dim); }
inline Tensor unsqueeze(const Tensor& a, std::int64_t dim) { return a.unsqueeze(dim); }
inline Tensor broadcast_to(const Tensor& a, IntArrayRef sizes) { return a.expand(sizes); }
inline Tensor select(const Tensor& a, std::int64_t dim, std::int64_t index) { return a.select(dim, index); }
inline Tensor narrow(const Tensor& a, std::int64_t dim, std::int64_t start, std::int64_t length) {
  return a.narrow(dim, start, length);
}
inline Tensor narrow(const Tensor& a, std::int64_t dim, const Tensor& start, std::int64_t length) {
  return a.narrow(dim, start, length);
}
inline Tensor narrow_copy(const Tensor& a, std::int64_t dim, std::int64_t start, std::int64_t length) {
  return a.narrow_copy(dim, start, length);
}
inline Tensor adjoint(const Tensor& a) { return a.mT(); }
inline Tensor detach(const Tensor& a) { return a.detach(); }
inline Tensor slice(const Tensor& a, std::int64_t dim = 0, std::optional<std::int64_t> start = {},
                    std::optional<std::int64_t> end = {}, std::int64_t step = 1) {
  return a.slice(dim, start, end, step);
}
inline Tensor as_strided(const Tensor& a, IntArrayRef sizes, IntArrayRef strides,
                         std::optional<std::int64_t> offset = {}) {
  return a.as_strided(sizes, strides, offset);
}
inline Tensor diagonal(const Tensor& a, std::int64_t offset = 0, std::int64_t dim1 = 0, std::int64_t dim2 = 1) {
  return a.diagonal(offset, dim1, dim2);
}
inline Tensor diag(const Tensor& a, std::int64_t diagonal = 0) { return a.diag(diagonal); }
inline Tensor diag_embed(const Tensor& a, std::int64_t offset = 0, std::int64_t dim1 = -2, std::int64_t dim2 = -1) {
  return a.diag_embed(offset, dim1, dim2);
}
inline TensorList unbind(const Tensor& a, std::int64_t dim = 0) { return a.unbind(dim); }
inline TensorList split(const Tensor& a, std::int64_t split_size, std::int64_t dim = 0) {
  return a.split(split_size, dim);
}
inline TensorList split(const Tensor& a, IntArrayRef sizes, std::int64_t dim = 0) {
  return a.split_with_sizes(sizes, dim);
}
inline TensorList split_with_sizes(const Tensor& a, IntArrayRef sizes, std::int64_t dim = 0) {
  return a.split_with_sizes(sizes, dim);
}
inline TensorList chunk(const Tensor& a, std::int64_t chunks, std::int64_t dim = 0) { return a.chunk(chunks, dim); }
inline TensorList unsafe_split(const Tensor& a, std::int64_t split_size, std::int64_t dim = 0) {
  return a.unsafe_split(split_size, dim);
}
inline TensorList unsafe_chunk(const Tensor& a, std::int64_t chunks, std::int64_t dim = 0) {
  return a.unsafe_chunk(chunks, dim);
}
inline TensorList tensor_split(const Tensor& a, std::int64_t sections, std::int64_t dim = 0) {
  return a.tensor_split(sections, dim);
}
inline TensorList tensor_split(const Tensor& a, IntArrayRef indices, std::int64_t dim = 0) {
  return a.tensor_split(indices, dim);
}
inline TensorList tensor_split(const Tensor& a, const Tensor& sections_or_indices, std::int64_t dim = 0) {
  return a.tensor_split(sections_or_indices, dim);
}
inline TensorList unsafe_split_with_sizes(const Tensor& a, IntArrayRef sizes, std::int64_t dim = 0) {
  return a.unsafe_split_with_sizes(sizes, dim);
}
inline TensorList hsplit(const Tensor& a, std::int64_t sections) { return a.hsplit(sections); }
inline TensorList hsplit(const Tensor& a, IntArrayRef indices) { return a.hsplit(indices); }
inline TensorList vsplit(const Tensor& a, std::int64_t sections) { return a.vsplit(sections); }
inline TensorList vsplit(const Tensor& a, IntArrayRef indices) { return a.vsplit(indices); }
inline TensorList dsplit(const Tensor& a, std::int64_t sections) { return a.dsplit(sections); }
inline TensorList dsplit(const Tensor& a, IntArrayRef indices) { return a.dsplit(indices); }
inline Tensor as_strided_scatter(const Tensor& a, const Tensor& src, IntArrayRef sizes, IntArrayRef strides,
                                 std::optional<std::int64_t> offset = {}) {
  return a.as_strided_scatter(src, sizes, strides, offset);
}
inline Tensor select_scatter(const Tensor& a, const Tensor& src, std::int64_t dim, std::int64_t index) {
  return a.select_scatter(src, dim, index);
}
inline Tensor slice_scatter(const Tensor& a, const Tensor& src, std::int64_t dim = 0,
                            std::optional<std::int64_t> start = {}, std::optional<std::int64_t> end = {},
                            std::int64_t step = 1) {
  return a.slice_scatter(src, dim, start, end, step);
}
inline Tensor diagonal_scatter(const Tensor& a, const Tensor& src, std::int64_t offset = 0, std::int64_t dim1 = 0,
                               std::int64_t dim2 = 1) {
  return a.diagonal_scatter(src, offset, dim1, dim2);
}
inline Tensor clone(const Tensor& a, std::optional<MemoryFormat> format = {}) { return a.clone(format); }

}  // namespace gradproof
