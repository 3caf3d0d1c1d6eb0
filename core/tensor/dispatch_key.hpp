#pragma once
// libtorch's dispatch keys, as far as programs ask by them what a tensor is and what a guard switched off. There is no
// dispatcher here: each answer is read from the tensor's and the thread's state.
#include <cstdint>
#include <gradproof/core/tensor/thread_mode.hpp>
#include <initializer_list>

namespace gradproof {

enum class DispatchKey : std::uint8_t {
  Undefined,
  CPU,
  ADInplaceOrView,  ///< writes are counted and views tracked
  AutogradCPU       ///< operations are recorded
};

class DispatchKeySet {
 public:
  constexpr DispatchKeySet() = default;
  constexpr DispatchKeySet(DispatchKey key) : bits_(key == DispatchKey::Undefined ? 0U : 1U << unsigned(key)) {}
  constexpr DispatchKeySet(std::initializer_list<DispatchKey> keys) {
    for (DispatchKey k : keys) bits_ |= DispatchKeySet(k).bits_;
  }
  constexpr bool has(DispatchKey key) const { return has_all(key); }
  constexpr bool has_all(DispatchKeySet keys) const { return (bits_ & keys.bits_) == keys.bits_; }
  constexpr bool has_any(DispatchKeySet keys) const { return bits_ & keys.bits_; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr DispatchKeySet operator|(DispatchKeySet o) const { return of_bits(bits_ | o.bits_); }
  constexpr DispatchKeySet operator&(DispatchKeySet o) const { return of_bits(bits_ & o.bits_); }
  constexpr DispatchKeySet operator-(DispatchKeySet o) const { return of_bits(bits_ & ~o.bits_); }
  constexpr bool operator==(const DispatchKeySet&) const = default;

 private:
  static constexpr DispatchKeySet of_bits(unsigned bits) {
    DispatchKeySet set;
    set.bits_ = bits;
    return set;
  }
  unsigned bits_ = 0;
};

inline constexpr DispatchKeySet autograd_dispatch_keyset = DispatchKey::AutogradCPU;

namespace impl {

/// What this thread's guards took from every operation.
inline DispatchKeySet tls_excluded_keys() noexcept {
  DispatchKeySet keys;
  if (ThreadMode::has(ThreadMode::inference | ThreadMode::below_autograd)) keys = autograd_dispatch_keyset;
  if (ThreadMode::has(ThreadMode::below_counters)) keys = keys | DispatchKey::ADInplaceOrView;
  return keys;
}
/// What every operation of this thread has, whatever its tensors are.
inline DispatchKeySet tls_included_keys() noexcept {
  return ThreadMode::has(ThreadMode::inference) ? DispatchKeySet() : DispatchKey::ADInplaceOrView;
}
inline bool tls_is_dispatch_key_excluded(DispatchKey key) noexcept { return tls_excluded_keys().has(key); }
inline bool tls_is_dispatch_key_included(DispatchKey key) noexcept { return tls_included_keys().has(key); }
inline bool tls_is_dispatch_keyset_excluded(DispatchKeySet keys) noexcept { return tls_excluded_keys().has_all(keys); }
inline bool tls_is_dispatch_keyset_included(DispatchKeySet keys) noexcept { return tls_included_keys().has_all(keys); }

}  // namespace impl
}  // namespace gradproof
