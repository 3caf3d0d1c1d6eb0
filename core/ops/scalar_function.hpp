#pragma once
// What scalar functions are written with. One function, every device: a backend instantiates its tables from the lists
// in pointwise.hpp.
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#if defined(__CUDACC__)
#define GRADPROOF_HOST_DEVICE __host__ __device__
#else
#define GRADPROOF_HOST_DEVICE
#endif
#define GRADPROOF_SCALAR GRADPROOF_HOST_DEVICE static

namespace gradproof::scalar {

template <class T>
inline constexpr bool is_bool = std::is_same_v<T, bool>;
template <class T>
using Real = std::conditional_t<std::is_floating_point_v<T>, T, double>;

/// Base of functions that are only asked for floating types: backends leave the other places of their tables empty.
struct RealOnly {};
template <class F>
inline constexpr bool is_real_only = std::is_base_of_v<RealOnly, F>;

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

}  // namespace gradproof::scalar
