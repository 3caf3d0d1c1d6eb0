#include <algorithm>
#include <gradproof/core/sim/clock.hpp>
#include <map>

namespace gradproof::sim {
namespace {

/// Different bytes that an access reaches; of overlapping runs each.
double bytes_of(const TraceAccess& a) {
  double bytes = double(a.item);
  for (std::size_t d = 0; d < a.sizes.size(); ++d)
    if (a.strides[d] != 0) bytes *= double(a.sizes[d]);
  return bytes;
}

class Clock {
 public:
  Clock(const Trace& trace, const Costs& costs) : trace_(trace), costs_(costs), free_(trace.streams.size()) {}

  StepTimes pass(const TraceStep& step) {
    const std::int64_t begin = host_;
    StepTimes times;
    switch (step.kind) {
      case TraceStep::issue:
        times.stream = run(step);
        break;
      case TraceStep::order:
        free_[step.stream] = std::max(free_[step.stream], free_[step.target]);
        break;
      case TraceStep::record:
        events_[step.target] = free_[step.stream];
        break;
      case TraceStep::wait:
        free_[step.stream] = std::max(free_[step.stream], events_[step.target]);
        break;
      case TraceStep::finish_stream:
        host_ = std::max(host_, free_[step.stream]);
        break;
      case TraceStep::finish_event:
        host_ = std::max(host_, events_[step.target]);
        break;
      case TraceStep::touch:
      case TraceStep::forget:
        break;
    }
    times.host = {begin, host_};
    return times;
  }

 private:
  bool is_pinned(const TraceAccess& a) const { return trace_.blocks[a.block].device == TraceBlock::kPinned; }
  bool has_one_device(const TraceStep& step) const {
    return std::all_of(step.accesses.begin(), step.accesses.end(), [&](const TraceAccess& a) {
      return trace_.blocks[a.block].device == trace_.blocks[step.accesses[0].block].device;
    });
  }
  /// Whether it is a copy from or to the host's memory that is not page-locked: only its device's side is in the trace.
  static bool is_pageable_copy(const TraceStep& step) {
    return step.accesses.size() == 1 && step.operation.starts_with("copy to ");
  }

  std::int64_t duration(const TraceStep& step) const {
    double bytes = 0;
    for (const TraceAccess& a : step.accesses) bytes += bytes_of(a);
    const bool is_pinned_copy =
        std::any_of(step.accesses.begin(), step.accesses.end(), [&](const TraceAccess& a) { return is_pinned(a); });
    if (is_pageable_copy(step)) return costs_.copy + std::int64_t(bytes / costs_.pageable);
    if (is_pinned_copy) return costs_.copy + std::int64_t(bytes / 2 / costs_.pinned);
    if (!has_one_device(step)) return costs_.copy + std::int64_t(bytes / 2 / costs_.between_devices);
    return std::max(costs_.kernel, std::int64_t(bytes / costs_.memory));
  }

  Span run(const TraceStep& step) {
    if (step.operation == kRelease) return {free_[step.stream], free_[step.stream]};
    host_ += costs_.issue;
    const std::int64_t begin = std::max(host_, free_[step.stream]);
    free_[step.stream] = begin + duration(step);
    if (is_pageable_copy(step)) host_ = free_[step.stream];
    return {begin, free_[step.stream]};
  }

  const Trace& trace_;
  const Costs& costs_;
  std::int64_t host_ = 0;
  std::vector<std::int64_t> free_;                // of each stream: when what is in it has run
  std::map<std::uint64_t, std::int64_t> events_;  // when what they stand for has run
};

}  // namespace

std::vector<StepTimes> simulated_times(const Trace& trace, const Costs& costs) {
  Clock clock(trace, costs);
  std::vector<StepTimes> all;
  for (const TraceStep& step : trace.steps) all.push_back(clock.pass(step));
  return all;
}

}  // namespace gradproof::sim
