#pragma once
// A block of threads, for two readers of the same kernels. For nvcc each() is the thread itself and a barrier; for any
// other compiler it is a loop over the block's threads, in an order of its own, so that a kernel is tested where there
// is no GPU. A barrier is the end of an each().
#include <cstdint>

#if defined(__CUDACC__)
#define GRADPROOF_KERNEL __device__
#else
#define GRADPROOF_KERNEL
#endif

namespace gradproof::cuda {

inline constexpr unsigned kThreads = 256;

/// What the threads of a block share, where they share nothing.
struct Nothing {};

#if defined(__CUDACC__)

class Block {
 public:
  __device__ std::uint64_t index() const { return blockIdx.x; }
  template <class F>
  __device__ void each(F f) const {
    f(threadIdx.x);
    __syncthreads();
  }
};

/// A variable that every thread has for itself, from one each() to the next.
template <class T>
class Local {
 public:
  __device__ T& operator[](unsigned) { return value_; }

 private:
  T value_;
};

#else

class Block {
 public:
  explicit Block(std::uint64_t index) : index_(index) {}
  std::uint64_t index() const { return index_; }
  template <class F>
  void each(F f) const {
    constexpr unsigned odd = 37;  // shares no factor with kThreads: every thread has its turn
    for (unsigned t = 0; t < kThreads; ++t) f(t * odd % kThreads);
  }

 private:
  std::uint64_t index_;
};

template <class T>
class Local {
 public:
  T& operator[](unsigned thread) { return values_[thread]; }

 private:
  T values_[kThreads];
};

#endif

}  // namespace gradproof::cuda
