#pragma once
// Free functions of the in-place forms: `exp_(x)` is `x.exp_()`.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

#define GRADPROOF_IN_PLACE(name)                    \
  template <class... A>                             \
  Tensor& name##_(const Tensor& t, const A&... a) { \
    return t.name##_(a...);                         \
  }
GRADPROOF_IN_PLACE(abs)
GRADPROOF_IN_PLACE(acos)
GRADPROOF_IN_PLACE(acosh)
GRADPROOF_IN_PLACE(addmv)
GRADPROOF_IN_PLACE(arccos)
GRADPROOF_IN_PLACE(arccosh)
GRADPROOF_IN_PLACE(arcsin)
GRADPROOF_IN_PLACE(arcsinh)
GRADPROOF_IN_PLACE(arctan)
GRADPROOF_IN_PLACE(arctanh)
GRADPROOF_IN_PLACE(asin)
GRADPROOF_IN_PLACE(asinh)
GRADPROOF_IN_PLACE(atan)
GRADPROOF_IN_PLACE(atanh)
GRADPROOF_IN_PLACE(ceil)
GRADPROOF_IN_PLACE(clamp)
GRADPROOF_IN_PLACE(clamp_max)
GRADPROOF_IN_PLACE(clamp_min)
GRADPROOF_IN_PLACE(clip)
GRADPROOF_IN_PLACE(cos)
GRADPROOF_IN_PLACE(cosh)
GRADPROOF_IN_PLACE(deg2rad)
GRADPROOF_IN_PLACE(detach)
GRADPROOF_IN_PLACE(erf)
GRADPROOF_IN_PLACE(erfc)
GRADPROOF_IN_PLACE(exp)
GRADPROOF_IN_PLACE(exp2)
GRADPROOF_IN_PLACE(expm1)
GRADPROOF_IN_PLACE(fill)
GRADPROOF_IN_PLACE(fix)
GRADPROOF_IN_PLACE(floor)
GRADPROOF_IN_PLACE(frac)
GRADPROOF_IN_PLACE(gcd)
GRADPROOF_IN_PLACE(i0)
GRADPROOF_IN_PLACE(lcm)
GRADPROOF_IN_PLACE(ldexp)
GRADPROOF_IN_PLACE(log)
GRADPROOF_IN_PLACE(log10)
GRADPROOF_IN_PLACE(log1p)
GRADPROOF_IN_PLACE(log2)
GRADPROOF_IN_PLACE(logit)
GRADPROOF_IN_PLACE(nan_to_num)
GRADPROOF_IN_PLACE(neg)
GRADPROOF_IN_PLACE(negative)
GRADPROOF_IN_PLACE(rad2deg)
GRADPROOF_IN_PLACE(reciprocal)
GRADPROOF_IN_PLACE(relu)
GRADPROOF_IN_PLACE(round)
GRADPROOF_IN_PLACE(rsqrt)
GRADPROOF_IN_PLACE(sigmoid)
GRADPROOF_IN_PLACE(sin)
GRADPROOF_IN_PLACE(sinc)
GRADPROOF_IN_PLACE(sinh)
GRADPROOF_IN_PLACE(sqrt)
GRADPROOF_IN_PLACE(square)
GRADPROOF_IN_PLACE(tan)
GRADPROOF_IN_PLACE(tanh)
GRADPROOF_IN_PLACE(trunc)
GRADPROOF_IN_PLACE(xlogy)
GRADPROOF_IN_PLACE(zero)
#undef GRADPROOF_IN_PLACE

inline Tensor& as_strided_(const Tensor& t, IntArrayRef sizes, IntArrayRef strides,
                           std::optional<std::int64_t> offset = {}) {
  return t.as_strided_(sizes, strides, offset);
}

}  // namespace gradproof
