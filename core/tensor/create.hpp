#pragma once
#include <gradproof/core/tensor/tensor.hpp>
#include <initializer_list>

namespace gradproof {

/// Numbers in nested braces with the shape the braces have: what `tensor({{1, 2}, {3, 4}})` is made from.
/// Ragged braces throw `shape`.
class NestedData {
 public:
  template <class T>
  requires std::is_arithmetic_v<T> NestedData(T v) : values_{v} {}
  NestedData(std::initializer_list<NestedData> items);
  template <class T>
  requires std::is_arithmetic_v<T> NestedData(const std::vector<T>& v) : sizes_{std::int64_t(v.size())} {
    for (T x : v) values_.emplace_back(x);
  }
  const std::vector<Scalar>& values() const { return values_; }
  IntArrayRef sizes() const { return sizes_; }

 private:
  std::vector<Scalar> values_;
  std::vector<std::int64_t> sizes_;
};

Tensor empty(IntArrayRef sizes, const TensorOptions& options = {});
/// Uninitialised memory read through the given strides (all >= 0).
Tensor empty_strided(IntArrayRef sizes, IntArrayRef strides, const TensorOptions& options = {});
Tensor full(IntArrayRef sizes, const Scalar& value, const TensorOptions& options = {});
Tensor zeros(IntArrayRef sizes, const TensorOptions& options = {});
Tensor ones(IntArrayRef sizes, const TensorOptions& options = {});
Tensor empty_like(const Tensor& t);
Tensor zeros_like(const Tensor& t);
Tensor ones_like(const Tensor& t);
Tensor full_like(const Tensor& t, const Scalar& value);
/// start, start + step, ... below end; integers unless a bound is floating.
Tensor arange(const Scalar& start, const Scalar& end, const Scalar& step = 1, const TensorOptions& options = {});
inline Tensor arange(const Scalar& end, const TensorOptions& options = {}) { return arange(0, end, 1, options); }
/// dtype from the options, else bool, int64 or the default dtype, whichever the numbers need.
Tensor tensor(const NestedData& data, const TensorOptions& options = {});
/// A new leaf from row-major numbers.
Tensor from_values(const std::vector<Scalar>& values, IntArrayRef sizes, const TensorOptions& options = {});
Tensor scalar_tensor(const Scalar& value, const TensorOptions& options = {});
/// A tensor over memory of somebody else; `deleter` is called when nobody refers to it any more.
Tensor from_blob(void* data, IntArrayRef sizes, const TensorOptions& options = {});
Tensor from_blob(void* data, IntArrayRef sizes, void (*deleter)(void*), const TensorOptions& options = {});

/// Uninitialised, dense, no autograd: what operations write their results to.
inline Tensor make_result(const Layout& dense, DType dtype, const Device& device) {
  if (int(dtype) >= kDTypeCount) [[unlikely]]
    expect_supported(dtype);
  return Tensor(TensorImpl::create(device, dense, dtype));
}
/// The same with the sizes and on the device of `t`.
inline Tensor make_result_like(const Tensor& t, DType dtype) {
  const Device& device = t->storage->device();
  if (!t.layout().is_row_major()) [[unlikely]]
    return make_result(Layout(t.sizes()), dtype, device);
  Tensor out = make_result(t.layout(), dtype, device);
  out->layout.set_offset(0);
  return out;
}

/// Sets every element; no autograd, no version.
void fill_raw(const Tensor& t, const Scalar& value);

}  // namespace gradproof
