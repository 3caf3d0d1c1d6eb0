#include <gradproof/core/tensor/version_counter.hpp>
#include <new>

namespace gradproof {

VersionCounter VersionCounter::share() const {
  Shared* s = shared_.load(std::memory_order_acquire);
  if (!s) {
    auto* fresh = new (Pool::allocate(sizeof(Shared))) Shared{{}, own_};
    // Two threads may detach one tensor at once: the first one's block stays.
    if (__libc_single_threaded) {
      shared_.store(s = fresh, std::memory_order_relaxed);
    } else if (shared_.compare_exchange_strong(s, fresh)) {
      s = fresh;
    } else {
      Pool::release(fresh, sizeof(Shared));
    }
  }
  s->refs.increment();
  VersionCounter copy;
  copy.shared_ = s;
  return copy;
}

}  // namespace gradproof
