#pragma once
// The two sixteen-bit floating types. They are stored and converted; arithmetic is done in float and rounded once
// (`Computed` says in which type an element type is computed).
#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace gradproof {

/// IEEE 754 binary16. Rounds to nearest, ties to even.
class Half {
 public:
  Half() = default;
  constexpr Half(float v) : bits_(encode(v)) {}
  template <class T>
  requires(std::is_arithmetic_v<T> && !std::is_same_v<T, float>) constexpr explicit Half(T v)
      : bits_(encode(float(v))) {}
  constexpr operator float() const { return decode(bits_); }
  constexpr Half& operator+=(float v) { return *this = float(*this) + v; }
  constexpr Half& operator-=(float v) { return *this = float(*this) - v; }
  constexpr Half& operator*=(float v) { return *this = float(*this) * v; }
  constexpr Half& operator/=(float v) { return *this = float(*this) / v; }
  static constexpr Half from_bits(std::uint16_t bits) {
    Half h;
    h.bits_ = bits;
    return h;
  }
  constexpr std::uint16_t bits() const { return bits_; }

 private:
  static constexpr std::uint16_t encode(float v) {
    const std::uint32_t u = std::bit_cast<std::uint32_t>(v), sign = u >> 16 & 0x8000, magnitude = u & 0x7fffffff;
    if (magnitude > 0x7f800000) return std::uint16_t(sign | 0x7e00);   // NaN
    if (magnitude >= 0x477ff000) return std::uint16_t(sign | 0x7c00);  // rounds to 65536 or more
    if (magnitude < 0x38800000) {
      // Subnormal: adding 2^-1 lets the processor round at the place of the last bit that is left.
      const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
      return std::uint16_t(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3f000000));
    }
    const std::uint32_t odd = magnitude >> 13 & 1;
    return std::uint16_t(sign | (magnitude - 0x38000000 + 0xfff + odd) >> 13);
  }
  static constexpr float decode(std::uint16_t h) {
    const std::uint32_t sign = std::uint32_t(h & 0x8000) << 16, exponent = h >> 10 & 0x1f, fraction = h & 0x3ff;
    if (exponent == 0x1f) return std::bit_cast<float>(sign | 0x7f800000 | fraction << 13);
    if (exponent != 0) return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
    const float magnitude = float(fraction) * 0x1p-24F;
    return sign ? -magnitude : magnitude;
  }
  std::uint16_t bits_ = 0;
};

/// The upper half of a float. Rounds to nearest, ties to even.
class BFloat16 {
 public:
  BFloat16() = default;
  constexpr BFloat16(float v) : bits_(encode(v)) {}
  template <class T>
  requires(std::is_arithmetic_v<T> && !std::is_same_v<T, float>) constexpr explicit BFloat16(T v)
      : bits_(encode(float(v))) {}
  constexpr operator float() const { return std::bit_cast<float>(std::uint32_t(bits_) << 16); }
  constexpr BFloat16& operator+=(float v) { return *this = float(*this) + v; }
  constexpr BFloat16& operator-=(float v) { return *this = float(*this) - v; }
  constexpr BFloat16& operator*=(float v) { return *this = float(*this) * v; }
  constexpr BFloat16& operator/=(float v) { return *this = float(*this) / v; }
  static constexpr BFloat16 from_bits(std::uint16_t bits) {
    BFloat16 b;
    b.bits_ = bits;
    return b;
  }
  constexpr std::uint16_t bits() const { return bits_; }

 private:
  static constexpr std::uint16_t encode(float v) {
    const std::uint32_t u = std::bit_cast<std::uint32_t>(v);
    if (v != v) return 0x7fc0;
    return std::uint16_t((u + 0x7fff + (u >> 16 & 1)) >> 16);
  }
  std::uint16_t bits_ = 0;
};

template <class T>
inline constexpr bool is_half = std::is_same_v<T, Half> || std::is_same_v<T, BFloat16>;
/// float for the sixteen-bit types, T itself for all others.
template <class T>
using Computed = std::conditional_t<is_half<T>, float, T>;

}  // namespace gradproof

template <>
struct std::numeric_limits<gradproof::Half> : std::numeric_limits<float> {
  static constexpr gradproof::Half max() { return gradproof::Half::from_bits(0x7bff); }
  static constexpr gradproof::Half lowest() { return gradproof::Half::from_bits(0xfbff); }
  static constexpr gradproof::Half min() { return gradproof::Half::from_bits(0x0400); }
  static constexpr gradproof::Half epsilon() { return gradproof::Half::from_bits(0x1400); }
};
template <>
struct std::numeric_limits<gradproof::BFloat16> : std::numeric_limits<float> {
  static constexpr gradproof::BFloat16 max() { return gradproof::BFloat16::from_bits(0x7f7f); }
  static constexpr gradproof::BFloat16 lowest() { return gradproof::BFloat16::from_bits(0xff7f); }
  static constexpr gradproof::BFloat16 min() { return gradproof::BFloat16::from_bits(0x0080); }
  static constexpr gradproof::BFloat16 epsilon() { return gradproof::BFloat16::from_bits(0x3c00); }
};
