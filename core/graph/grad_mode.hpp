#pragma once
#include <gradproof/core/tensor/thread_mode.hpp>

namespace gradproof {

/// Whether operations record history. Per thread; a new thread starts with it on.
class GradMode {
 public:
  static bool is_enabled() noexcept { return ThreadMode::has(ThreadMode::grad); }
  static void set_enabled(bool on) noexcept { ThreadMode::set(ThreadMode::grad, on); }
  /// Enabled, and neither in inference mode nor below autograd.
  static bool is_recording() noexcept { return ThreadMode::value == ThreadMode::grad; }
};

/// Sets the mode for a scope and puts the old one back.
class AutoGradMode {
 public:
  explicit AutoGradMode(bool on) noexcept : before_(GradMode::is_enabled()) { GradMode::set_enabled(on); }
  ~AutoGradMode() { GradMode::set_enabled(before_); }
  AutoGradMode(const AutoGradMode&) = delete;
  AutoGradMode& operator=(const AutoGradMode&) = delete;

 private:
  bool before_;
};

struct NoGradGuard : AutoGradMode {
  NoGradGuard() noexcept : AutoGradMode(false) {}
};
struct AutoEnableGrad : AutoGradMode {
  AutoEnableGrad() noexcept : AutoGradMode(true) {}
};

}  // namespace gradproof
