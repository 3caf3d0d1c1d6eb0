#pragma once
// Host memory above Pool::kLargest: blocks are kept when they are released, because fresh pages from the system cost
// more than most work on them (a 40 MB sum takes twice as long). Eight sizes per power of two waste at most an eighth.
// From 4 MiB up huge pages are asked for. Under AddressSanitizer nothing is kept, so that misuse is seen.
#include <cstddef>
#include <cstdint>

namespace gradproof {

/// Host memory in bytes; blocks above Pool::kLargest unless said otherwise.
struct MemoryStats {
  std::size_t in_use = 0;             ///< asked for and not yet released
  std::size_t peak = 0;               ///< the most that was in use at once since the start or reset_peak_memory()
  std::size_t cached = 0;             ///< kept for the next request
  std::size_t pooled = 0;             ///< taken from the system by the pool of small blocks
  std::uint64_t requests = 0;         ///< blocks asked for so far
  std::uint64_t requested = 0;        ///< bytes asked for so far
  std::uint64_t system_requests = 0;  ///< blocks the system was asked for so far; the rest came from the cache
};

/// All threads together.
MemoryStats cpu_memory_stats();
/// From now on `peak` counts from what is in use now: how the peak of one forward or backward pass is found.
void reset_peak_memory();
/// From now on a block that would take `in_use` beyond `bytes` is refused as if the system had no more; 0: none is.
/// Returns the limit that was.
std::size_t set_memory_limit(std::size_t bytes);
/// Gives every cached block back to the system; returns how many bytes that were.
std::size_t release_cached();

namespace caching_allocator {

/// At least `bytes` bytes (more than Pool::kLargest) aligned to 64. When the system has no more, the cache is given
/// back and it is asked again. Throws Error `memory`.
void* allocate(std::size_t bytes);
/// Takes back a block with the size it was asked for. Keeps no more than was ever in use at once.
void release(void* block, std::size_t bytes) noexcept;
/// Counts a chunk that the pool took.
void note_pooled(std::size_t bytes) noexcept;

}  // namespace caching_allocator
}  // namespace gradproof
