#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// Vector kernels of one fold (folds.hpp) over float32 or float64. Totals of sums and products are double, those
/// of extremes elements; what they held before is folded in.
struct FoldKernels {
  /// The total of n neighbouring elements.
  void (*row)(const void* x, std::int64_t n, void* total);
  /// `width` totals, at most kFoldColumns, of neighbouring columns of `rows` rows that are `step` bytes apart.
  void (*columns)(const char* x, std::int64_t rows, std::int64_t step, std::int64_t width, void* totals);
};

inline constexpr std::int64_t kFoldColumns = 1024;
/// From so many elements on the kernels are worth looking for.
inline constexpr std::int64_t kSimdElements = 64;

/// The kernels for the best instruction set of this machine, or null where there are none.
const FoldKernels* simd_fold(ReduceId id, DType dtype);
/// Those of a norm, up to its root; of float32 and float64.
const FoldKernels* simd_norm(double order, DType dtype);

}  // namespace gradproof::cpu
