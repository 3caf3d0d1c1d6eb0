#pragma once
// What a backward pass notes of each node: how many edges still deliver and what has arrived. In the node itself for
// the pass that got there first, so that a small graph needs neither a map nor a lock; in a map for a pass that starts
// while another runs (from a hook, or in another thread), and for one that captures, which also needs to know where it
// must go.
#include <atomic>
#include <gradproof/core/graph/node.hpp>
#include <unordered_map>

namespace gradproof {

class InlineLedger {
 public:
  /// Whether this pass may write into nodes: only one at a time in the process.
  static bool claim() noexcept {
    if (__libc_single_threaded) {
      if (busy_.load(std::memory_order_relaxed)) return false;
      busy_.store(true, std::memory_order_relaxed);
      return true;
    }
    return !busy_.exchange(true, std::memory_order_acquire);
  }
  InlineLedger() noexcept : stamp_(++last_stamp_) {}
  ~InlineLedger() { busy_.store(false, std::memory_order_release); }
  InlineLedger(const InlineLedger&) = delete;
  InlineLedger& operator=(const InlineLedger&) = delete;

  bool first_visit(Node& n) noexcept {
    if (n.task == stamp_) return false;
    n.task = stamp_;
    n.dependencies = 0;
    return true;
  }
  /// Notes one more edge that leads to `n`; true for the first one.
  bool count_edge(Node& n) noexcept {
    if (n.task == stamp_) return ++n.dependencies, false;
    n.task = stamp_;
    n.dependencies = 1;
    return true;
  }
  std::uint32_t& dependencies(Node& n) noexcept { return n.dependencies; }
  Tensor* inboxes(Node& n) noexcept { return n.inboxes(); }
  void restart() noexcept { stamp_ = ++last_stamp_; }

 private:
  static inline std::atomic<bool> busy_ = false;
  static inline std::uint32_t last_stamp_ = 0;  // only the pass that holds the claim touches it
  std::uint32_t stamp_;
};

class MapLedger {
 public:
  bool first_visit(Node& n) {
    State& s = states_[&n];
    if (!s.inbox.empty()) return false;
    s.inbox.resize(n.outputs().size());
    return true;
  }
  bool count_edge(Node& n) {
    const bool is_first = first_visit(n);
    ++dependencies(n);
    return is_first;
  }
  std::uint32_t& dependencies(Node& n) { return states_.at(&n).dependencies; }
  Tensor* inboxes(Node& n) { return states_.at(&n).inbox.data(); }
  bool& needed(Node& n) { return states_.at(&n).needed; }
  bool needed(Node& n) const { return states_.at(&n).needed; }
  void restart() { states_.clear(); }

 private:
  struct State {
    std::uint32_t dependencies = 0;
    bool needed = false;
    std::vector<Tensor> inbox;
  };
  std::unordered_map<Node*, State> states_;
};

}  // namespace gradproof
