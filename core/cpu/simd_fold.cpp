// Sums, products, extremes and norms of float32 and float64, compiled once per instruction set and chosen at run time.
#include <gradproof/core/cpu/simd_fold.hpp>

#if defined(GRADPROOF_HIGHWAY)
#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "gradproof/core/cpu/simd_fold.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace gradproof::cpu::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;

template <class T>
using Tag = hn::ScalableTag<T>;
template <class T>
using Vec = hn::Vec<Tag<T>>;

/// Base of folds of the elements themselves.
struct Whole {
  template <class V>
  static HWY_INLINE V take(V v) {
    return v;
  }
};
struct Sum : Whole {
  template <class T>
  using Total = double;
  static constexpr bool kExtreme = false;
  template <class T>
  static T start() {
    return 0;
  }
  template <class V>
  static HWY_INLINE V join(V a, V b) {
    return hn::Add(a, b);
  }
  static double merge(double a, double b) { return a + b; }
};
struct Prod : Whole {
  template <class T>
  using Total = double;
  static constexpr bool kExtreme = false;
  template <class T>
  static T start() {
    return 1;
  }
  template <class V>
  static HWY_INLINE V join(V a, V b) {
    return hn::Mul(a, b);
  }
  static double merge(double a, double b) { return a * b; }
};
// What the vector functions make of NaN differs between instruction sets: the kernels look for it apart.
struct Max : Whole {
  template <class T>
  using Total = T;
  static constexpr bool kExtreme = true;
  template <class T>
  static T start() {
    return -std::numeric_limits<T>::infinity();
  }
  template <class V>
  static HWY_INLINE V join(V a, V b) {
    return hn::Max(a, b);
  }
  template <class T>
  static T merge(T a, T b) {
    return b > a || b != b ? b : a;
  }
};
struct Min : Whole {
  template <class T>
  using Total = T;
  static constexpr bool kExtreme = true;
  template <class T>
  static T start() {
    return std::numeric_limits<T>::infinity();
  }
  template <class V>
  static HWY_INLINE V join(V a, V b) {
    return hn::Min(a, b);
  }
  template <class T>
  static T merge(T a, T b) {
    return b < a || b != b ? b : a;
  }
};

/// Of absolute values.
template <class F>
struct Absolute : F {
  template <class V>
  static HWY_INLINE V take(V v) {
    return hn::Abs(v);
  }
};
struct SumOfSquares : Sum {
  template <class V>
  static HWY_INLINE V take(V v) {
    return hn::Mul(v, v);
  }
};

/// What F takes of a vector, or of one element, of memory.
template <class F, class D, class T = hn::TFromD<D>>
HWY_INLINE auto taken(D d, const T* x) {
  return F::take(hn::LoadU(d, x));
}
template <class F, class T>
HWY_INLINE T taken_one(const T* x) {
  return hn::GetLane(taken<F>(hn::CappedTag<T, 1>(), x));
}

/// Vectors a row's accumulators take before their total goes on in double.
constexpr std::int64_t kTakes = 32;

template <class F, class D, class V, class T = hn::TFromD<D>>
HWY_INLINE void add_lanes(typename F::template Total<T>& total, D d, V v) {
  if constexpr (std::is_base_of_v<Sum, F>) {
    total += double(hn::GetLane(hn::SumOfLanes(d, v)));
  } else if constexpr (std::is_base_of_v<Max, F>) {
    total = F::merge(total, hn::GetLane(hn::MaxOfLanes(d, v)));
  } else if constexpr (std::is_base_of_v<Min, F>) {
    total = F::merge(total, hn::GetLane(hn::MinOfLanes(d, v)));
  } else {
    HWY_ALIGN T lanes[hn::MaxLanes(d)];
    hn::Store(v, d, lanes);
    for (std::size_t k = 0; k < hn::Lanes(d); ++k) total = F::merge(total, typename F::template Total<T>(lanes[k]));
  }
}

/// Vectors in a group.
constexpr std::int64_t kGroup = 4;

