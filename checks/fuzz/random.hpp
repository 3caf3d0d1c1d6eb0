#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace gradproof::checks::fuzz {

/// Numbers that are the same on every machine for a seed and an index: SplitMix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t index) : state_(mixed(seed + gamma) ^ mixed(~index)) {}

  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }  ///< of 0 … n-1; n > 0
  int between(int low, int high) { return low + below(high - low + 1); }                 ///< both included
  bool chance(int percent) { return below(100) < percent; }
  template <class List>
  auto& pick(List&& list) {  ///< of a list that is not empty
    return list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))];
  }

 private:
  static constexpr std::uint64_t gamma = 0x9e3779b97f4a7c15;

  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::uint64_t next() { return mixed(state_ += gamma); }

  std::uint64_t state_;
};

}  // namespace gradproof::checks::fuzz
