#pragma once
// Guards over ThreadMode beside grad mode: inference mode, and the two depths below the graph that kernels run at.
#include <gradproof/core/tensor/thread_mode.hpp>

namespace gradproof {

/// Puts this thread's modes back at the end of a scope.
class ModeScope {
 public:
  ModeScope(const ModeScope&) = delete;
  ModeScope& operator=(const ModeScope&) = delete;

 protected:
  ModeScope() noexcept : before_(ThreadMode::value) {}
  ~ModeScope() { ThreadMode::value = before_; }

 private:
  std::uint8_t before_;
};

/// Tensors made while it is on have no counter and can never be part of a graph; normal tensors keep their counters,
/// and their views are tracked. It switches grad mode off; InferenceMode(false) is normal mode, grad mode on.
struct InferenceMode : ModeScope {
  explicit InferenceMode(bool on = true) noexcept {
    ThreadMode::set(ThreadMode::inference, on);
    ThreadMode::set(ThreadMode::grad, !on);
  }
  static bool is_enabled() noexcept { return ThreadMode::has(ThreadMode::inference); }
};

/// Nothing is recorded; writes are still counted and views tracked.
struct AutoDispatchBelowAutograd : ModeScope {
  AutoDispatchBelowAutograd() noexcept { ThreadMode::set(ThreadMode::below_autograd, true); }
};

/// Nothing is recorded, no write counted, no view tracked: an operation is its arithmetic.
struct AutoDispatchBelowADInplaceOrView : ModeScope {
  AutoDispatchBelowADInplaceOrView() noexcept {
    ThreadMode::set(ThreadMode::below_autograd | ThreadMode::below_counters, true);
  }
};

}  // namespace gradproof