/// The total of `count` whole vectors; tells in `nan` whether there was one, of extremes.
template <class F, class T>
HWY_INLINE void fold_groups(const T* x, std::int64_t count, typename F::template Total<T>& total, bool& nan) {
  const Tag<T> d;
  const std::int64_t lanes = std::int64_t(hn::Lanes(d));
  const Vec<T> start = hn::Set(d, F::template start<T>());
  Vec<T> a0 = start, a1 = start, a2 = start, a3 = start;
  auto bad = hn::MaskFromVec(hn::Zero(d));
  std::int64_t v = 0;
  for (; v + kGroup <= count; v += kGroup, x += kGroup * lanes) {
    const Vec<T> x0 = taken<F>(d, x), x1 = taken<F>(d, x + lanes), x2 = taken<F>(d, x + 2 * lanes),
                 x3 = taken<F>(d, x + 3 * lanes);
    if constexpr (F::kExtreme)
      bad = hn::Or(bad, hn::Or(hn::Or(hn::IsNaN(x0), hn::IsNaN(x1)), hn::Or(hn::IsNaN(x2), hn::IsNaN(x3))));
    a0 = F::join(a0, x0), a1 = F::join(a1, x1), a2 = F::join(a2, x2), a3 = F::join(a3, x3);
  }
  for (; v < count; ++v, x += lanes) {
    const Vec<T> x0 = taken<F>(d, x);
    if constexpr (F::kExtreme) bad = hn::Or(bad, hn::IsNaN(x0));
    a0 = F::join(a0, x0);
  }
  if constexpr (F::kExtreme) nan = nan || !hn::AllFalse(d, bad);
  add_lanes<F>(total, d, F::join(F::join(a0, a1), F::join(a2, a3)));
}

/// The same of shorter vectors, as many as there are from i on.
template <class F, class D, class T>
HWY_INLINE void fold_vectors(D d, const T* x, std::int64_t& i, std::int64_t n, typename F::template Total<T>& total,
                             bool& nan) {
  const auto lanes = std::int64_t(hn::Lanes(d));
  if (i + lanes > n) return;
  auto a = hn::Set(d, F::template start<T>());
  auto bad = hn::MaskFromVec(hn::Zero(d));
  for (; i + lanes <= n; i += lanes) {
    const auto v = taken<F>(d, x + i);
    if constexpr (F::kExtreme) bad = hn::Or(bad, hn::IsNaN(v));
    a = F::join(a, v);
  }
  if constexpr (F::kExtreme) nan = nan || !hn::AllFalse(d, bad);
  add_lanes<F>(total, d, a);
}

template <class F, class T>
void fold_row(const void* p, std::int64_t n, void* total) {
  using Total = typename F::template Total<T>;
  const Tag<T> d;
  const T* x = static_cast<const T*>(p);
  const auto lanes = std::int64_t(hn::Lanes(d)), most = F::kExtreme ? n : kTakes * kGroup;
  Total result = *static_cast<Total*>(total);
  bool nan = false;
  std::int64_t i = 0;
  while (i + lanes <= n) {
    const std::int64_t count = std::min(most, (n - i) / lanes);
    fold_groups<F, T>(x + i, count, result, nan);
    i += count * lanes;
  }
  fold_vectors<F>(hn::CappedTag<T, 4>(), x, i, n, result, nan);
  for (; i < n; ++i) result = F::merge(result, Total(taken_one<F>(x + i)));
  *static_cast<Total*>(total) = nan ? std::numeric_limits<Total>::quiet_NaN() : result;
}

/// v, or a NaN of it or of a: an extreme that keeps it.
template <class F, class V>
HWY_INLINE V join_all(V a, V v) {
  if constexpr (F::kExtreme)
    return hn::IfThenElse(hn::IsNaN(a), a, hn::IfThenElse(hn::IsNaN(v), v, F::join(a, v)));
  else
    return F::join(a, v);
}

