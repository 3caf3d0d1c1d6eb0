#pragma once
// When each step of a trace would have run on a device of given costs. An estimate to draw timelines with: it orders
// nothing, and is no measurement.
#include <gradproof/core/sim/trace.hpp>

namespace gradproof::sim {

/// Nanoseconds, and bytes per nanosecond (GB/s). The defaults are an H200's, rounded.
struct Costs {
  std::int64_t issue = 2000;     ///< the host, to put a kernel or a copy into a stream
  std::int64_t kernel = 2000;    ///< the shortest kernel
  double memory = 4000;          ///< a kernel's bytes, read and written
  std::int64_t copy = 6000;      ///< the shortest copy between host and device
  double pinned = 50;            ///< to or from page-locked memory
  double pageable = 10;          ///< to or from other memory of the host's, which waits for it
  double between_devices = 400;  ///< from one device to another
};

/// Simulated nanoseconds since the trace began.
struct Span {
  std::int64_t begin = 0, end = 0;
  bool operator==(const Span&) const = default;
};
struct StepTimes {
  Span host;    ///< what the host spends on the step
  Span stream;  ///< issue: when the work runs. A stream's work in order, after what it waits for
};

/// Of each step.
std::vector<StepTimes> simulated_times(const Trace& trace, const Costs& costs = {});

}  // namespace gradproof::sim
