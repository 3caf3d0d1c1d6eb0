#pragma once
#include <gradproof/core/layout/array_ref.hpp>
#include <gradproof/core/layout/order.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <initializer_list>

namespace gradproof {

/// Numbers in nested braces with the shape the braces have: what `tensor({{1, 2}, {3, 4}})` is made from.
/// Ragged braces throw `shape`.
class NestedData {
 public:
  template <class T>
  requires std::is_arithmetic_v<T> NestedData(T v) : values_{v}, kept_(kept_type<T>()) {}
  NestedData(std::initializer_list<NestedData> items);
  template <class T>
  requires std::is_arithmetic_v<T> NestedData(const std::vector<T>& v)
      : sizes_{std::int64_t(v.size())}, kept_(kept_type<T>(std::is_same_v<T, bool> ? kBool : kLong)) {
    for (T x : v) values_.emplace_back(x);
  }
  template <class T>
  requires std::is_arithmetic_v<T> NestedData(RowRef<T> v) : NestedData(v.vec()) {}
  NestedData(IntArrayRef v) : NestedData(v.vec()) {}
  const std::vector<Scalar>& values() const { return values_; }
  IntArrayRef sizes() const { return sizes_; }
  /// The type that a tensor of them has: of numbers that were all int8, uint8 or int16 theirs, of a vector's integers
  /// int64 and its bools bool.
  std::optional<DType> kept_type() const { return kept_; }
  /// As the braces stood: "{{1, 2}, {3, 4}}".
  friend std::ostream& operator<<(std::ostream& out, const NestedData& data);

 private:
  template <class T>
  static std::optional<DType> kept_type(std::optional<DType> of_others = {}) {
    if constexpr (std::is_integral_v<T> && sizeof(T) < sizeof(int) && !std::is_same_v<T, bool>)
      return DTypeOf<T>::value;
    else if constexpr (std::is_integral_v<T>)
      return of_others;
    else
      return std::nullopt;
  }

  std::vector<Scalar> values_;
  std::vector<std::int64_t> sizes_;
  std::optional<DType> kept_;
};

Tensor empty(IntArrayRef sizes, const TensorOptions& options = {});
inline Tensor empty(IntArrayRef sizes, const TensorOptions& options, std::optional<MemoryFormat> format) {
  return format ? empty(sizes, options.memory_format(*format)) : empty(sizes, options);
}
/// Uninitialised memory read through the given strides (all >= 0).
Tensor empty_strided(IntArrayRef sizes, IntArrayRef strides, const TensorOptions& options = {});
Tensor full(IntArrayRef sizes, const Scalar& value, const TensorOptions& options = {});
Tensor zeros(IntArrayRef sizes, const TensorOptions& options = {});
Tensor ones(IntArrayRef sizes, const TensorOptions& options = {});
/// A tensor that was just made, with what the options ask for besides type and device: page-locked memory,
/// requires_grad.
Tensor finished(Tensor t, const TensorOptions& options);
/// The options, of the type and on the device of `t` where they do not say.
TensorOptions typed_as(const Tensor& t, const TensorOptions& options);
// Like `t` in sizes and order of strides; type and device too where the options do not say.
Tensor empty_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format = {});
Tensor zeros_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format = {});
Tensor ones_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format = {});
Tensor full_like(const Tensor& t, const Scalar& value, const TensorOptions& options,
                 std::optional<MemoryFormat> format = {});
inline Tensor empty_like(const Tensor& t) { return empty_like(t, t.options()); }
inline Tensor zeros_like(const Tensor& t) { return zeros_like(t, t.options()); }
inline Tensor ones_like(const Tensor& t) { return ones_like(t, t.options()); }
inline Tensor full_like(const Tensor& t, const Scalar& value) { return full_like(t, value, t.options()); }
/// `steps` numbers from start to end, both included; and powers of `base` with such exponents.
Tensor linspace(const Scalar& start, const Scalar& end, std::int64_t steps, const TensorOptions& options = {});
Tensor logspace(const Scalar& start, const Scalar& end, std::int64_t steps, double base = 10,
                const TensorOptions& options = {});
/// Ones on the diagonal of n rows and m (n) columns.
Tensor eye(std::int64_t n, std::int64_t m, const TensorOptions& options = {});
inline Tensor eye(std::int64_t n, const TensorOptions& options = {}) { return eye(n, n, options); }
// Windows of n numbers that rise and fall; `periodic`: as for n + 1 of which the last is left out.
Tensor hann_window(std::int64_t n, bool periodic = true, const TensorOptions& options = {});
Tensor hamming_window(std::int64_t n, bool periodic = true, double alpha = 0.54, double beta = 0.46,
                      const TensorOptions& options = {});
