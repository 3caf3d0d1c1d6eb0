#pragma once

namespace gradproof {

/// Whether operations record history. Per thread; a new thread starts with it on.
class GradMode {
 public:
  static bool is_enabled() noexcept { return enabled_; }
  static void set_enabled(bool on) noexcept { enabled_ = on; }

 private:
  static inline constinit thread_local bool enabled_ = true;
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