/// Folds `count` rows, eight at once while there are as many, into the sums of columns from k on, as many vectors as
/// there are before `width`.
template <class F, class D, class T>
HWY_INLINE void fold_strip(D d, const char* p, std::int64_t count, std::int64_t step, std::int64_t width,
                           std::int64_t& k, T* sums) {
  const auto lanes = std::int64_t(hn::Lanes(d));
#define GRADPROOF_ROW(r) taken<F>(d, reinterpret_cast<const T*>(p + (r)*step) + k)
  for (; k + lanes <= width; k += lanes) {
    auto sum = hn::LoadU(d, sums + k);
    std::int64_t r = 0;
    for (; r + 8 <= count; r += 8) {
      const auto a = join_all<F>(join_all<F>(GRADPROOF_ROW(r), GRADPROOF_ROW(r + 1)),
                                 join_all<F>(GRADPROOF_ROW(r + 2), GRADPROOF_ROW(r + 3))),
                 b = join_all<F>(join_all<F>(GRADPROOF_ROW(r + 4), GRADPROOF_ROW(r + 5)),
                                 join_all<F>(GRADPROOF_ROW(r + 6), GRADPROOF_ROW(r + 7)));
      sum = join_all<F>(sum, join_all<F>(a, b));
    }
    for (; r < count; ++r) sum = join_all<F>(sum, GRADPROOF_ROW(r));
    hn::StoreU(sum, d, sums + k);
  }
#undef GRADPROOF_ROW
}

template <class F, class T>
void fold_columns(const char* p, std::int64_t rows, std::int64_t step, std::int64_t width, void* totals) {
  using Total = typename F::template Total<T>;
  constexpr std::int64_t at_once = 8, per_total = 128;
  T sums[kFoldColumns];
  for (std::int64_t from = 0; from < rows; from += per_total) {
    std::fill(sums, sums + width, F::template start<T>());
    const std::int64_t to = std::min(rows, from + per_total);
    for (std::int64_t r = from; r < to; r += at_once) {
      const char* strip = p + r * step;
      const std::int64_t count = std::min(at_once, to - r);
      std::int64_t k = 0;
      fold_strip<F>(Tag<T>(), strip, count, step, width, k, sums);
      fold_strip<F>(hn::CappedTag<T, 4>(), strip, count, step, width, k, sums);
      fold_strip<F>(hn::CappedTag<T, 1>(), strip, count, step, width, k, sums);
    }
    Total* total = static_cast<Total*>(totals);
    for (std::int64_t k = 0; k < width; ++k) total[k] = F::merge(total[k], Total(sums[k]));
  }
}

template <class F, class T>
constexpr FoldKernels kKernels = {fold_row<F, T>, fold_columns<F, T>};

template <class T>
const FoldKernels* find_of(ReduceId id) {
  switch (id) {
    case ReduceId::sum:
      return &kKernels<Sum, T>;
    case ReduceId::prod:
      return &kKernels<Prod, T>;
    case ReduceId::max:
      return &kKernels<Max, T>;
    case ReduceId::min:
      return &kKernels<Min, T>;
    default:
      return nullptr;
  }
}
const FoldKernels* find_fold(ReduceId id, bool is_double) {
  return is_double ? find_of<double>(id) : find_of<float>(id);
}

template <class T>
const FoldKernels* find_norm_of(double order) {
  if (order == 2) return &kKernels<SumOfSquares, T>;
  if (order == 1) return &kKernels<Absolute<Sum>, T>;
  if (std::isinf(order)) return order > 0 ? &kKernels<Absolute<Max>, T> : &kKernels<Absolute<Min>, T>;
  return nullptr;
}
const FoldKernels* find_norm(double order, bool is_double) {
  return is_double ? find_norm_of<double>(order) : find_norm_of<float>(order);
}

}  // namespace
}  // namespace gradproof::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gradproof::cpu {

HWY_EXPORT(find_fold);
HWY_EXPORT(find_norm);

const FoldKernels* simd_fold(ReduceId id, DType dtype) {
  if (dtype != DType::float32 && dtype != DType::float64) return nullptr;
  return HWY_DYNAMIC_DISPATCH(find_fold)(id, dtype == DType::float64);
}
const FoldKernels* simd_norm(double order, DType dtype) {
  return HWY_DYNAMIC_DISPATCH(find_norm)(order, dtype == DType::float64);
}

}  // namespace gradproof::cpu
#endif

#else

namespace gradproof::cpu {

const FoldKernels* simd_fold(ReduceId, DType) { return nullptr; }
const FoldKernels* simd_norm(double, DType) { return nullptr; }

}  // namespace gradproof::cpu

#endif
