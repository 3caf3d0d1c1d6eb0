#pragma once
// Everything that a program holds at one moment: who reads which bytes, with what counter, and what the graph saved.
#include <chrono>
#include <gradproof/checks/explain/contents.hpp>
#include <gradproof/checks/explain/objects.hpp>
#include <gradproof/core/graph/node.hpp>
#include <map>
#include <span>
#include <string>
#include <utility>

namespace gradproof::checks::explain {

/// A count of writes, and which one it is.
struct Count {
  const void* counter = nullptr;  ///< null: nobody counts
  std::int64_t writes = 0;
};

/// A tensor or array that the program can reach.
struct Holder {
  int object = -1;    ///< its number; -1: reached through another ("x.grad", "lin.weight")
  std::string label;  ///< spells what has no number
  bool is_gradient = false;
  bool is_array = false;
  Region region;
  Count count;
  bool requires_grad = false;
  std::string node;               ///< the node that made it; empty for a leaf
  std::uint64_t node_number = 0;  ///< its sequence number
  Contents contents;
};

/// A saved tensor: the sequence number of its node and its place there.
using SlotKey = std::pair<std::uint64_t, int>;

struct Slot {
  std::string node;
  Region region;
  Count count;               ///< as it is checked
  std::int64_t at_save = 0;  ///< what the count was
  bool packed = false;       ///< hooks made something of it: no bytes, no count
  Contents contents;
};

struct Snapshot {
  std::map<std::string, Holder> holders;  ///< by a key that stays: "#4", "x.grad"
  std::map<SlotKey, Slot> slots;          ///< not yet released
};

/// How much may be looked at in all, so that a long run stays bounded.
struct Budget {
  explicit Budget(double seconds)
      : end(Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds))) {}
  using Clock = std::chrono::steady_clock;
  std::int64_t bytes = std::int64_t{1} << 31;
  std::int64_t nodes = 20'000'000;
  Clock::time_point end;
  bool exhausted() const { return bytes < 0 || nodes < 0 || Clock::now() > end; }
};

/// Looks at everything that the live objects lead to. Runs no operation and leaves nothing behind.
Snapshot take_snapshot(Objects& objects, Budget& budget);

/// The saved tensors that a backward from `roots` can come to.
std::map<SlotKey, Slot> reachable_slots(std::span<const Tensor> roots, Budget& budget);

}  // namespace gradproof::checks::explain
