#include <gradproof/bench/turns.hpp>
#include <random>

namespace gradproof::bench {

std::vector<bool> draw_turns(int pairs, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<bool> second_first;
  for (int pair = 0; pair < pairs; ++pair) {
    const bool opens_block = pair % 2 == 0;
    second_first.push_back(opens_block ? (random() >> 63) != 0 : !second_first.back());
  }
  return second_first;
}

}  // namespace gradproof::bench
