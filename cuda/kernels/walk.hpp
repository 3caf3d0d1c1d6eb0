#pragma once
// Where an element of a range lies: its number, divided by the sizes of the dimensions.
#include <gradproof/core/device/backend.hpp>
#include <gradproof/cuda/kernels/block.hpp>

namespace gradproof::cuda {

/// Division by a number that is known before, as a multiplication and a shift (Granlund and Montgomery, 1994); both
/// numbers below 2^31.
struct Divider {
  std::uint32_t divisor = 1, factor = 1, shift = 0;

  Divider() = default;
  explicit Divider(std::uint32_t d) : divisor(d) {
    while ((std::uint64_t(1) << shift) < d) ++shift;
    factor = std::uint32_t((std::uint64_t(1) << 32) * ((std::uint64_t(1) << shift) - d) / d + 1);
  }
  GRADPROOF_KERNEL std::uint32_t quotient(std::uint32_t n) const {
    return std::uint32_t((std::uint64_t(n) * factor >> 32) + n) >> shift;
  }
};

/// Byte offsets of N operands.
template <int N>
struct Offsets {
  std::int64_t of[N];
};

/// Dimensions that N operands are walked along together, the innermost first.
template <int N>
struct Walk {
  int dims = 0;
  bool is_small = true;  ///< fewer than 2^31 elements: divided in 32 bits
  std::uint64_t count = 1;
  Divider size[Elements::kMaxDims];
  std::int64_t long_size[Elements::kMaxDims];
  std::int64_t strides[Elements::kMaxDims][N];

  void add(std::int64_t size_of_dim, const std::int64_t (&steps)[N]) {
    count *= std::uint64_t(size_of_dim);
    is_small = count < (std::uint64_t(1) << 31);
    long_size[dims] = size_of_dim;
    if (size_of_dim < std::int64_t(1) << 31) size[dims] = Divider(std::uint32_t(size_of_dim));
    for (int k = 0; k < N; ++k) strides[dims][k] = steps[k];
    ++dims;
  }

  GRADPROOF_KERNEL Offsets<N> at(std::uint64_t i) const {
    Offsets<N> offsets = {};
    std::uint64_t rest = i;
    for (int d = 0; d < dims; ++d) {
      const std::uint64_t whole = is_small ? size[d].quotient(std::uint32_t(rest)) : rest / std::uint64_t(long_size[d]);
      const auto place = std::int64_t(rest - whole * std::uint64_t(long_size[d]));
      for (int k = 0; k < N; ++k) offsets.of[k] += place * strides[d][k];
      rest = whole;
    }
    return offsets;
  }
};

/// All dimensions of `e` for its first N operands. A size of zero leaves a count of zero.
template <int N>
Walk<N> walk_of(const Elements& e) {
  Walk<N> walk;
  for (int d = 0; d < e.dims; ++d) {
    std::int64_t steps[N];
    for (int k = 0; k < N; ++k) steps[k] = e.operand[std::size_t(k)].strides[std::size_t(d)];
    if (e.sizes[std::size_t(d)] == 0) walk.count = 0;
    if (walk.count != 0) walk.add(e.sizes[std::size_t(d)], steps);
  }
  return walk;
}

}  // namespace gradproof::cuda
