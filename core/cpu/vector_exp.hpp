#pragma once
// exp over a row, as loops that the compiler vectorises; the library's own is called once a number.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace gradproof::cpu {

/// exp(x) within 2 units in the last place: x = k ln 2 + r, a polynomial of r, and k as an exponent in two steps, so
/// that results below the smallest normal number are still right.
inline float exp_of(float x) {
  const float at = x == x ? std::min(std::max(x, -104.0F), 89.0F) : 0.0F;
  const float k = (at * 1.44269504F + 12582912.0F) - 12582912.0F;  // rounds to a whole number
  const float r = (at - k * 0.693359375F) + k * 2.12194440e-4F;
  float p = 1.9875691500e-4F;
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  const auto whole = std::int32_t(k), half = whole / 2;
  const float scaled = p * std::bit_cast<float>((half + 127) << 23) * std::bit_cast<float>((whole - half + 127) << 23);
  return x == x ? scaled : x;
}
inline double exp_of(double x) { return std::exp(x); }

/// out[i] = exp(x[i] - shift); returns their sum, taken in blocks so that long rows add up right.
template <class C>
C exp_minus(const C* x, C shift, C* out, std::int64_t n) {
  constexpr std::int64_t block = 1024, lanes = 16;
  double total = 0;
  for (std::int64_t from = 0; from < n; from += block) {
    const std::int64_t to = std::min(n, from + block);
    for (std::int64_t i = from; i < to; ++i) out[i] = exp_of(x[i] - shift);
    C sums[lanes] = {};
    std::int64_t i = from;
    for (; i + lanes <= to; i += lanes)
      for (std::int64_t k = 0; k < lanes; ++k) sums[k] += out[i + k];
    for (std::int64_t k = 0; i < to; ++i, ++k) sums[k] += out[i];
    for (C s : sums) total += double(s);
  }
  return C(total);
}

}  // namespace gradproof::cpu
