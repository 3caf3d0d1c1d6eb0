#pragma once
#include <cstdint>
#include <vector>

namespace gradproof::bench {

/// For each of `pairs` pairs of launches, whether the second program goes first: blocks of A-B-B-A or B-A-A-B, drawn
/// from the seed, so that a slow drift of the machine cancels. The same seed gives the same order.
std::vector<bool> draw_turns(int pairs, std::uint64_t seed);

}  // namespace gradproof::bench
