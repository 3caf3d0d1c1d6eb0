#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace gradproof::cuda {

/// An unsigned integer of so many bytes.
template <std::size_t kBytes>
using Bits = std::conditional_t<
    kBytes == 1, std::uint8_t,
    std::conditional_t<kBytes == 2, std::uint16_t, std::conditional_t<kBytes == 4, std::uint32_t, std::uint64_t>>>;

}  // namespace gradproof::cuda
