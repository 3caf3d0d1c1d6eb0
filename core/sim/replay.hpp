#pragma once
// A trace asked for again, on blocks that nobody computes in: what another schedule makes of it, and which of its
// accesses nothing orders.
#include <gradproof/core/sim/plan.hpp>
#include <gradproof/core/sim/trace.hpp>

namespace gradproof::sim {

/// Two steps of a trace that nothing orders, in the order of the trace.
struct TraceRace {
  std::size_t first, second;
  bool operator==(const TraceRace&) const = default;
};

/// A step that is work, and what runs before it in every schedule.
struct TraceWork {
  std::size_t step;
  std::uint32_t stream;
  std::vector<std::uint64_t> after;  ///< of each stream how many pieces of work
};

struct Replayed {
  std::vector<TraceWork> work;     ///< in the order of the trace
  std::vector<std::size_t> order;  ///< their steps, as they ran
  std::vector<TraceRace> races;
};

/// Throws Error `value` where the trace names a stream or block that there is not.
Replayed replay(const Trace& trace, const Plan& plan);

}  // namespace gradproof::sim
