#pragma once
// The scalar functions of all pointwise operations, once for every device: a backend instantiates its table from the
// lists below. To add one: a struct here, its place in a list, and its gradient and row in pointwise.cpp.
#include <cmath>
#include <cstdint>
#include <gradproof/core/device/backend.hpp>
#include <limits>
#include <type_traits>

#if defined(__CUDACC__)
#define GRADPROOF_SCALAR __host__ __device__ static
#else
#define GRADPROOF_SCALAR static
#endif

namespace gradproof::scalar {

template <class T>
inline constexpr bool is_bool = std::is_same_v<T, bool>;

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

// One operand, result of the same type. From Exp on only ever asked for floating types.
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

template <class T>
using Real = std::conditional_t<std::is_floating_point_v<T>, T, double>;
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

template <class... F>
struct FunctionList {
  static constexpr int size = sizeof...(F);
  /// Place of G in the list; -1 when it is not there.
  template <class G>
  static constexpr int index_of() {
    int at = -1, i = 0;
    ((std::is_same_v<F, G> ? (at = i, ++i) : ++i), ...);
    return at;
  }
};
using BinaryList = FunctionList<Add, Sub, Mul, Div, Pow, Maximum, Minimum>;
using CompareList = FunctionList<Eq, Ne, Lt, Le, Gt, Ge>;
using UnaryList = FunctionList<Neg, Abs, Sign, Relu, Exp, Log, Sigmoid, Tanh, Sqrt, Rsqrt, Reciprocal, Sin, Cos>;

/// The number under which a backend finds F: binary functions first, then comparisons, then unary ones.
template <class F>
constexpr PointwiseId id_of() {
  constexpr int b = BinaryList::index_of<F>(), c = CompareList::index_of<F>(), u = UnaryList::index_of<F>();
  static_assert(b >= 0 || c >= 0 || u >= 0, "F stands in none of the lists");
  return PointwiseId(b >= 0 ? b : c >= 0 ? BinaryList::size + c : BinaryList::size + CompareList::size + u);
}

}  // namespace gradproof::scalar
