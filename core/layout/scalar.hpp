#pragma once
#include <cmath>
#include <cstdint>
#include <gradproof/core/layout/dtype.hpp>
#include <limits>
#include <type_traits>

namespace gradproof {

/// A plain number with its kind: bool, integer or floating. `a + 2` carries one; it never becomes a tensor.
class Scalar {
 public:
  Scalar() : Scalar(std::int64_t(0)) {}
  template <class T>
  requires std::is_arithmetic_v<T> Scalar(T v) {
    if constexpr (std::is_same_v<T, bool>)
      kind_ = DType::boolean, integer_ = v;
    else if constexpr (std::is_integral_v<T>)
      kind_ = DType::int64, integer_ = std::int64_t(v);
    else
      kind_ = DType::float64, real_ = double(v);
  }
  Scalar operator-() const { return kind_ == DType::float64 ? Scalar(-real_) : Scalar(-integer_); }
  Scalar(Half v) : Scalar(float(v)) {}
  Scalar(BFloat16 v) : Scalar(float(v)) {}
  DType kind() const { return kind_; }  ///< boolean, int64 or float64
  /// As a machine converts: what T cannot hold wraps or becomes an infinity.
  template <class T>
  T cast() const {
    return kind_ == DType::float64 ? T(real_) : T(integer_);
  }
  /// The same; throws `value` for a number that T cannot hold.
  template <class T>
  T to() const {
    if (kind_ == DType::float64 ? !holds<T>(real_) : !holds<T>(integer_)) refuse_conversion(DTypeOf<T>::value);
    return cast<T>();
  }
  DType type() const { return kind_; }
  bool isComplex() const { return false; }
  bool isFloatingPoint() const { return kind_ == DType::float64; }
  bool isBoolean() const { return kind_ == DType::boolean; }
  bool isIntegral(bool include_bool) const {
    return kind_ == DType::int64 || (include_bool && kind_ == DType::boolean);
  }
  /// Whether it is `v`; a bool equals bools alone.
  template <class T>
  requires std::is_arithmetic_v<T>
  bool equal(T v) const {
    if (std::is_same_v<T, bool> || isBoolean()) return std::is_same_v<T, bool> && isBoolean() && toBool() == bool(v);
    return isFloatingPoint() ? real_ == double(v) : T(integer_) == v && std::int64_t(v) == integer_;
  }
  std::uint8_t toByte() const { return to<std::uint8_t>(); }
  std::int8_t toChar() const { return to<std::int8_t>(); }
  std::int16_t toShort() const { return to<std::int16_t>(); }
  int toInt() const { return to<int>(); }
  std::int64_t toLong() const { return to<std::int64_t>(); }
  Half toHalf() const { return to<Half>(); }
  BFloat16 toBFloat16() const { return to<BFloat16>(); }
  float toFloat() const { return to<float>(); }
  double toDouble() const { return to<double>(); }
  bool toBool() const { return to<bool>(); }
  /// Throws `value` unless elements of `type` can hold it.
  void expect_fits(DType type) const {
    if (kind_ == DType::float64 || std::uint64_t(integer_) > 127) expect_fits_narrow(type);
  }

 private:
  [[noreturn]] static void refuse_conversion(DType type);
  void expect_fits_narrow(DType type) const;
  /// As PyTorch has it: an infinity stays one, fractions are cut off, a negative integer may wrap to an unsigned type.
  template <class T, class From>
  static bool holds(From v) {
    using Limits = std::numeric_limits<T>;
    if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, double> || std::is_same_v<T, From>)
      return true;
    else if constexpr (std::is_floating_point_v<T> || is_half<T>)
      return !std::isfinite(double(v)) || std::abs(double(v)) <= double(Limits::max());
    else if constexpr (std::is_integral_v<From>)
      return std::is_unsigned_v<T> ? (v < 0 ? -v : v) <= From(Limits::max()) : From(T(v)) == v;
    else
      return std::trunc(v) >= double(Limits::lowest()) && std::trunc(v) < double(Limits::max()) + 1;
  }

  DType kind_;
  union {
    std::int64_t integer_;
    double real_;
  };
};

}  // namespace gradproof
