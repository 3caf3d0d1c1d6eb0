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
struct AddProduct {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b, T c) {
    if constexpr (is_bool<T>)
      return a || (b && c);
    else
      return T(a + b * c);
  }
};
struct AddQuotient : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b, T c) {
    return a + b / c;
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
