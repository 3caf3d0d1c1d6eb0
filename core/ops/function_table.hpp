#pragma once
// Tables of scalar functions, one kernel per function and element type: how every backend finds its own.
#include <array>
#include <gradproof/core/layout/dtype.hpp>
#include <gradproof/core/ops/pointwise.hpp>

namespace gradproof {

/// Whether F is ever asked to compute in T.
template <class F, class T>
inline constexpr bool computes = !scalar::is_real_only<F> || std::is_floating_point_v<Computed<T>>;

/// A function's kernels by element type. Null where the function is not asked for the type.
template <class Kernel>
struct KernelsOf {
  Kernel of[kDTypeCount];
};

// Tables of all functions in a list. Row::of<F, T> is F's kernel for T, a Row::Kernel.
template <class Row, class F, class T>
constexpr typename Row::Kernel kernel() {
  if constexpr (computes<F, T>)
    return Row::template of<F, T>;
  else
    return nullptr;
}
template <class Row, class F, class... T>
constexpr KernelsOf<typename Row::Kernel> kernels(TypeList<T...>) {
  return {{kernel<Row, F, T>()...}};
}
template <class Row, class... F>
constexpr std::array<KernelsOf<typename Row::Kernel>, sizeof...(F)> table(scalar::FunctionList<F...>) {
  return {kernels<Row, F>(ElementTypes())...};
}

}  // namespace gradproof
