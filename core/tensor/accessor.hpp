#pragma once
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// Plain reading and writing of elements, an index per dimension: a[i][j]. Borrows from a tensor that must outlive it;
/// unchecked, uncounted, unrecorded.
template <class T, std::size_t N>
class TensorAccessor {
 public:
  TensorAccessor(T* data, const std::int64_t* sizes, const std::int64_t* strides)
      : data_(data), sizes_(sizes), strides_(strides) {}
  decltype(auto) operator[](std::int64_t i) const {
    T* at = data_ + i * strides_[0];
    if constexpr (N == 1)
      return static_cast<T&>(*at);
    else
      return TensorAccessor<T, N - 1>(at, sizes_ + 1, strides_ + 1);
  }
  std::int64_t size(std::size_t d) const { return sizes_[d]; }
  std::int64_t stride(std::size_t d) const { return strides_[d]; }
  IntArrayRef sizes() const { return {sizes_, N}; }
  IntArrayRef strides() const { return {strides_, N}; }
  T* data() const { return data_; }

 private:
  T* data_;
  const std::int64_t *sizes_, *strides_;
};

template <class T, std::size_t N>
TensorAccessor<T, N> Tensor::accessor() const {
  static_assert(N > 0, "a 0-dim tensor is read with item()");
  if (std::size_t(dim()) != N)
    raise(ErrorKind::shape, "TensorAccessor expected " + std::to_string(N) + " dims but tensor has " +
                                std::to_string(dim()) + ": sizes " + to_string(sizes()));
  return {const_cast<T*>(data_ptr<std::remove_const_t<T>>()), sizes().data(), strides().data()};
}

}  // namespace gradproof
