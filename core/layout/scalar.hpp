#pragma once
#include <cstdint>
#include <gradproof/core/layout/dtype.hpp>
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
  int toInt() const { return to<int>(); }
  std::int64_t toLong() const { return to<std::int64_t>(); }
  float toFloat() const { return to<float>(); }
  double toDouble() const { return to<double>(); }
  bool toBool() const { return to<bool>(); }

 private:
  DType kind_;
  union {
    std::int64_t integer_;
    double real_;
  };
};

}  // namespace gradproof
