#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gradproof {

/// Element type of a tensor. Ordered so that promotion of two types of the same kind is the larger one.
enum class DType : std::uint8_t { boolean, int64, float32, float64 };

inline constexpr DType kBool = DType::boolean, kLong = DType::int64, kInt64 = DType::int64, kFloat = DType::float32,
                       kFloat32 = DType::float32, kDouble = DType::float64, kFloat64 = DType::float64;
inline constexpr int kDTypeCount = 4;

/// Bytes per element.
constexpr std::size_t size_of(DType t) {
  constexpr std::size_t sizes[kDTypeCount] = {1, 8, 4, 8};
  return sizes[std::size_t(t)];
}
constexpr bool is_floating(DType t) { return t >= DType::float32; }

/// The type in which two operands of equal standing are computed (PyTorch's promote_types).
constexpr DType promote(DType a, DType b) { return a > b ? a : b; }

std::string_view name(DType t);         ///< "float32"
std::string_view long_name(DType t);    ///< "torch.FloatTensor": what PyTorch's messages print
std::string_view scalar_name(DType t);  ///< "Float", "Long": PyTorch's ScalarType names

/// Type given to floating values for which nobody named one; float32 unless changed. Process-wide.
DType default_dtype();
void set_default_dtype(DType t);

template <class T>
struct DTypeOf;
template <>
struct DTypeOf<bool> {
  static constexpr DType value = DType::boolean;
};
template <>
struct DTypeOf<std::int64_t> {
  static constexpr DType value = DType::int64;
};
template <>
struct DTypeOf<float> {
  static constexpr DType value = DType::float32;
};
template <>
struct DTypeOf<double> {
  static constexpr DType value = DType::float64;
};

template <class T>
struct TypeTag {
  using type = T;
};

/// Calls f(TypeTag<T>{}) with the C++ type of `t`.
template <class F>
decltype(auto) visit(DType t, F&& f) {
  switch (t) {
    case DType::boolean:
      return f(TypeTag<bool>{});
    case DType::int64:
      return f(TypeTag<std::int64_t>{});
    case DType::float32:
      return f(TypeTag<float>{});
    default:
      return f(TypeTag<double>{});
  }
}

}  // namespace gradproof
