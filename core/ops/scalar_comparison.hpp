#pragma once
#include <gradproof/core/ops/scalar_function.hpp>

namespace gradproof::scalar {

// Two operands of the computed type, result bool.
struct Eq {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T b) {
    return a == b;
  }
};
struct Ne {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T b) {
    return a != b;
  }
};
struct Lt {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T b) {
    return a < b;
  }
};
struct Le {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T b) {
    return a <= b;
  }
};
struct Gt {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T b) {
    return a > b;
  }
};
struct Ge {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T b) {
    return a >= b;
  }
};

struct LogicalAnd {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T b) {
    return a != T(0) && b != T(0);
  }
};
struct LogicalOr {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T b) {
    return a != T(0) || b != T(0);
  }
};
struct LogicalXor {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T b) {
    return (a != T(0)) != (b != T(0));
  }
};
// Of one number; the second operand says nothing.
struct IsInf {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T) {
    if constexpr (std::is_floating_point_v<T>)
      return std::isinf(a);
    else
      return false;
  }
};
struct IsFinite {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T) {
    if constexpr (std::is_floating_point_v<T>)
      return std::isfinite(a);
    else
      return true;
  }
};
struct SignBit {
  template <class T>
  GRADPROOF_SCALAR bool apply(T a, T) {
    if constexpr (std::is_floating_point_v<T>)
      return std::signbit(a);
    else
      return a < T(0);
  }
};

}  // namespace gradproof::scalar
