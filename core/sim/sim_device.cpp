// Memory, streams and failures of a simulated device; what it computes is in sim_kernels.cpp, copies in sim_copies.cpp.
#include <algorithm>
#include <cstring>
#include <gradproof/core/device/absent_backend.hpp>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/sim/sim_device.hpp>

namespace gradproof {

Backend& sim_backend() { return sim::SimDevice::device(0); }

namespace sim {
namespace {

constexpr std::size_t kCapacity = std::size_t(1) << 30;

}  // namespace

// Never destroyed: tensors with static lifetime are released after it would have been.
SimDevice& SimDevice::device(int index) {
  static SimDevice* const all[kDevices] = {new SimDevice(0), new SimDevice(1)};
  return *all[index];
}

SimDevice::SimDevice(int index) : index_(index), cache_(*this, *this) {}

Backend& SimDevice::numbered(int index) {
  if (index < kDevices) return device(index);
  return missing_device(device(0), index);
}

/// Addresses and the first stream, once somebody needs them: most processes have no use for a simulated device.
SimDevice::Parts& SimDevice::make_parts() {
  Simulator::Lock hold(simulator().lock);
  if (!parts_) {
    parts_.reset(new Parts{DeviceMemory(kCapacity, Window::Rights::none), simulator().add_stream(index_), {}, {}});
    parts_->streams = {parts_->default_stream};
    simulator().add_memory(parts_->memory, index_);
    made_.store(parts_.get(), std::memory_order_release);
  }
  return *parts_;
}

std::size_t SimDevice::capacity() const { return kCapacity; }

std::size_t SimDevice::empty_cache() {
  Simulator::Lock hold(simulator().lock);
  return cache_.flush();
}

std::size_t SimDevice::in_use() const {
  Simulator::Lock hold(simulator().lock);
  return cache_.in_use();
}

void SimDevice::keep_for(void* data, StreamId stream) {
  Simulator::Lock hold(simulator().lock);
  cache_.keep_for(data, stream);
}

DeviceCounters SimDevice::counters() const {
  Simulator::Lock hold(simulator().lock);
  DeviceCounters all = counters_;
  all.allocations = cache_.requests();
  all.reservations = cache_.reservations();
  all.requested = cache_.requested();
  return all;
}

void* SimDevice::allocate(std::size_t bytes) {
  Simulator::Lock hold(simulator().lock);
  expect_alive();
  if (fails(Fallible::out_of_memory)) cache_.refuse(bytes);
  return cache_.allocate(bytes, current_stream_id(*this));
}

void SimDevice::release(void* data, std::size_t) noexcept {
  Simulator::Lock hold(simulator().lock);
  cache_.release(data);
}

void* SimDevice::reserve(std::size_t bytes) {
  return fails(Fallible::reserve) ? nullptr : parts().memory.reserve(bytes);
}

void SimDevice::give_back(void* block) {
  const char* const begin = static_cast<const char*>(block);
  simulator().forget(begin, begin + parts().memory.find(block)->bytes);
  parts().memory.give_back(block);
}

void SimDevice::retire(void* data, std::size_t bytes, StreamId stream, bool of_graph) {
  Accesses accesses;
  accesses.add(Access::run(data, bytes, true));
  auto poison = work_of([at = behind(data), bytes] { std::memset(at, DeviceMemory::kPoison, bytes); });
  if (of_graph && is_captured(std::uint32_t(stream)))
    capture_->graph.work.push_back({kRelease, accesses, std::move(poison)});
  else
    simulator().issue(std::uint32_t(stream), kRelease, accesses, std::move(poison));
}

void* SimDevice::allocate_pinned(std::size_t bytes) {
  Simulator::Lock hold(simulator().lock);
  void* const data = fails(Fallible::reserve) ? nullptr : simulator().allocate_pinned(bytes);
  if (!data)
    raise(ErrorKind::memory, "out of memory: no " + std::to_string(bytes) +
                                 " bytes of page-locked host memory are left; free pinned tensors or do without");
  return data;
}

void SimDevice::release_pinned(void* data) noexcept {
  Simulator::Lock hold(simulator().lock);
  simulator().release_pinned(data);
}

// Failures
// ---------------------------------------------------------------------------------------------------------

void SimDevice::run(FunctionRef<void()> call) {
  if (is_lost_) return;
  try {
    call();
  } catch (const Error& e) {
    std::lock_guard hold(lost_lock_);
    if (!is_lost_) lost_ = e.what();
    is_lost_ = true;
  }
}

void SimDevice::reset() {
  Simulator::Lock hold(simulator().lock);
  for (std::uint32_t stream : parts().streams) simulator().finish(stream);
  is_lost_ = false;
}

void SimDevice::raise_lost() {
  std::lock_guard hold(lost_lock_);
  raise(ErrorKind::device_unavailable, Device(*this, index_).str() + " is lost: " + lost_ +
                                           "; what an earlier call began failed, and nothing works there until the "
                                           "process starts anew. Tensors on the host are intact");
}

void SimDevice::expect_no_fault(Fallible kind, const char* operation) {
  expect_alive();
  if (fails(kind))
    raise(ErrorKind::device_unavailable, Device(*this, index_).str() + " refused " + operation +
                                             " (a fault was asked for: " + sim::name(kind) +
                                             "); nothing was done, and the next call may succeed");
}

void SimDevice::raise_foreign(const char* operation) {
  raise(ErrorKind::device_access, std::string(operation) + " on " + Device(*this, index_).str() +
                                      ": an operand lies outside the device's live memory; move it with .to()");
}

// Streams
// ---------------------------------------------------------------------------------------------------------

std::uint32_t SimDevice::current_stream() {
  parts();
  return std::uint32_t(current_stream_id(*this));
}

/// What a blocking stream and the default stream have before and behind them.
void SimDevice::order_with_default(std::uint32_t stream) {
  const Parts& own = parts();
  if (stream == own.default_stream) {
    for (std::uint32_t other : own.blocking) simulator().order_after(stream, other);
  } else if (std::find(own.blocking.begin(), own.blocking.end(), stream) != own.blocking.end()) {
    simulator().order_after(stream, own.default_stream);
  }
}

StreamId SimDevice::default_stream() { return StreamId{parts().default_stream}; }

StreamId SimDevice::create_stream(bool blocking) {
  Simulator::Lock hold(simulator().lock);
  expect_alive();
  const std::uint32_t stream = simulator().add_stream(index_);
  parts().streams.push_back(stream);
  if (blocking) parts().blocking.push_back(stream);
  return StreamId{stream};
}

void SimDevice::expect_stream(StreamId stream) {
  const auto& own = parts().streams;
  if (std::find(own.begin(), own.end(), std::uint32_t(stream)) == own.end())
    raise(ErrorKind::argument, "stream " + std::to_string(std::uint32_t(stream)) + " is not one of " +
                                   Device(*this, index_).str() + "; use a stream of this device");
}

bool SimDevice::is_done(StreamId stream) {
  Simulator::Lock hold(simulator().lock);
  expect_alive();
  expect_not_captured(std::uint32_t(stream), "a question whether the stream is done");
  return simulator().is_done(std::uint32_t(stream));
}

void SimDevice::synchronize(StreamId stream) {
  Simulator::Lock hold(simulator().lock);
  expect_no_fault(Fallible::wait, "a wait: the stream did not end in time");
  expect_not_captured(std::uint32_t(stream), "a wait for the stream");
  wait_for(std::uint32_t(stream));
}

void SimDevice::wait_for(std::uint32_t stream) {
  ++counters_.synchronizations;
  simulator().finish(stream);
  expect_alive();
}

void SimDevice::synchronize() {
  Simulator::Lock hold(simulator().lock);
  expect_no_fault(Fallible::wait, "a wait: the device did not come to rest in time");
  if (capture_) spoil_capture("a wait for the device");
  ++counters_.synchronizations;
  for (std::uint32_t stream : parts().streams) simulator().finish(stream);
  expect_alive();
}

EventId SimDevice::create_event() {
  Simulator::Lock hold(simulator().lock);
  return simulator().create_event();
}
void SimDevice::destroy_event(EventId event) noexcept {
  Simulator::Lock hold(simulator().lock);
  simulator().destroy_event(event);
}
void SimDevice::record(EventId event, StreamId stream) {
  Simulator::Lock hold(simulator().lock);
  expect_no_fault(Fallible::event, "to record an event");
  expect_stream(stream);
  expect_not_captured(std::uint32_t(stream), "an event");
  simulator().record(event, std::uint32_t(stream));
}
void SimDevice::wait(StreamId stream, EventId event) {
  Simulator::Lock hold(simulator().lock);
  expect_alive();
  expect_stream(stream);
  expect_not_captured(std::uint32_t(stream), "a wait for an event");
  simulator().wait(std::uint32_t(stream), event);
}
bool SimDevice::is_done(EventId event) {
  Simulator::Lock hold(simulator().lock);
  return simulator().is_done(event);
}
void SimDevice::synchronize(EventId event) {
  Simulator::Lock hold(simulator().lock);
  expect_no_fault(Fallible::wait, "a wait: the event did not come in time");
  ++counters_.synchronizations;
  simulator().finish(event);
  expect_alive();
}

}  // namespace sim
}  // namespace gradproof
