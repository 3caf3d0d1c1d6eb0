#include <cuda_runtime_api.h>

#include <gradproof/core/layout/error.hpp>
#include <gradproof/cuda/device/pinned.hpp>
#include <string>

namespace gradproof::cuda {
namespace {

/// Whose blocks they are: no stream may have one again just because its work is in order, since the host writes too.
constexpr StreamId kHost{~std::uint32_t(0)};

}  // namespace

void* block_with(const std::map<const char*, std::size_t>& blocks, const void* p) {
  const auto* const byte = static_cast<const char*>(p);
  const auto next = blocks.upper_bound(byte);
  if (next == blocks.begin() || byte >= std::prev(next)->first + std::prev(next)->second) return nullptr;
  return const_cast<char*>(std::prev(next)->first);
}

void* Pinned::block_of(const void* p) const {
  const std::lock_guard hold(lock_);
  return block_with(blocks_, p);
}

void* Pinned::allocate(std::size_t bytes) {
  try {
    return cache_.allocate(bytes, kHost);
  } catch (const Error& e) {
    if (e.kind() != ErrorKind::memory) throw;
    raise(ErrorKind::memory, "out of memory: no " + std::to_string(bytes) +
                                 " bytes of page-locked host memory are left; free pinned tensors or do without");
  }
}

void Pinned::use(const void* p, StreamId stream) {
  if (void* const block = block_of(p)) cache_.keep_for(block, stream);
}

void* Pinned::reserve(std::size_t bytes) {
  void* data = nullptr;
  if (cudaHostAlloc(&data, bytes, cudaHostAllocPortable) != cudaSuccess) return cudaGetLastError(), nullptr;
  const std::lock_guard hold(lock_);
  blocks_[static_cast<const char*>(data)] = bytes;
  return data;
}

void Pinned::give_back(void* block) {
  cudaFreeHost(block);
  const std::lock_guard hold(lock_);
  blocks_.erase(static_cast<const char*>(block));
}

}  // namespace gradproof::cuda
