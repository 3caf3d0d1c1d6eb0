#pragma once
#include <cstdint>

namespace gradproof {

/// What this thread's operations do beside their arithmetic, in one byte: so "is this recorded" stays one comparison.
/// Set by the guards in core/graph/grad_mode.hpp and inference_mode.hpp.
struct ThreadMode {
  static constexpr std::uint8_t grad = 1;            ///< operations are recorded
  static constexpr std::uint8_t inference = 2;       ///< new tensors have no counter and no place in a graph
  static constexpr std::uint8_t below_autograd = 4;  ///< nothing is recorded, whatever `grad` says
  static constexpr std::uint8_t below_counters = 8;  ///< nor are writes counted and views tracked

  static bool has(std::uint8_t bits) noexcept { return value & bits; }
  static void set(std::uint8_t bits, bool on) noexcept { value = std::uint8_t(on ? value | bits : value & ~bits); }

  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local std::uint8_t value = grad;
};

}  // namespace gradproof
