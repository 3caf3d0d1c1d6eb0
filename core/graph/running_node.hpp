#pragma once
#include <gradproof/core/graph/node.hpp>

namespace gradproof {

/// Of a pass that collects gradients of given tensors only: the node that it differentiates now, and where it goes on.
struct RunningNode {
  const Node* node = nullptr;
  const void* pass = nullptr;
  bool (*goes_to)(const void* pass, Node& next) = nullptr;

  /// This thread's.
  static RunningNode& current() noexcept {
    static thread_local RunningNode node;
    return node;
  }
};

/// Puts it back: a pass may run within the derivative of another's node.
class RunningNodeScope {
 public:
  RunningNodeScope() noexcept : before_(RunningNode::current()) {}
  ~RunningNodeScope() { RunningNode::current() = before_; }
  RunningNodeScope(const RunningNodeScope&) = delete;
  RunningNodeScope& operator=(const RunningNodeScope&) = delete;

 private:
  RunningNode before_;
};

}  // namespace gradproof
