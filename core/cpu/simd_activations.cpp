// Activations and their one-pass gradients over dense rows (simd_rows.cpp has the plain functions). Most are of float32
// only: the vector exponentials of float64 are not good enough for them.
#include <gradproof/core/cpu/simd_rows.hpp>

#if defined(GRADPROOF_HIGHWAY)
#include <unistd.h>

#include <gradproof/core/ops/pointwise.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "gradproof/core/cpu/simd_activations.cpp"
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

template <class D>
HWY_INLINE auto number(D d, double v) {
  return hn::Set(d, hn::TFromD<D>(v));
}
template <class D, class V>
HWY_INLINE V clamp(D d, V a, double low, double high) {
  return hn::Max(number(d, low), hn::Min(number(d, high), a));
}
/// A polynomial of x from its highest coefficient on.
template <class D, class V>
HWY_INLINE V polynomial_from(D, V, V so_far) {
  return so_far;
}
template <class D, class V, class... More>
HWY_INLINE V polynomial_from(D d, V x, V so_far, double next, More... more) {
  return polynomial_from(d, x, hn::MulAdd(so_far, x, number(d, next)), more...);
}
template <class D, class V>
HWY_INLINE V sigmoid(D d, V a) {
  return hn::Div(number(d, 1), hn::Add(number(d, 1), exp_within(d, hn::Neg(a))));
}
/// erf within 5 units in the last place of float32 as a quotient of polynomials, good up to where float32 has no more
/// to add to 1.
template <class D, class V>
HWY_INLINE V erf(D d, V a) {
  const V x = clamp(d, a, -3.925, 3.925), square = hn::Mul(x, x);
  const V above = polynomial_from(d, square, number(d, 2.045973996e-06), 2.848320536e-04, 3.772332734e-03,
                                  5.276861424e-02, 1.905895910e-01, 1.128379146e+00);
  const V below = polynomial_from(d, square, number(d, 3.804661986e-05), 1.163792593e-03, 1.498277111e-02,
                                  1.141808782e-01, 5.022383597e-01, 1.0);
  return clamp(d, hn::Div(hn::Mul(x, above), below), -1, 1);
}
template <class D, class V>
HWY_INLINE V normal_cdf(D d, V a) {
  return hn::Mul(number(d, 0.5), hn::Add(number(d, 1), erf(d, hn::Mul(a, number(d, 0.7071067811865476)))));
}
/// The tanh within tanh-gelu, of a number within bounds.
template <class D, class V>
HWY_INLINE V gelu_tanh(D d, V a) {
  const V cube = hn::Mul(hn::Mul(a, a), a);
  return hn::Tanh(d, hn::Mul(number(d, 0.7978845608028654), hn::MulAdd(number(d, 0.044715), cube, a)));
}
/// tanh(softplus(a)) = (n^2 + 2n) / (n^2 + 2n + 2), n = exp(a).
template <class D, class V>
HWY_INLINE V tanh_softplus(D d, V a) {
  const V n = exp_within(d, a), part = hn::Mul(n, hn::Add(n, number(d, 2)));
  return hn::Div(part, hn::Add(part, number(d, 2)));
}

GRADPROOF_VECTOR1_IN(Erf, erf(d, a), within(d, a, 1e30))
GRADPROOF_VECTOR1_IN(Gelu, hn::Mul(a, normal_cdf(d, a)), within(d, a, 1e18))
GRADPROOF_VECTOR1_IN(GeluTanh, hn::Mul(hn::Mul(number(d, 0.5), a), hn::Add(number(d, 1), gelu_tanh(d, a))),
                     within(d, a, 9))
GRADPROOF_VECTOR1_IN(Silu, hn::Div(a, hn::Add(number(d, 1), exp_within(d, hn::Neg(a)))),
                     within(d, a, wide_range<D>(87, 700)))
GRADPROOF_VECTOR1_IN(Mish, hn::Mul(a, tanh_softplus(d, a)), within(d, a, 20))
GRADPROOF_VECTOR1_IN(LogSigmoid, hn::Sub(hn::Min(a, hn::Zero(d)), hn::Log1p(d, hn::Exp(d, hn::Neg(hn::Abs(a))))),
                     within(d, a, 80))
