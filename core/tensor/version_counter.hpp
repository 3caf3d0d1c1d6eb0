#pragma once
// How writes are counted. A counter stands in the storage that is written, where all tensors over it find it without
// counting references; alias.cpp alone decides who has one of his own instead (`.data`).
#include <atomic>
#include <cstdint>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/device/ref.hpp>
#include <new>

namespace gradproof {

/// A count of writes that several tensors may share (a view family and its detached aliases). 32 bits and wrapping, as
/// PyTorch has it.
class VersionCounter {
 public:
  VersionCounter() = default;
  explicit VersionCounter(std::uint32_t count) : count_(count) {}
  std::uint32_t current() const { return count_.load(std::memory_order_relaxed); }
  std::uint32_t current_version() const { return current(); }
  void set(std::uint32_t value) { count_.store(value, std::memory_order_relaxed); }
  void bump() {
    if (__libc_single_threaded)
      set(current() + 1);
    else
      count_.fetch_add(1, std::memory_order_relaxed);
  }

 private:
  std::atomic<std::uint32_t> count_ = 0;
};

/// A counter that no storage houses.
struct SharedCounter {
  RefCount refs;
  VersionCounter version;

  static Ref<SharedCounter> create(std::uint32_t count) {
    return Ref<SharedCounter>::adopt(new (Pool::allocate(sizeof(SharedCounter)))
                                         SharedCounter{{}, VersionCounter(count)});
  }
};
inline void destroy(SharedCounter* c) noexcept { Pool::release(c, sizeof(SharedCounter)); }

}  // namespace gradproof
