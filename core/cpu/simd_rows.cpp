// Hot pointwise functions over dense rows of float32 and float64, compiled once per instruction set and chosen at run
// time; simd_activations.cpp has more. Outside the range in which a vector function is good to a few units in the last
// place, and for NaN and infinities, the scalar function does a vector's elements one by one.
#include <gradproof/core/cpu/simd_rows.hpp>

#if defined(GRADPROOF_HIGHWAY)
#include <unistd.h>

#include <cstring>
#include <gradproof/core/ops/pointwise.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "gradproof/core/cpu/simd_rows.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/cache_control.h>
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace gradproof::cpu::HWY_NAMESPACE {
namespace {
#include <gradproof/core/cpu/simd_loops.inc>

#define GRADPROOF_COMPARE(name, function)   \
  struct name : scalar::name {              \
    template <class V>                      \
    static HWY_INLINE auto mask(V a, V b) { \
      return hn::function(a, b);            \
    }                                       \
  };

GRADPROOF_VECTOR2(Add, hn::Add(a, b))
GRADPROOF_VECTOR2(Sub, hn::Sub(a, b))
GRADPROOF_VECTOR2(Mul, hn::Mul(a, b))
GRADPROOF_VECTOR2(Div, hn::Div(a, b))
GRADPROOF_VECTOR2(Maximum, hn::IfThenElse(hn::IsNaN(a), a, hn::IfThenElse(hn::Gt(a, b), a, b)))
GRADPROOF_VECTOR2(Minimum, hn::IfThenElse(hn::IsNaN(a), a, hn::IfThenElse(hn::Lt(a, b), a, b)))
GRADPROOF_VECTOR2(Square, hn::Mul(a, a))
GRADPROOF_VECTOR2(Cube, hn::Mul(hn::Mul(a, a), a))
GRADPROOF_VECTOR2(PowHalf, hn::Sqrt(a))
GRADPROOF_VECTOR2(ReluBackward, hn::IfThenZeroElse(hn::Le(b, hn::Zero(d)), a))
GRADPROOF_VECTOR2(SigmoidBackward, hn::Mul(hn::Mul(a, hn::Sub(hn::Set(d, 1), b)), b))
GRADPROOF_VECTOR2(TanhBackward, hn::Mul(a, hn::Sub(hn::Set(d, 1), hn::Mul(b, b))))

GRADPROOF_COMPARE(Eq, Eq)
GRADPROOF_COMPARE(Lt, Lt)
GRADPROOF_COMPARE(Le, Le)
GRADPROOF_COMPARE(Gt, Gt)
GRADPROOF_COMPARE(Ge, Ge)

// Highway's Ne says that NaN equals NaN on some instruction sets.
struct Ne : scalar::Ne {
  template <class V>
  static HWY_INLINE auto mask(V a, V b) {
    return hn::Not(hn::Eq(a, b));
  }
};

GRADPROOF_VECTOR1(Neg, hn::Neg(a))
GRADPROOF_VECTOR1(Abs, hn::Abs(a))
GRADPROOF_VECTOR1_IN(Sign, hn::IfThenElse(hn::Eq(a, hn::Zero(d)), hn::Zero(d), hn::CopySign(hn::Set(d, 1), a)),
                     within(d, a, wide_range<D>(3e38, 1e308)))
GRADPROOF_VECTOR1(Relu, hn::IfThenElse(hn::Le(a, hn::Zero(d)), hn::Zero(d), a))
GRADPROOF_VECTOR1(Sqrt, hn::Sqrt(a))
GRADPROOF_VECTOR1(Rsqrt, hn::Div(hn::Set(d, 1), hn::Sqrt(a)))
GRADPROOF_VECTOR1(Reciprocal, hn::Div(hn::Set(d, 1), a))
GRADPROOF_VECTOR1(Floor, hn::Floor(a))
GRADPROOF_VECTOR1(Ceil, hn::Ceil(a))
GRADPROOF_VECTOR1(Trunc, hn::Trunc(a))
GRADPROOF_VECTOR1(Round, hn::Round(a))
GRADPROOF_VECTOR1_IN(Exp, exp_within(d, a), within(d, a, wide_range<D>(87, 700)))
GRADPROOF_VECTOR1_IN(Sigmoid, hn::Div(hn::Set(d, 1), hn::Add(hn::Set(d, 1), exp_within(d, hn::Neg(a)))),
                     within(d, a, wide_range<D>(87, 700)))
// Of float32 only: in float64 four units in the last place are too many.
GRADPROOF_VECTOR1_IN(Expm1, hn::Expm1(d, a), within(d, a, 87))
GRADPROOF_VECTOR1_IN(Tanh, hn::Tanh(d, a), within(d, a, 40))
GRADPROOF_VECTOR1_IN(Log, hn::Log(d, a), hn::And(hn::Ge(a, hn::Set(d, 1e-37F)), hn::Le(a, hn::Set(d, 1e38F))))
GRADPROOF_VECTOR1_IN(Log1p, hn::Log1p(d, a), hn::And(hn::Ge(a, hn::Set(d, -0.999F)), hn::Le(a, hn::Set(d, 1e37F))))
GRADPROOF_VECTOR1_IN(Sin, hn::Sin(d, a), within(d, a, 30000))
GRADPROOF_VECTOR1_IN(Cos, hn::Cos(d, a), within(d, a, 30000))

// Of three operands.
struct Clamp : scalar::Clamp {
  template <class D, class V>
  static HWY_INLINE V vector(D, V a, V low, V high) {
    // Of NaN among the bounds, which do not change along most rows, the last mask is made once.
    const V inside = hn::IfThenElse(hn::IsNaN(a), a, hn::Min(hn::Max(a, low), high));
    const auto open = hn::Or(hn::IsNaN(low), hn::IsNaN(high));
    return hn::IfThenElse(open, hn::IfThenElse(hn::IsNaN(a), a, hn::IfThenElse(hn::IsNaN(low), low, high)), inside);
  }
};
struct Lerp : scalar::Lerp {
  template <class D, class V>
  static HWY_INLINE V vector(D d, V a, V end, V weight) {
    const V way = hn::Sub(end, a), near = hn::Add(a, hn::Mul(weight, way)),
            far = hn::Sub(end, hn::Mul(way, hn::Sub(hn::Set(d, 1), weight)));
    return hn::IfThenElse(hn::Lt(hn::Abs(weight), hn::Set(d, hn::TFromD<D>(0.5))), near, far);
  }
};
struct AddProduct : scalar::AddProduct {
  template <class D, class V>
  static HWY_INLINE V vector(D, V a, V b, V c, V factor) {
    return hn::Add(a, hn::Mul(hn::Mul(b, factor), c));
  }
};
struct AddQuotient : scalar::AddQuotient {
  template <class D, class V>
  static HWY_INLINE V vector(D, V a, V b, V c, V factor) {
    return hn::Add(a, hn::Div(hn::Mul(b, factor), c));
  }
};

/// Eight bits as eight bytes of 0 or 1.
HWY_INLINE std::uint64_t bytes_of(std::uint64_t bits) {
  const std::uint64_t apart = bits * 0x0101010101010101U & 0x8040201008040201U;
  return (apart + 0x7f7f7f7f7f7f7f7fU) >> 7 & 0x0101010101010101U;
}
template <class F, class T>
void compare_row(char* out, const char* a, const char* b, std::int64_t n, std::int64_t, std::int64_t sa,
                 std::int64_t sb) {
  const hn::CappedTag<T, 8> d;
  const T *x = reinterpret_cast<const T*>(a), *y = reinterpret_cast<const T*>(b);
  const auto lanes = std::int64_t(hn::Lanes(d));
  const auto va = hn::Set(d, *x), vb = hn::Set(d, *y);
  std::int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    std::uint64_t bits = 0;
    for (std::int64_t k = 0; k < 8; k += lanes) {
      std::uint8_t some[8] = {};
      hn::StoreMaskBits(d, F::mask(sa ? hn::LoadU(d, x + i + k) : va, sb ? hn::LoadU(d, y + i + k) : vb), some);
      bits |= std::uint64_t(some[0]) << k;
    }
    const std::uint64_t bytes = bytes_of(bits);
    std::memcpy(out + i, &bytes, 8);
  }
  for (; i < n; ++i) out[i] = char(F::apply(sa ? x[i] : *x, sb ? y[i] : *y));
}

template <class T>
void fill_row(void* row, std::int64_t n, const void* value) {
  T* z = static_cast<T*>(row);
  T v;
  std::memcpy(&v, value, sizeof(T));
  const hn::ScalableTag<T> d;
  const auto repeated = hn::Set(d, v);
  write_row(
      z, n, streams(z, nullptr, nullptr, std::size_t(n) * sizeof(T)), [&](std::int64_t) HWY_ATTR { return repeated; },
      [&](std::int64_t) HWY_ATTR { return v; });
}
void fill(void* row, std::int64_t n, const void* value, bool is_wide) {
  (is_wide ? fill_row<std::int64_t> : fill_row<std::int32_t>)(row, n, value);
}

constexpr Entry kEntries[] = {
    GRADPROOF_ENTRY(binary_row, Add),
    GRADPROOF_ENTRY(binary_row, Sub),
    GRADPROOF_ENTRY(binary_row, Mul),
    GRADPROOF_ENTRY(binary_row, Div),
    GRADPROOF_ENTRY(binary_row, Maximum),
    GRADPROOF_ENTRY(binary_row, Minimum),
    GRADPROOF_ENTRY(binary_row, Square),
    GRADPROOF_ENTRY(binary_row, Cube),
    GRADPROOF_ENTRY(binary_row, PowHalf),
    GRADPROOF_ENTRY(binary_row, ReluBackward),
    GRADPROOF_ENTRY(binary_row, SigmoidBackward),
    GRADPROOF_ENTRY(binary_row, TanhBackward),
    GRADPROOF_ENTRY(compare_row, Eq),
    GRADPROOF_ENTRY(compare_row, Ne),
    GRADPROOF_ENTRY(compare_row, Lt),
    GRADPROOF_ENTRY(compare_row, Le),
    GRADPROOF_ENTRY(compare_row, Gt),
    GRADPROOF_ENTRY(compare_row, Ge),
    GRADPROOF_ENTRY(unary_row, Neg),
    GRADPROOF_ENTRY(unary_row, Abs),
    GRADPROOF_ENTRY(unary_row, Sign),
    GRADPROOF_ENTRY(unary_row, Relu),
    GRADPROOF_ENTRY(unary_row, Sqrt),
    GRADPROOF_ENTRY(unary_row, Rsqrt),
    GRADPROOF_ENTRY(unary_row, Reciprocal),
    GRADPROOF_ENTRY(unary_row, Floor),
    GRADPROOF_ENTRY(unary_row, Ceil),
    GRADPROOF_ENTRY(unary_row, Trunc),
    GRADPROOF_ENTRY(unary_row, Round),
    GRADPROOF_ENTRY(unary_row, Exp),
    GRADPROOF_ENTRY(unary_row, Sigmoid),
    GRADPROOF_FLOAT_ENTRY(unary_row, Expm1),
    GRADPROOF_FLOAT_ENTRY(unary_row, Tanh),
    GRADPROOF_FLOAT_ENTRY(unary_row, Log),
    GRADPROOF_FLOAT_ENTRY(unary_row, Log1p),
    GRADPROOF_FLOAT_ENTRY(unary_row, Sin),
    GRADPROOF_FLOAT_ENTRY(unary_row, Cos),
};

RowKernel find(PointwiseId wanted, bool is_double) { return find_in(kEntries, wanted, is_double); }

constexpr TernaryEntry kTernaryEntries[] = {
    {id<scalar::Clamp>, ternary_row<Clamp, float>, ternary_row<Clamp, double>},
    {id<scalar::Lerp>, ternary_row<Lerp, float>, ternary_row<Lerp, double>},
    {id<scalar::AddProduct>, ternary_row<AddProduct, float>, ternary_row<AddProduct, double>},
    {id<scalar::AddQuotient>, ternary_row<AddQuotient, float>, ternary_row<AddQuotient, double>},
};

TernaryRowKernel find_ternary(PointwiseId wanted, bool is_double) {
  return find_in(kTernaryEntries, wanted, is_double);
}

#undef GRADPROOF_COMPARE
#include <gradproof/core/cpu/simd_loops_end.inc>
}  // namespace
}  // namespace gradproof::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gradproof::cpu {

