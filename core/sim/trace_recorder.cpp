#include <gradproof/core/sim/trace_recorder.hpp>
#include <utility>

namespace gradproof::sim {

const char* name(TraceStep::Kind kind) {
  constexpr const char* names[kTraceKinds] = {"issue",         "order",        "record", "wait",
                                              "finish_stream", "finish_event", "touch",  "forget"};
  return names[int(kind)];
}

std::uint32_t TraceRecorder::number_of(std::uint32_t stream) {
  const auto [found, is_new] = streams_.try_emplace(stream, std::uint32_t(streams_.size()));
  if (is_new) trace_.streams.push_back(stream_devices_[stream]);
  return found->second;
}

std::size_t TraceRecorder::number_of(const PlacedBlock& placed) {
  const auto [found, is_new] = blocks_.try_emplace({placed.device, placed.block.number}, blocks_.size());
  if (is_new) trace_.blocks.push_back({placed.device, placed.block.bytes});
  return found->second;
}

void TraceRecorder::order(std::uint32_t stream, std::uint32_t other) {
  if (const auto found = streams_.find(other); found != streams_.end())
    trace_.steps.push_back({TraceStep::order, number_of(stream), found->second});
}

void TraceRecorder::record(std::uint32_t stream, std::uint64_t event) {
  const std::uint64_t number = events_.try_emplace(event, events_.size()).first->second;
  trace_.steps.push_back({TraceStep::record, number_of(stream), number});
}

void TraceRecorder::wait(std::uint32_t stream, std::uint64_t event) {
  if (const auto found = events_.find(event); found != events_.end())
    trace_.steps.push_back({TraceStep::wait, number_of(stream), found->second});
}

void TraceRecorder::finish_stream(std::uint32_t stream) {
  if (streams_.contains(stream)) trace_.steps.push_back({TraceStep::finish_stream, number_of(stream)});
}

void TraceRecorder::finish_event(std::uint64_t event) {
  if (const auto found = events_.find(event); found != events_.end())
    trace_.steps.push_back({TraceStep::finish_event, 0, found->second});
}

/// An access that is in no block was refused, or is not what the trace is about.
void TraceRecorder::add_access(TraceStep& step, const Access& a) {
  const auto placed = find_(a.begin());
  if (!placed) return;
  const auto* const sizes = a.sizes.data();
  const auto* const strides = a.strides.data();
  step.accesses.push_back({number_of(*placed),
                           a.first - placed->block.begin,
                           a.item,
                           {sizes, sizes + a.dims},
                           {strides, strides + a.dims},
                           a.writes});
}

void TraceRecorder::issue(std::uint32_t stream, const char* operation, const Accesses& accesses) {
  TraceStep step = {TraceStep::issue, number_of(stream), 0, operation, {}};
  for (const Access& a : accesses) add_access(step, a);
  trace_.steps.push_back(std::move(step));
}

void TraceRecorder::touch(const char* begin, const char* end, bool writes) {
  TraceStep step = {TraceStep::touch, 0, 0, "the host", {}};
  add_access(step, Access::run(begin, std::size_t(end - begin), writes));
  trace_.steps.push_back(std::move(step));
}

void TraceRecorder::forget(const char* begin) {
  const auto placed = find_(begin);
  if (!placed || !blocks_.contains({placed->device, placed->block.number})) return;  // nobody used it
  TraceStep step = {TraceStep::forget, 0, 0, "", {}};
  add_access(step, Access::run(begin, placed->block.bytes, true));
  trace_.steps.push_back(std::move(step));
}

Trace TraceRecorder::take() {
  streams_.clear();
  events_.clear();
  blocks_.clear();
  return std::exchange(trace_, {});
}

}  // namespace gradproof::sim
