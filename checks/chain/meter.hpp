#pragma once
// What the runtime did between two moments, read off counters that it keeps anyway.
#include <gradproof/checks/chain/conversion.hpp>
#include <gradproof/core/device/backend.hpp>
#include <gradproof/core/device/caching_allocator.hpp>
#include <gradproof/core/graph/node.hpp>
#include <gradproof/reports/records/chain.hpp>
#include <unordered_set>

namespace gradproof::checks::chain {

/// The counters at one moment: of this thread's graph, the host's memory and the accelerator's devices.
class Meter {
 public:
  Meter();
  /// What happened since, copies within the host and page-locked blocks excepted: nothing counts those.
  records::ChainCounts since() const;

 private:
  std::uint64_t nodes_;
  MemoryStats host_;
  DeviceCounters devices_;
};

/// Adds what shows in a step's operand and result: memory of the host that is another, filled from the host.
void add_host_copies(records::ChainCounts& counts, const Tensor& from, const Held& made);

/// The nodes that live as long as `held` does.
std::unordered_set<const Node*> graph_of(const Held& held);

/// What those nodes are, and what they saved for backward.
struct Kept {
  std::int64_t nodes = 0, bytes = 0;
};
Kept kept_by(const Held& held);

/// "cpu", "cuda:0", "numpy", "python".
std::string place_of(const Held& held);

records::ChainCounts sum(const std::vector<records::ChainStep>& steps);

}  // namespace gradproof::checks::chain
