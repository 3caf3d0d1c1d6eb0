#pragma once
#include <gradproof/core/layout/half.hpp>
#include <gradproof/core/ops/scalar_function.hpp>

namespace gradproof::scalar {

/// Truncates; what does not fit is the lowest int64, as an x86 processor's own conversion gives it.
template <class F>
GRADPROOF_SCALAR std::int64_t to_int64(F v) {
  return v >= F(-0x1p63) && v < F(0x1p63) ? std::int64_t(v) : std::numeric_limits<std::int64_t>::min();
}

/// Through float for the sixteen-bit types. A floating value outside an integer's range goes by way of int64, which is
/// what PyTorch's kernels do on x86.
template <class To, class From>
GRADPROOF_SCALAR To convert(From v) {
  if constexpr (std::is_floating_point_v<Computed<From>> && std::is_integral_v<To> && !std::is_same_v<To, bool>)
    return To(to_int64(Computed<From>(v)));
  else
    return To(Computed<From>(v));
}

}  // namespace gradproof::scalar
