#pragma once
#include <cstddef>
#include <cstdint>
#include <gradproof/core/layout/half.hpp>
#include <string_view>

namespace gradproof {

/// Element type of a tensor. Ordered by kind (bool, integers, floating) and within a kind by range. The last few have a
/// name, so that they can be asked for, and no tensors: creating one says so.
enum class DType : std::uint8_t {
  boolean,
  uint8,
  int8,
  int16,
  int32,
  int64,
  float16,
  bfloat16,
  float32,
  float64,
  complex64,
  complex128,
  quantized8,
  undefined,
  // libtorch's names
  Bool = boolean,
  Byte = uint8,
  Char = int8,
  Short = int16,
  Int = int32,
  Long = int64,
  Half = float16,
  BFloat16 = bfloat16,
  Float = float32,
  Double = float64,
  ComplexFloat = complex64,
  ComplexDouble = complex128,
  QInt8 = quantized8,
  Undefined = undefined
};
using ScalarType = DType;

inline constexpr DType kBool = DType::boolean, kByte = DType::uint8, kUInt8 = DType::uint8, kChar = DType::int8,
                       kInt8 = DType::int8, kShort = DType::int16, kInt16 = DType::int16, kInt = DType::int32,
                       kInt32 = DType::int32, kLong = DType::int64, kInt64 = DType::int64, kHalf = DType::float16,
                       kFloat16 = DType::float16, kBFloat16 = DType::bfloat16, kFloat = DType::float32,
                       kFloat32 = DType::float32, kDouble = DType::float64, kFloat64 = DType::float64,
                       kComplexFloat = DType::complex64, kComplexDouble = DType::complex128, kQInt8 = DType::quantized8,
                       kUndefined = DType::undefined;
inline constexpr int kDTypeCount = 10;  ///< of those that tensors can have

inline constexpr std::uint8_t kElementSizes[] = {1, 1, 1, 2, 4, 8, 2, 2, 4, 8, 8, 16, 1, 0};
/// Bytes per element.
constexpr std::size_t size_of(DType t) { return kElementSizes[std::size_t(t)]; }
constexpr bool is_floating(DType t) { return t >= DType::float16 && t <= DType::float64; }
constexpr bool is_integral(DType t, bool bool_counts = false) {
  return (t >= DType::uint8 && t <= DType::int64) || (bool_counts && t == DType::boolean);
}

/// The type in which two operands of equal standing are computed (PyTorch's promote_types).
constexpr DType promote(DType a, DType b) {
  const DType low = a < b ? a : b, high = a < b ? b : a;
  if (low == DType::uint8 && high == DType::int8) return DType::int16;
  if (low == DType::float16 && high == DType::bfloat16) return DType::float32;
  return high;
}

std::string_view name(DType t);           ///< "float32"
std::string_view scalar_name(DType t);    ///< "Float", "Long": PyTorch's ScalarType names
std::string_view type_spelling(DType t);  ///< "float", "long int": the C++ type, as PyTorch's TypeMeta prints it
/// Throws `not_implemented`, naming the type, where there are no tensors of it.
void expect_supported(DType t);

/// Type given to floating values for which nobody named one; float32 unless changed. Process-wide.
DType default_dtype();
void set_default_dtype(DType t);

template <class T>
struct DTypeOf;
#define GRADPROOF_DTYPE(type, member)             \
  template <>                                     \
  struct DTypeOf<type> {                          \
    static constexpr DType value = DType::member; \
  };
GRADPROOF_DTYPE(bool, boolean)
GRADPROOF_DTYPE(std::uint8_t, uint8)
GRADPROOF_DTYPE(std::int8_t, int8)
GRADPROOF_DTYPE(std::int16_t, int16)
GRADPROOF_DTYPE(std::int32_t, int32)
GRADPROOF_DTYPE(std::int64_t, int64)
GRADPROOF_DTYPE(Half, float16)
GRADPROOF_DTYPE(BFloat16, bfloat16)
GRADPROOF_DTYPE(float, float32)
GRADPROOF_DTYPE(double, float64)
#undef GRADPROOF_DTYPE

template <class T>
struct TypeTag {
  using type = T;
};

/// The C++ types of all element types, in the order of DType: what kernel tables are made from.
template <class... T>
struct TypeList {
  static constexpr int size = sizeof...(T);
};
using ElementTypes =
    TypeList<bool, std::uint8_t, std::int8_t, std::int16_t, std::int32_t, std::int64_t, Half, BFloat16, float, double>;
static_assert(ElementTypes::size == kDTypeCount);

/// Calls f(TypeTag<T>{}) with the C++ type of `t`.
template <class F>
decltype(auto) visit(DType t, F&& f) {
  switch (t) {
    case DType::boolean:
      return f(TypeTag<bool>{});
    case DType::uint8:
      return f(TypeTag<std::uint8_t>{});
    case DType::int8:
      return f(TypeTag<std::int8_t>{});
    case DType::int16:
      return f(TypeTag<std::int16_t>{});
    case DType::int32:
      return f(TypeTag<std::int32_t>{});
    case DType::int64:
      return f(TypeTag<std::int64_t>{});
    case DType::float16:
      return f(TypeTag<Half>{});
    case DType::bfloat16:
      return f(TypeTag<BFloat16>{});
    case DType::float32:
      return f(TypeTag<float>{});
    default:
      return f(TypeTag<double>{});
  }
}

}  // namespace gradproof
