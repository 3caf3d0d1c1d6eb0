#pragma once
#include <gradproof/core/ops/scalar_arithmetic.hpp>

namespace gradproof::scalar {

// Three operands, each a tensor or a number.
struct Clamp {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T low, T high) {
    return Minimum::apply(Maximum::apply(a, low), high);
  }
};
struct Lerp : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T end, T weight) {
    return std::fabs(weight) < T(0.5) ? a + weight * (end - a) : end - (end - a) * (1 - weight);
  }
};
/// Base of functions of three operands and a number.
struct WithNumber {};
template <class F>
inline constexpr bool takes_number = std::is_base_of_v<WithNumber, F>;

struct AddProduct : WithNumber {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b, T c, T factor) {
    if constexpr (is_bool<T>)
      return a || (b && c && factor);
    else
      return T(a + b * factor * c);
  }
};
struct AddQuotient : RealOnly, WithNumber {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b, T c, T factor) {
    return a + b * factor / c;
  }
};
/// The first operand is bool.
struct Where {
  template <class T>
  GRADPROOF_SCALAR T apply(bool condition, T a, T b) {
    return condition ? a : b;
  }
};

}  // namespace gradproof::scalar
