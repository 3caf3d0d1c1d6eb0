// Work that is written down and issued again.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/sim/sim_device.hpp>

namespace gradproof::sim {

void SimDevice::begin_capture(StreamId stream) {
  Simulator::Lock hold(simulator().lock);
  expect_alive();
  expect_stream(stream);
  if (capture_)
    raise(ErrorKind::argument, "stream " + std::to_string(capture_->stream) + " is captured already: end that first");
  capture_.emplace(Capture{std::uint32_t(stream), {{}, cache_.begin_pool(stream)}, {}});
}

GraphId SimDevice::end_capture(StreamId stream) {
  Simulator::Lock hold(simulator().lock);
  if (!is_captured(std::uint32_t(stream)))
    raise(ErrorKind::argument, "stream " + std::to_string(std::uint32_t(stream)) + " is not captured");
  cache_.end_pool();
  Capture ended = std::move(*capture_);
  capture_.reset();
  if (ended.spoiled.empty()) {
    const GraphId graph{++graphs_made_};
    graphs_.emplace(graph, std::move(ended.graph));
    return graph;
  }
  cache_.drop_pool(ended.graph.pool);
  raise(ErrorKind::argument, "the capture was spoiled by " + ended.spoiled + "; nothing of it is left");
}

void SimDevice::spoil_capture(const char* operation) {
  if (capture_->spoiled.empty()) capture_->spoiled = operation;
  raise(ErrorKind::argument, std::string(operation) + " is not permitted while stream " +
                                 std::to_string(capture_->stream) +
                                 " is captured: a replay does without the host; take it out of the capture");
}

void SimDevice::replay(GraphId graph, StreamId stream) {
  Simulator::Lock hold(simulator().lock);
  expect_no_fault(Fallible::launch, "a replay");
  expect_stream(stream);
  expect_not_captured(std::uint32_t(stream), "a replay");
  ++counters_.launches;
  order_with_default(std::uint32_t(stream));
  for (const Captured& each : graphs_.at(graph).work)
    simulator().issue(std::uint32_t(stream), each.operation, each.accesses,
                      work_of([work = each.work] { work->run(); }));
}

void SimDevice::destroy_graph(GraphId graph) noexcept {
  Simulator::Lock hold(simulator().lock);
  const auto found = graphs_.find(graph);
  if (found == graphs_.end()) return;
  for (std::uint32_t stream : parts().streams) simulator().finish(stream);
  cache_.drop_pool(found->second.pool);
  graphs_.erase(found);
}

}  // namespace gradproof::sim
