#pragma once
#include <gradproof/cuda/kernels/queue.hpp>

namespace gradproof::cuda {

/// Stores `bytes` bytes in memory that the host can read, and after them `tag` in `mark`: who sees the mark sees the
/// bytes.
void publish(const Queue& queue, void* to, const void* from, std::size_t bytes, std::uint64_t* mark, std::uint64_t tag);

}  // namespace gradproof::cuda