GRADPROOF_VECTOR1_IN(Selu,
                     hn::Mul(number(d, 1.0507009873554805),
                             hn::IfThenElse(hn::Gt(a, hn::Zero(d)), a,
                                            hn::Mul(number(d, 1.6732632423543772),
                                                    hn::Expm1(d, hn::Min(a, hn::Zero(d)))))),
                     within(d, a, 1e30))
GRADPROOF_VECTOR1_IN(Hardsigmoid,
                     hn::IfThenElse(hn::Le(a, number(d, -3)), hn::Zero(d),
                                    hn::IfThenElse(hn::Ge(a, number(d, 3)), number(d, 1),
                                                   hn::Div(hn::Add(a, number(d, 3)), number(d, 6)))),
                     within(d, a, 1e30))
GRADPROOF_VECTOR1_IN(Hardswish, hn::Div(hn::Mul(a, clamp(d, hn::Add(a, number(d, 3)), 0, 6)), number(d, 6)),
                     within(d, a, 1e30))

// Gradients: of the gradient a and the operand b, or the numbers beside it.
#define GRADPROOF_GRADIENT(name, expression)    \
  struct name : scalar::name {                  \
    template <class D, class V>                 \
    static HWY_INLINE V vector(D d, V a, V b) { \
      return hn::Mul(a, expression);            \
    }                                           \
  };
/// The operand where exp is good; further out the slope is that of the bound.
template <class D, class V>
HWY_INLINE V bounded(D d, V b) {
  return hn::IfThenElse(hn::IsNaN(b), b, clamp(d, b, wide_range<D>(-87, -700), wide_range<D>(87, 700)));
}
template <class D, class V>
HWY_INLINE V keep_nan(V b, V slope) {
  return hn::IfThenElse(hn::IsNaN(b), b, slope);
}
template <class D, class V>
HWY_INLINE V gelu_slope(D d, V b) {
  const V x = clamp(d, b, -30, 30);
  const V pdf = hn::Mul(exp_within(d, hn::Max(hn::Mul(hn::Mul(x, x), number(d, -0.5)), number(d, -87))),
                        number(d, 0.3989422804014327));
  return keep_nan<D>(b, hn::MulAdd(x, pdf, normal_cdf(d, x)));
}
template <class D, class V>
HWY_INLINE V silu_slope(D d, V b) {
  const V x = bounded(d, b), s = sigmoid(d, x);
  return keep_nan<D>(b, hn::Mul(s, hn::MulAdd(x, hn::Sub(number(d, 1), s), number(d, 1))));
}
template <class D, class V>
HWY_INLINE V mish_slope(D d, V b) {
  const V x = clamp(d, b, -87, 20), t = tanh_softplus(d, x);
  return keep_nan<D>(b, hn::MulAdd(hn::Mul(x, sigmoid(d, x)), hn::NegMulAdd(t, t, number(d, 1)), t));
}
GRADPROOF_GRADIENT(GeluBackward, gelu_slope(d, b))
GRADPROOF_GRADIENT(SiluBackward, silu_slope(d, b))
GRADPROOF_GRADIENT(MishBackward, mish_slope(d, b))
GRADPROOF_GRADIENT(LogSigmoidBackward, keep_nan<D>(b, sigmoid(d, hn::Neg(bounded(d, b)))))
#undef GRADPROOF_GRADIENT