HWY_EXPORT(find);
HWY_EXPORT(find_ternary);
HWY_EXPORT(fill);

RowKernel simd_row_kernel(PointwiseId id, DType dtype) {
  if (dtype != DType::float32 && dtype != DType::float64) return nullptr;
  const bool is_double = dtype == DType::float64;
  const RowKernel kernel = HWY_DYNAMIC_DISPATCH(find)(id, is_double);
  return kernel ? kernel : simd_activation(id, is_double);
}
TernaryRowKernel simd_ternary_row_kernel(PointwiseId id, DType dtype) {
  if (dtype != DType::float32 && dtype != DType::float64) return nullptr;
  const bool is_double = dtype == DType::float64;
  const TernaryRowKernel kernel = HWY_DYNAMIC_DISPATCH(find_ternary)(id, is_double);
  return kernel ? kernel : simd_ternary_activation(id, is_double);
}
bool simd_fill(void* row, std::int64_t n, const void* value, std::size_t bytes) {
  if (bytes != 4 && bytes != 8) return false;
  HWY_DYNAMIC_DISPATCH(fill)(row, n, value, bytes == 8);
  return true;
}

}  // namespace gradproof::cpu
#endif

#else

namespace gradproof::cpu {

RowKernel simd_row_kernel(PointwiseId, DType) { return nullptr; }
TernaryRowKernel simd_ternary_row_kernel(PointwiseId, DType) { return nullptr; }
bool simd_fill(void*, std::int64_t, const void*, std::size_t) { return false; }

}  // namespace gradproof::cpu

#endif
