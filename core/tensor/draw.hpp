#pragma once
// Single draws. How many engine words each takes and in which order is part of the contract: PyTorch's numbers depend
// on it.
#include <cmath>
#include <gradproof/core/layout/dtype.hpp>
#include <gradproof/core/tensor/generator.hpp>
#include <mutex>
#include <numbers>
#include <random>
#include <utility>

namespace gradproof {

struct Generator::State {
  std::mutex mutex;
  std::uint64_t seed = kDefaultSeed;
  std::mt19937 engine;
  std::optional<double> spare_normal;  ///< Box and Muller give two numbers; the second waits here

  std::uint32_t word() { return std::uint32_t(engine()); }
  std::uint64_t two_words() {
    const std::uint64_t high = word();
    return high << 32 | word();
  }
};

/// Holds a generator for one operation.
class Draw {
 public:
  explicit Draw(const std::optional<Generator>& given)
      : state_((given ? *given : default_generator()).state()), lock_(state_.mutex) {}

  std::uint32_t word() { return state_.word(); }
  std::uint64_t two_words() { return state_.two_words(); }
  /// In [0, 1): as many random bits as the significand of the type that T is computed in has; double takes two words.
  template <class T>
  Computed<T> uniform() {
    if constexpr (std::is_same_v<T, double>)
      return double(two_words() & ((std::uint64_t(1) << 53) - 1)) * 0x1p-53;
    else
      return float(word() & ((1u << 24) - 1)) * 0x1p-24f;
  }
  /// Standard normal, in double.
  double normal() {
    if (state_.spare_normal) return *std::exchange(state_.spare_normal, std::nullopt);
    const double u1 = uniform<double>(), u2 = uniform<double>();
    const double radius = std::sqrt(-2.0 * std::log1p(-u2)), angle = 2.0 * std::numbers::pi * u1;
    state_.spare_normal = radius * std::sin(angle);
    return radius * std::cos(angle);
  }

 private:
  Generator::State& state_;
  std::lock_guard<std::mutex> lock_;
};

}  // namespace gradproof
