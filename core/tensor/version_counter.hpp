#pragma once
#include <atomic>
#include <cstdint>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/device/ref.hpp>

namespace gradproof {

/// A count of writes that several tensors may share (a view family and its detached aliases). Who shares it is decided
/// in alias.cpp alone. 32 bits and wrapping, as PyTorch has it. A counter that nobody shares stands inside its tensor;
/// the first share moves it to a block of its own.
class VersionCounter {
 public:
  VersionCounter() = default;
  VersionCounter(VersionCounter&& o) noexcept : own_(o.own_), shared_(o.take()) {}
  VersionCounter& operator=(VersionCounter&& o) noexcept {
    drop();
    own_ = o.own_;
    shared_.store(o.take(), std::memory_order_relaxed);
    return *this;
  }
  ~VersionCounter() { drop(); }

  std::uint32_t current() const {
    const Shared* s = shared_.load(std::memory_order_acquire);
    return s ? s->count.load(std::memory_order_relaxed) : own_;
  }
  std::uint32_t current_version() const { return current(); }
  void bump() {
    Shared* s = shared_.load(std::memory_order_acquire);
    if (!s)
      ++own_;
    else if (__libc_single_threaded)
      s->count.store(s->count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    else
      s->count.fetch_add(1, std::memory_order_relaxed);
  }
  void set(std::uint32_t value) {
    if (Shared* s = shared_.load(std::memory_order_acquire))
      s->count.store(value, std::memory_order_relaxed);
    else
      own_ = value;
  }
  /// Another handle on the same count.
  VersionCounter share() const;
  bool same(const VersionCounter& o) const { return shared_.load() && shared_.load() == o.shared_.load(); }

 private:
  struct Shared {
    RefCount refs;
    std::atomic<std::uint32_t> count;
  };
  Shared* take() noexcept {
    Shared* s = shared_.load(std::memory_order_relaxed);
    shared_.store(nullptr, std::memory_order_relaxed);
    return s;
  }
  void drop() noexcept {
    Shared* s = shared_.load(std::memory_order_relaxed);
    if (s && s->refs.decrement()) Pool::release(s, sizeof(Shared));
  }

  std::uint32_t own_ = 0;
  mutable std::atomic<Shared*> shared_ = nullptr;
};

}  // namespace gradproof
