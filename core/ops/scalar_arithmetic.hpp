#pragma once
#include <gradproof/core/ops/scalar_function.hpp>

namespace gradproof::scalar {

// Two operands of the computed type, result of the same type.
struct Add {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (is_bool<T>)
      return a || b;
    else
      return a + b;
  }
};
struct Sub {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (is_bool<T>)
      return a != b;
    else
      return a - b;
  }
};
struct Mul {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (is_bool<T>)
      return a && b;
    else
      return a * b;
  }
};
struct Div {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>)
      return b ? T(a / b) : T(0);
    else
      return a / b;
  }
};
struct Pow {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (is_bool<T>)
      return b ? a : true;
    else if constexpr (std::is_integral_v<T>) {
      if (b < 0) return a == 1 ? 1 : a == -1 ? (b % 2 ? -1 : 1) : 0;
      T result = 1;
      for (; b; b >>= 1, a *= a)
        if (b & 1) result *= a;
      return result;
    } else
      return b == T(2) ? a * a : std::pow(a, b);
  }
};
// A number as exponent: the ones that have a shorter way. The second operand is not read.
struct Square {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T) {
    if constexpr (is_bool<T>)
      return a;
    else
      return a * a;
  }
};
struct Cube {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T) {
    if constexpr (is_bool<T>)
      return a;
    else
      return a * a * a;
  }
};
struct PowHalf : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T) {
    return std::sqrt(a);
  }
};
struct PowMinusHalf : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T) {
    return T(1) / std::sqrt(a);
  }
};
struct PowMinusOne : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T) {
    return T(1) / a;
  }
};
struct PowMinusTwo : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T) {
    return T(1) / (a * a);
  }
};
struct Maximum {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    return a != a || a > b ? a : b;
  }
};
struct Minimum {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    return a != a || a < b ? a : b;
  }
};

struct FloorDivide {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (is_bool<T>) {
      return a && b;
    } else if constexpr (std::is_integral_v<T>) {
      if (b == 0) return 0;
      if constexpr (std::is_signed_v<T>)
        if (b == T(-1)) return T(std::make_unsigned_t<T>(0) - std::make_unsigned_t<T>(a));
      const T quotient = T(a / b), rest = T(a % b);
      return rest != 0 && (rest < 0) != (b < 0) ? T(quotient - 1) : quotient;
    } else {
      if (b == 0) return a / b;
      const T rest = std::fmod(a, b);
      T quotient = (a - rest) / b;
      if (rest != 0 && (b < 0) != (rest < 0)) quotient -= 1;
      if (quotient == 0) return std::copysign(T(0), a / b);
      const T floor = std::floor(quotient);
      return quotient - floor > T(0.5) ? floor + 1 : floor;
    }
  }
};
struct TruncDivide {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      return std::trunc(a / b);
    else if constexpr (std::is_signed_v<T>)
      return b == T(-1) ? T(std::make_unsigned_t<T>(0) - std::make_unsigned_t<T>(a)) : b ? T(a / b) : T(0);
    else
      return b ? T(a / b) : T(0);
  }
};
struct Fmod {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      return std::fmod(a, b);
    else
      return b == 0 || b == T(-1) ? T(0) : T(a % b);
  }
};
struct Remainder {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    const T rest = Fmod::apply(a, b);
    if constexpr (is_bool<T>)
      return rest;
    else
      return rest != 0 && (rest < 0) != (b < 0) ? T(rest + b) : rest;
  }
};
struct Fmax {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    return b != b || a > b ? a : b;
  }
};
struct Fmin {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    return b != b || a < b ? a : b;
  }
};
struct Atan2 : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    return std::atan2(a, b);
  }
};
struct Hypot : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    return std::hypot(a, b);
  }
};
struct Copysign : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    return std::copysign(a, b);
  }
};
struct LogAddExp : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if (a == b && std::isinf(a)) return a;
    return Maximum::apply(a, b) + std::log1p(std::exp(-std::fabs(a - b)));
  }
};
struct Xlogy : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    return b != b ? b : a == 0 ? T(0) : a * std::log(b);
  }
};

// A gradient through an activation, from the activation's result.
struct ReluBackward {
  template <class T>
  GRADPROOF_SCALAR T apply(T grad, T result) {
    return result <= T(0) ? T(0) : grad;
  }
};
struct SigmoidBackward : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T grad, T result) {
    return grad * (T(1) - result) * result;
  }
};
struct TanhBackward : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T grad, T result) {
    return grad * (T(1) - result * result);
  }
};

// Bits: integers and bool only.
struct BitAnd {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      return a;
    else
      return T(a & b);
  }
};
struct BitOr {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      return a;
    else
      return T(a | b);
  }
};
struct BitXor {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      return a;
    else
      return T(a ^ b);
  }
};
struct ShiftLeft {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (std::is_floating_point_v<T> || is_bool<T>)
      return a;
    else
      return b < 0 || b >= T(sizeof(T) * 8) ? T(0) : T(std::make_unsigned_t<T>(a) << b);
  }
};
struct ShiftRight {
  template <class T>
  GRADPROOF_SCALAR T apply(T a, T b) {
    if constexpr (std::is_floating_point_v<T> || is_bool<T>)
      return a;
    else
      return T(a >> (b < 0 || b >= T(sizeof(T) * 8) ? T(sizeof(T) * 8 - 1) : b));
  }
};

}  // namespace gradproof::scalar
