#pragma once
// How a kernel is issued: a struct with what it works on and `void operator()(Block, Shared&) const`, run by so many
// blocks of kThreads threads.
#include <cstring>
#include <gradproof/cuda/kernels/block.hpp>
#include <gradproof/cuda/kernels/queue.hpp>

namespace gradproof::cuda {

/// Blocks that give `count` threads.
inline std::uint64_t blocks_for(std::uint64_t count) { return (count + kThreads - 1) / kThreads; }

#if defined(__CUDACC__)

template <class Kernel>
__global__ void __launch_bounds__(kThreads, 2) entry(const __grid_constant__ Kernel kernel) {
  __shared__ typename Kernel::Shared shared;
  kernel(Block(), shared);
}

template <class Kernel>
void run(const Queue& queue, std::uint64_t blocks, const Kernel& kernel) {
  if (blocks == 0) return;
  entry<<<unsigned(blocks), kThreads, 0, static_cast<cudaStream_t>(queue.stream)>>>(kernel);
}

#else

template <class Kernel>
void run(const Queue&, std::uint64_t blocks, const Kernel& kernel) {
  for (std::uint64_t b = blocks; b-- > 0;) {
    typename Kernel::Shared shared;
    std::memset(static_cast<void*>(&shared), 0xcd, sizeof shared);  // what a GPU leaves there is as good
    kernel(Block(b), shared);
  }
}

#endif

/// One thread per item: body(i) for i below `count`, in any order.
template <class Body>
struct ForEach {
  using Shared = Nothing;
  Body body;
  std::uint64_t count;

  GRADPROOF_KERNEL void operator()(Block block, Shared&) const {
    block.each([&](unsigned t) {
      const std::uint64_t i = block.index() * kThreads + t;
      if (i < count) body(i);
    });
  }
};

template <class Body>
void for_each(const Queue& queue, std::uint64_t count, const Body& body) {
  run(queue, blocks_for(count), ForEach<Body>{body, count});
}

}  // namespace gradproof::cuda
