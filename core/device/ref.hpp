#pragma once
// Intrusive counting. While the process has one thread no locked instruction is used (9-19 ns each on x86);
// glibc tells, and pthread_create orders everything counted before it.
#include <sys/single_threaded.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace gradproof {

/// A count that starts at one.
class RefCount {
 public:
  void increment() const noexcept {
    if (__libc_single_threaded)
      count_.store(load() + 1, std::memory_order_relaxed);
    else
      count_.fetch_add(1, std::memory_order_relaxed);
  }
  /// True when the last reference went. A holder of the only one needs no locked instruction to know that nobody can
  /// make another.
  bool decrement() const noexcept {
    if (__libc_single_threaded) {
      const std::uint32_t left = load() - 1;
      count_.store(left, std::memory_order_relaxed);
      return left == 0;
    }
    return unique() || count_.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }
  bool unique() const noexcept { return is(1); }
  /// Whether exactly `n` references are left; when they are the caller's own, nobody else can make another.
  bool is(std::uint32_t n) const noexcept { return count_.load(std::memory_order_acquire) == n; }
  std::uint32_t load() const noexcept { return count_.load(std::memory_order_relaxed); }
  /// Of an object that was just made and has `n` references.
  void start_at(std::uint32_t n) noexcept { count_.store(n, std::memory_order_relaxed); }

 protected:
  mutable std::atomic<std::uint32_t> count_{1};
};

/// A count of an object that somebody keeps beyond the last reference, and of which he makes the first one again: two
/// threads may do so and drop what they made at once.
class RevivableCount : public RefCount {
 public:
  bool decrement() const noexcept {
    if (__libc_single_threaded) return RefCount::decrement();
    return count_.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }
  /// Makes a reference; true when it is the first one.
  bool revive() const noexcept {
    if (!__libc_single_threaded) return count_.fetch_add(1, std::memory_order_acq_rel) == 0;
    const std::uint32_t before = load();
    count_.store(before + 1, std::memory_order_relaxed);
    return before == 0;
  }
};

/// A counted object that knows how to end itself: what a tensor holds of the layers above it.
class Counted {
 public:
  virtual void dispose() noexcept = 0;
  RevivableCount refs;

 protected:
  ~Counted() = default;
};
inline void destroy(Counted* c) noexcept { c->dispose(); }

/// Owning pointer to a T that has `RefCount refs` and a free function `void destroy(T*)`, called for the last owner.
template <class T>
class Ref {
 public:
  constexpr Ref() = default;
  constexpr Ref(std::nullptr_t) {}
  /// Takes over the reference that a fresh object is born with.
  static Ref adopt(T* p) noexcept {
    Ref r;
    r.p_ = p;
    return r;
  }
  /// Adds a reference to an object that somebody else holds.
  static Ref share(T* p) noexcept {
    if (p) p->refs.increment();
    return adopt(p);
  }
  /// An object that a std::shared_ptr keeps: one that came from the conversion below, or that has `kept_by`.
  template <class U>
  requires std::is_convertible_v<U*, T*>
  explicit Ref(const std::shared_ptr<U>& p) noexcept : Ref(share(p.get())) {
    if constexpr (requires { p_->kept_by(p); })
      if (p_) p_->kept_by(p);
  }
  Ref(const Ref& o) noexcept : p_(o.p_) {
    if (p_) p_->refs.increment();
  }
  Ref(Ref&& o) noexcept : p_(std::exchange(o.p_, nullptr)) {}
  template <class U>
  requires(std::is_convertible_v<U*, T*> && !std::is_same_v<U, T>) Ref(Ref<U> o)
  noexcept : p_(o.release()) {}
  Ref& operator=(Ref o) noexcept {
    std::swap(p_, o.p_);
    return *this;
  }
  ~Ref() {
    if (p_ && p_->refs.decrement()) destroy(p_);
  }

  T* get() const noexcept { return p_; }
  T* operator->() const noexcept { return p_; }
  T& operator*() const noexcept { return *p_; }
  explicit operator bool() const noexcept { return p_ != nullptr; }
  bool operator==(const Ref& o) const noexcept = default;
  template <class U>
  bool operator==(const std::shared_ptr<U>& o) const noexcept {
    return p_ == o.get();
  }
  /// Shared with a std::shared_ptr, as libtorch programs keep nodes.
  template <class U>
  requires std::is_convertible_v<T*, U*>
  operator std::shared_ptr<U>() const {
    if constexpr (requires { p_->owner(); })
      if (p_)
        if (auto owner = p_->owner()) return owner;
    return p_ ? std::shared_ptr<U>(p_, [kept = *this](U*) {}) : nullptr;
  }
  T* release() noexcept { return std::exchange(p_, nullptr); }

 private:
  T* p_ = nullptr;
};

}  // namespace gradproof
