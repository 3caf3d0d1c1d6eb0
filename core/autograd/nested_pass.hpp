#pragma once
#include <functional>

namespace gradproof {

/// Counts the backward passes that run inside one another on this stack (a hook or a custom function may start one).
class NestedPass {
 public:
  NestedPass() noexcept { ++depth_; }
  ~NestedPass() { --depth_; }
  NestedPass(const NestedPass&) = delete;
  NestedPass& operator=(const NestedPass&) = delete;

  /// So many that the next one is to run on a stack of its own, lest this one overflow.
  bool is_too_deep() const noexcept { return depth_ > kPerStack; }

 private:
  static constexpr int kPerStack = 60;
  static inline constinit thread_local int depth_ = 0;
};

/// Calls `f` in a thread with this one's modes and waits for it. Throws what `f` throws.
void on_own_stack(const std::function<void()>& f);

}  // namespace gradproof
