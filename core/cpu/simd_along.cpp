// Softmax and scans of float32 and float64, compiled once per instruction set and chosen at run time.
#include <gradproof/core/cpu/simd_along.hpp>

#if defined(GRADPROOF_HIGHWAY)
#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "gradproof/core/cpu/simd_along.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace gradproof::cpu::HWY_NAMESPACE {
namespace {
#include <gradproof/core/cpu/simd_exp.inc>

template <class T>
using Tag = hn::ScalableTag<T>;
template <class T>
using Vec = hn::Vec<Tag<T>>;
// For what is left of a row: vectors of four, and single elements.
template <class T>
using Few = hn::CappedTag<T, 4>;
template <class T>
using One = hn::CappedTag<T, 1>;

/// Numbers added up in one go before their total goes on in double.
constexpr std::int64_t kBlock = 4096;

/// Calls f(d, i) for whole vectors, then for smaller ones and single elements, so that a value does not depend on its
/// place.
#define GRADPROOF_FOR_EACH_OF(tag, n, statement)    \
  {                                                 \
    const tag d;                                    \
    const auto lanes = std::int64_t(hn::Lanes(d));  \
    for (; i + lanes <= (n); i += lanes) statement; \
  }
#define GRADPROOF_FOR_EACH(n, statement)        \
  {                                             \
    std::int64_t i = 0;                         \
    GRADPROOF_FOR_EACH_OF(Tag<T>, n, statement) \
    GRADPROOF_FOR_EACH_OF(Few<T>, n, statement) \
    GRADPROOF_FOR_EACH_OF(One<T>, n, statement) \
  }

/// The sum over blocks of what `term(d, i)` gives.
#define GRADPROOF_SUM_OF(total, n, term)                                                          \
  double total = 0;                                                                               \
  {                                                                                               \
    const Tag<T> d;                                                                               \
    const auto lanes = std::int64_t(hn::Lanes(d));                                                \
    std::int64_t i = 0;                                                                           \
    while (i + lanes <= (n)) {                                                                    \
      const std::int64_t stop = std::min((n), i + kBlock);                                        \
      Vec<T> s0 = hn::Zero(d), s1 = s0, s2 = s0, s3 = s0;                                         \
      for (; i + 4 * lanes <= stop;) {                                                            \
        s0 = hn::Add(s0, term), i += lanes, s1 = hn::Add(s1, term), i += lanes;                   \
        s2 = hn::Add(s2, term), i += lanes, s3 = hn::Add(s3, term), i += lanes;                   \
      }                                                                                           \
      for (; i + lanes <= stop; i += lanes) s0 = hn::Add(s0, term);                               \
      total += double(hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(s0, s1), hn::Add(s2, s3))))); \
    }                                                                                             \
    GRADPROOF_FOR_EACH_OF(Few<T>, n, total += double(hn::GetLane(hn::SumOfLanes(d, term))))       \
    GRADPROOF_FOR_EACH_OF(One<T>, n, total += double(hn::GetLane(term)))                          \
  }

template <class D, class V, class T>
HWY_INLINE V keep(D d, V v, T* out) {
  hn::StoreU(v, d, out);
  return v;
}

/// exp of numbers that are not above 0, or NaN. Highway's own where a result may be below the smallest normal number.
template <class D, class V>
HWY_INLINE V exp_or_nan(D d, V x) {
  const auto normal = hn::Ge(x, hn::Set(d, hn::TFromD<D>(wide_range<D>(-87, -700))));
  if (hn::AllTrue(d, normal)) return exp_within(d, x);
  return hn::IfThenElse(normal, exp_within(d, x), hn::IfThenElse(hn::IsNaN(x), x, hn::Exp(d, x)));
}
template <class T>
double exp_minus(const T* x, T shift, T* out, std::int64_t n) {
  if (out) {
    GRADPROOF_SUM_OF(total, n, keep(d, exp_or_nan(d, hn::Sub(hn::LoadU(d, x + i), hn::Set(d, shift))), out + i))
    return total;
  }
  GRADPROOF_SUM_OF(total, n, exp_or_nan(d, hn::Sub(hn::LoadU(d, x + i), hn::Set(d, shift))))
  return total;
}
template <class T>
void rescale(const T* x, T factor, T shift, T* out, std::int64_t n) {
  GRADPROOF_FOR_EACH(
      n, hn::StoreU(hn::Sub(hn::Mul(hn::LoadU(d, x + i), hn::Set(d, factor)), hn::Set(d, shift)), d, out + i))
}
template <class T>
double dot(const T* a, const T* b, std::int64_t n) {
  GRADPROOF_SUM_OF(total, n, hn::Mul(hn::LoadU(d, a + i), hn::LoadU(d, b + i)))
  return total;
}
template <class T>
double sum(const T* a, std::int64_t n) {
  GRADPROOF_SUM_OF(total, n, hn::LoadU(d, a + i))
  return total;
}
template <class T>
void softmax_gradient(const T* g, const T* y, T total, T* out, std::int64_t n) {
  GRADPROOF_FOR_EACH(
      n, hn::StoreU(hn::Mul(hn::LoadU(d, y + i), hn::Sub(hn::LoadU(d, g + i), hn::Set(d, total))), d, out + i))
}
template <class T>
void log_softmax_gradient(const T* g, const T* y, T total, T* out, std::int64_t n) {
  GRADPROOF_FOR_EACH(
      n, hn::StoreU(hn::Sub(hn::LoadU(d, g + i), hn::Mul(exp_or_nan(d, hn::LoadU(d, y + i)), hn::Set(d, total))), d,
                    out + i))
}

