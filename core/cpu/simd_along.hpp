#pragma once
#include <cstdint>
#include <type_traits>

namespace gradproof::cpu {

/// An integer as wide as T: what places are counted in beside numbers.
template <class T>
using PlaceOf = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;

/// Vector kernels of softmax and of scans over n neighbouring numbers; T is float or double. `out` may be an operand.
template <class T>
struct AlongKernels {
  /// out[i] = exp(x[i] - shift) unless `out` is null; returns their sum. `shift` is finite and no x above it.
  double (*exp_minus)(const T* x, T shift, T* out, std::int64_t n);
  /// out[i] = x[i] * factor - shift.
  void (*rescale)(const T* x, T factor, T shift, T* out, std::int64_t n);
  /// Sum of the products, or of the a.
  double (*dot)(const T* a, const T* b, std::int64_t n);
  double (*sum)(const T* a, std::int64_t n);
  /// out[i] = y[i] * (g[i] - total), and g[i] - exp(y[i]) * total.
  void (*softmax_gradient)(const T* g, const T* y, T total, T* out, std::int64_t n);
  void (*log_softmax_gradient)(const T* g, const T* y, T total, T* out, std::int64_t n);

  // Neighbouring lanes at once, one element of each.
  /// top[i] = the larger of top[i] and x[i], NaN above all.
  void (*raise)(T* top, const T* x, std::int64_t n);
  /// total[i] += exp(x[i] - top[i]), written to out[i] unless `out` is null. No x is above its top, which is finite.
  void (*add_exp)(const T* x, const T* top, T* total, T* out, std::int64_t n);
  /// best[i] = x[i] and place[i] = j where x[i] is the larger (or smaller), or the first NaN.
  void (*replace)(const T* x, PlaceOf<T> j, bool largest, T* best, PlaceOf<T>* place, std::int64_t n);
  /// so_far[i] += x[i], and out[i] = so_far[i].
  void (*accumulate)(double* so_far, const T* x, T* out, std::int64_t n);
};

/// The kernels for the best instruction set of this machine; null where there are none. T: float, double.
template <class T>
const AlongKernels<T>* simd_along();

}  // namespace gradproof::cpu