// With numbers beside the operand.
struct LeakyRelu : scalar::LeakyRelu {
  template <class D, class V>
  static HWY_INLINE V vector(D d, V a, V slope, V) {
    return hn::IfThenElse(hn::Gt(a, hn::Zero(d)), a, hn::Mul(a, slope));
  }
};
struct LeakyReluBackward : scalar::LeakyReluBackward {
  template <class D, class V>
  static HWY_INLINE V vector(D d, V x, V grad, V slope) {
    return hn::IfThenElse(hn::Gt(x, hn::Zero(d)), grad, hn::Mul(grad, slope));
  }
};
struct Elu : scalar::Elu {
  template <class D, class V>
  static HWY_INLINE V vector(D d, V a, V alpha, V) {
    if (hn::AllTrue(d, hn::Gt(a, hn::Zero(d)))) return a;
    const V curved = hn::Mul(hn::Expm1(d, hn::Min(a, hn::Zero(d))), alpha);
    return hn::IfThenElse(hn::Le(a, hn::Zero(d)), curved, a);
  }
};
struct EluBackward : scalar::EluBackward {
  template <class D, class V>
  static HWY_INLINE V vector(D d, V x, V grad, V alpha) {
    const V curved = hn::Mul(hn::Mul(grad, hn::Exp(d, hn::Min(x, hn::Zero(d)))), alpha);
    return hn::IfThenElse(hn::Gt(x, hn::Zero(d)), grad, hn::IfThenElse(hn::IsNaN(x), x, curved));
  }
};
struct Softplus : scalar::Softplus {
  template <class D, class V>
  static HWY_INLINE V vector(D d, V a, V beta, V threshold) {
    const V scaled = hn::Mul(a, beta), log = hn::Log1p(d, hn::Exp(d, clamp(d, scaled, -87, 80)));
    return hn::IfThenElse(hn::Gt(scaled, threshold), a, hn::IfThenElse(hn::IsNaN(a), a, hn::Div(log, beta)));
  }
};
struct HardShrink : scalar::HardShrink {
  template <class D, class V>
  static HWY_INLINE V vector(D d, V a, V bound, V) {
    return hn::IfThenElse(hn::And(hn::Ge(a, hn::Neg(bound)), hn::Le(a, bound)), hn::Zero(d), a);
  }
};
struct Threshold : scalar::Threshold {
  template <class D, class V>
  static HWY_INLINE V vector(D, V a, V threshold, V value) {
    return hn::IfThenElse(hn::Le(a, threshold), value, a);
  }
};

constexpr Entry kEntries[] = {
    GRADPROOF_FLOAT_ENTRY(unary_row, Erf),           GRADPROOF_FLOAT_ENTRY(unary_row, Gelu),
    GRADPROOF_FLOAT_ENTRY(unary_row, GeluTanh),      GRADPROOF_ENTRY(unary_row, Silu),
    GRADPROOF_FLOAT_ENTRY(unary_row, Mish),          GRADPROOF_FLOAT_ENTRY(unary_row, LogSigmoid),
    GRADPROOF_FLOAT_ENTRY(unary_row, Selu),          GRADPROOF_ENTRY(unary_row, Hardsigmoid),
    GRADPROOF_ENTRY(unary_row, Hardswish),           GRADPROOF_FLOAT_ENTRY(binary_row, GeluBackward),
    GRADPROOF_ENTRY(binary_row, SiluBackward),       GRADPROOF_FLOAT_ENTRY(binary_row, MishBackward),
    GRADPROOF_ENTRY(binary_row, LogSigmoidBackward),
};
constexpr TernaryEntry kTernaryEntries[] = {
    {id<scalar::LeakyRelu>, ternary_row<LeakyRelu, float>, ternary_row<LeakyRelu, double>},
    {id<scalar::LeakyReluBackward>, ternary_row<LeakyReluBackward, float>, ternary_row<LeakyReluBackward, double>},
    {id<scalar::Elu>, ternary_row<Elu, float>, nullptr},
    {id<scalar::EluBackward>, ternary_row<EluBackward, float>, nullptr},
    {id<scalar::Softplus>, ternary_row<Softplus, float>, nullptr},
    {id<scalar::HardShrink>, ternary_row<HardShrink, float>, ternary_row<HardShrink, double>},
    {id<scalar::Threshold>, ternary_row<Threshold, float>, ternary_row<Threshold, double>},
};

RowKernel find_activation(PointwiseId wanted, bool is_double) { return find_in(kEntries, wanted, is_double); }
TernaryRowKernel find_ternary_activation(PointwiseId wanted, bool is_double) {
  return find_in(kTernaryEntries, wanted, is_double);
}

#include <gradproof/core/cpu/simd_loops_end.inc>
}  // namespace
}  // namespace gradproof::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gradproof::cpu {

HWY_EXPORT(find_activation);
HWY_EXPORT(find_ternary_activation);

RowKernel simd_activation(PointwiseId id, bool is_double) {
  return HWY_DYNAMIC_DISPATCH(find_activation)(id, is_double);
}
TernaryRowKernel simd_ternary_activation(PointwiseId id, bool is_double) {
  return HWY_DYNAMIC_DISPATCH(find_ternary_activation)(id, is_double);
}

}  // namespace gradproof::cpu
#endif
#endif