template <class D, class V>
HWY_INLINE V larger(D, V a, V b) {
  return hn::IfThenElse(hn::Or(hn::Gt(b, a), hn::IsNaN(b)), b, a);
}
template <class T>
void raise(T* top, const T* x, std::int64_t n) {
  GRADPROOF_FOR_EACH(n, hn::StoreU(larger(d, hn::LoadU(d, top + i), hn::LoadU(d, x + i)), d, top + i))
}
template <class T>
void add_exp(const T* x, const T* top, T* total, T* out, std::int64_t n) {
  if (out) {
    GRADPROOF_FOR_EACH(
        n, hn::StoreU(hn::Add(hn::LoadU(d, total + i),
                              keep(d, exp_or_nan(d, hn::Sub(hn::LoadU(d, x + i), hn::LoadU(d, top + i))), out + i)),
                      d, total + i))
    return;
  }
  GRADPROOF_FOR_EACH(n, hn::StoreU(hn::Add(hn::LoadU(d, total + i),
                                           exp_or_nan(d, hn::Sub(hn::LoadU(d, x + i), hn::LoadU(d, top + i)))),
                                   d, total + i))
}
template <class D, class T>
HWY_INLINE void replace_at(D d, const T* x, PlaceOf<T> j, bool largest, T* best, PlaceOf<T>* place) {
  const hn::RebindToSigned<D> places;
  const auto v = hn::LoadU(d, x), b = hn::LoadU(d, best);
  const auto beats = hn::Or(largest ? hn::Gt(v, b) : hn::Lt(v, b), hn::IsNaN(v));
  const auto better = hn::And(beats, hn::Not(hn::IsNaN(b)));
  hn::StoreU(hn::IfThenElse(better, v, b), d, best);
  const auto to = hn::IfThenElse(hn::RebindMask(places, better), hn::Set(places, j), hn::LoadU(places, place));
  hn::StoreU(to, places, place);
}
template <class T>
void replace(const T* x, PlaceOf<T> j, bool largest, T* best, PlaceOf<T>* place, std::int64_t n) {
  GRADPROOF_FOR_EACH(n, replace_at(d, x + i, j, largest, best + i, place + i))
}
// Plain: the compiler makes vectors of it with the set's instructions.
template <class T>
void accumulate(double* so_far, const T* x, T* out, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i) out[i] = T(so_far[i] += double(x[i]));
}

template <class T>
constexpr AlongKernels<T> kKernels = {
    exp_minus<T>, rescale<T>, dot<T>,     sum<T>,       softmax_gradient<T>, log_softmax_gradient<T>,
    raise<T>,     add_exp<T>, replace<T>, accumulate<T>};

const AlongKernels<float>* find_single() { return &kKernels<float>; }
const AlongKernels<double>* find_double() { return &kKernels<double>; }

#undef GRADPROOF_FOR_EACH_OF
#undef GRADPROOF_FOR_EACH
#undef GRADPROOF_SUM_OF
}  // namespace
}  // namespace gradproof::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gradproof::cpu {

HWY_EXPORT(find_single);
HWY_EXPORT(find_double);

template <>
const AlongKernels<float>* simd_along<float>() {
  return HWY_DYNAMIC_DISPATCH(find_single)();
}
template <>
const AlongKernels<double>* simd_along<double>() {
  return HWY_DYNAMIC_DISPATCH(find_double)();
}

}  // namespace gradproof::cpu
#endif

#else

namespace gradproof::cpu {

template <>
const AlongKernels<float>* simd_along<float>() {
  return nullptr;
}
template <>
const AlongKernels<double>* simd_along<double>() {
  return nullptr;
}

}  // namespace gradproof::cpu

#endif