Tensor blackman_window(std::int64_t n, bool periodic = true, const TensorOptions& options = {});
Tensor bartlett_window(std::int64_t n, bool periodic = true, const TensorOptions& options = {});
inline Tensor hann_window(std::int64_t n, const TensorOptions& options) { return hann_window(n, true, options); }
inline Tensor hamming_window(std::int64_t n, const TensorOptions& options) {
  return hamming_window(n, true, 0.54, 0.46, options);
}
inline Tensor blackman_window(std::int64_t n, const TensorOptions& options) {
  return blackman_window(n, true, options);
}
inline Tensor bartlett_window(std::int64_t n, const TensorOptions& options) {
  return bartlett_window(n, true, options);
}
/// start, start + step, ... below end; integers unless a bound is floating.
Tensor arange(const Scalar& start, const Scalar& end, const Scalar& step = 1, const TensorOptions& options = {});
inline Tensor arange(const Scalar& start, const Scalar& end, const TensorOptions& options) {
  return arange(start, end, 1, options);
}
inline Tensor arange(const Scalar& end, const TensorOptions& options = {}) { return arange(0, end, 1, options); }
/// start, start + step, ... up to end, included; of the default type.
Tensor range(const Scalar& start, const Scalar& end, const Scalar& step = 1, const TensorOptions& options = {});
inline Tensor range(const Scalar& start, const Scalar& end, const TensorOptions& options) {
  return range(start, end, 1, options);
}
/// dtype from the options, else bool, int64 or the default dtype, whichever the numbers need.
Tensor tensor(const NestedData& data, const TensorOptions& options = {});
/// A new leaf from row-major numbers.
Tensor from_values(const std::vector<Scalar>& values, IntArrayRef sizes, const TensorOptions& options = {});
/// Of the default type where the options do not say another, whatever the number.
Tensor scalar_tensor(const Scalar& value, const TensorOptions& options = {});
/// A tensor over memory of somebody else; `deleter` is called when nobody refers to it any more. Where the options name
/// a kind of device, the memory is one's of that kind: throws `device_access` for other memory, or another number's.
Tensor from_blob(void* data, IntArrayRef sizes, const TensorOptions& options = {});
Tensor from_blob(void* data, IntArrayRef sizes, void (*deleter)(void*), const TensorOptions& options = {});
/// The same, read through strides; the deleter is called with `data` and `context`.
Tensor from_blob(void* data, IntArrayRef sizes, IntArrayRef strides, Storage::Deleter deleter, void* context,
                 const TensorOptions& options);
inline Tensor from_blob(void* data, IntArrayRef sizes, IntArrayRef strides, const TensorOptions& options = {}) {
  return from_blob(data, sizes, strides, nullptr, nullptr, options);
}
/// With any callable as deleter: it is kept until it was called, once.
template <class Deleter>
requires std::is_invocable_v<Deleter&, void*> Tensor from_blob(void* data, IntArrayRef sizes, IntArrayRef strides,
                                                               Deleter deleter, const TensorOptions& options = {}) {
  auto call = [](void* bytes, void* context) {
    const std::unique_ptr<Deleter> kept(static_cast<Deleter*>(context));
    (*kept)(bytes);
  };
  return from_blob(data, sizes, strides, call, new Deleter(std::move(deleter)), options);
}
template <class Deleter>
requires std::is_invocable_v<Deleter&, void*> &&(!std::is_convertible_v<Deleter, void (*)(void*)>)Tensor
    from_blob(void* data, IntArrayRef sizes, Deleter deleter, const TensorOptions& options = {}) {
  return from_blob(data, sizes, Layout(sizes).strides(), std::move(deleter), options);
}

/// Uninitialised, dense, no autograd: what operations write their results to.
inline Tensor make_result(const Layout& dense, DType dtype, const Device& device) {
  if (int(dtype) >= kDTypeCount) [[unlikely]]
    expect_supported(dtype);
  return Tensor(TensorImpl::create(device, dense, dtype));
}
/// The same with the sizes and on the device of `t`, in the order in which t lies.
Tensor make_result_in_order(const Tensor& t, DType dtype);
inline Tensor make_result_like(const Tensor& t, DType dtype) {
  const TensorImpl& like = *t.impl();
  const std::size_t bytes = std::size_t(like.layout.numel()) * size_of(dtype);
  if (!like.layout.is_row_major() || !like.storage->is_housed() || !kHouse.has_room(bytes) || int(dtype) >= kDTypeCount)
      [[unlikely]]
    return make_result_in_order(t, dtype);
  Tensor out(TensorImpl::create_housed(like.storage->device(), like.layout, dtype, bytes));
  out->layout.set_offset(0);
  return out;
}

/// Sets every element; no autograd, no version.
void fill_raw(const Tensor& t, const Scalar& value);

}  // namespace gradproof
