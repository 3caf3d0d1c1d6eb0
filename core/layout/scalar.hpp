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
  explicit Scalar(Half v) : Scalar(float(v)) {}
  explicit Scalar(BFloat16 v) : Scalar(float(v)) {}
  DType kind() const { return kind_; }  ///< boolean, int64 or float64
  template <class T>
  T to() const {
    return kind_ == DType::float64 ? T(real_) : T(integer_);
  }
  DType type() const { return kind_; }
  bool isComplex() const { return false; }
  bool isFloatingPoint() const { return kind_ == DType::float64; }
  bool isBoolean() const { return kind_ == DType::boolean; }
  bool isIntegral(bool include_bool) const {
    return kind_ == DType::int64 || (include_bool && kind_ == DType::boolean);
  }
  template <class T>
  requires std::is_arithmetic_v<T>
  bool equal(T v) const { return to<T>() == v; }
  /// The same; throws `value` for a number that T cannot hold.
  template <class T>
  T checked() const {
    if (kind_ == DType::float64 ? !holds<T>(real_) : !holds<T>(integer_)) refuse_conversion(DTypeOf<T>::value);
    return to<T>();
  }
  int toInt() const { return checked<int>(); }
  std::int64_t toLong() const { return to<std::int64_t>(); }
  float toFloat() const { return checked<float>(); }
  double toDouble() const { return to<double>(); }
  bool toBool() const { return to<bool>(); }

 private:
  [[noreturn]] static void refuse_conversion(DType type);
  /// As PyTorch has it: an infinity stays one, fractions are cut off, a negative integer may wrap to an unsigned type.
  template <class T, class From>
  static bool holds(From v) {
    using Limits = std::numeric_limits<T>;
    if constexpr (!std::is_arithmetic_v<T> || std::is_same_v<T, bool>)
      return true;
    else if constexpr (std::is_floating_point_v<T>)
      return !std::isfinite(double(v)) || std::isfinite(T(v));
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
