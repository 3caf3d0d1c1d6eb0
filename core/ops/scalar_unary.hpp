#pragma once
#include <gradproof/core/ops/scalar_function.hpp>

namespace gradproof::scalar {

// One operand, result of the same type. Exp to Cos may be asked for integers by way of double.
struct Neg {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    if constexpr (is_bool<T>)
      return a;
    else
      return -a;
  }
};
struct Abs {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    if constexpr (is_bool<T>)
      return a;
    else if constexpr (std::is_integral_v<T>)
      return a < 0 ? -a : a;
    else
      return std::fabs(a);
  }
};
struct Sign {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    if constexpr (is_bool<T>)
      return a;
    else
      return T(T(0) < a) - T(a < T(0));
  }
};
struct Relu {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return a != a || a > T(0) ? a : T(0);
  }
};

struct Exp {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(std::exp(Real<T>(a)));
  }
};
struct Log {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(std::log(Real<T>(a)));
  }
};
struct Sigmoid {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(Real<T>(1) / (Real<T>(1) + std::exp(-Real<T>(a))));
  }
};
struct Tanh {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(std::tanh(Real<T>(a)));
  }
};
struct Sqrt {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(std::sqrt(Real<T>(a)));
  }
};
struct Rsqrt {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(Real<T>(1) / std::sqrt(Real<T>(a)));
  }
};
struct Reciprocal {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(Real<T>(1) / Real<T>(a));
  }
};
struct Sin {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(std::sin(Real<T>(a)));
  }
};
struct Cos {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return T(std::cos(Real<T>(a)));
  }
};

struct Floor {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    if constexpr (std::is_floating_point_v<T>)
      return std::floor(a);
    else
      return a;
  }
};
struct Ceil {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    if constexpr (std::is_floating_point_v<T>)
      return std::ceil(a);
    else
      return a;
  }
};
struct Round {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    if constexpr (std::is_floating_point_v<T>)
      return std::nearbyint(a);
    else
      return a;
  }
};
struct Trunc {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    if constexpr (std::is_floating_point_v<T>)
      return std::trunc(a);
    else
      return a;
  }
};
struct BitNot {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    if constexpr (is_bool<T>)
      return !a;
    else if constexpr (std::is_integral_v<T>)
      return T(~a);
    else
      return a;
  }
};

// Floating types only.
struct Frac : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return a - std::trunc(a);
  }
};
struct Exp2 : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::exp2(a);
  }
};
struct Expm1 : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::expm1(a);
  }
};
struct Log1p : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::log1p(a);
  }
};
struct Log2 : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::log2(a);
  }
};
struct Log10 : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::log10(a);
  }
};
struct Tan : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::tan(a);
  }
};
struct Asin : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::asin(a);
  }
};
struct Acos : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::acos(a);
  }
};
struct Atan : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::atan(a);
  }
};
struct Sinh : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::sinh(a);
  }
};
struct Cosh : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::cosh(a);
  }
};
struct Asinh : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::asinh(a);
  }
};
struct Acosh : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::acosh(a);
  }
};
struct Atanh : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::atanh(a);
  }
};
struct Erf : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::erf(a);
  }
};
struct Erfc : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return std::erfc(a);
  }
};
struct Deg2Rad : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return a * T(0.017453292519943295);
  }
};
struct Rad2Deg : RealOnly {
  template <class T>
  GRADPROOF_SCALAR T apply(T a) {
    return a * T(57.29577951308232);
  }
};

}  // namespace gradproof::scalar
