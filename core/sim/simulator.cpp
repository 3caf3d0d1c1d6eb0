#include <pthread.h>

#include <atomic>
#include <cstdio>
#include <gradproof/core/sim/host_fault.hpp>
#include <gradproof/core/sim/simulator.hpp>
#include <new>

namespace gradproof::sim {
namespace {

std::atomic<bool> made = false;

}  // namespace

// Never destroyed: tensors with static lifetime are released after it would have been.
Simulator& Simulator::get() {
  static Simulator* const all = new Simulator(plan_of_environment());
  return *all;
}

Simulator::Simulator(const Plan& plan) : plan_(plan), executor_(std::make_unique<Executor>(plan)) {
  watch_host_faults(
      [](void* address, bool is_write) {
        if (!get().pinned_.contains(address)) return false;
        Lock hold(get().lock);
        get().host_touched(address, is_write);
        return true;
      },
      [](void* address, bool is_write, char* text, std::size_t size) {
        char place[160];
        const auto* const byte = static_cast<const char*>(address);
        if (!get().name_bytes(byte, byte + 1, place, sizeof place)) return false;
        std::snprintf(text, size, "the host %s device memory directly: %s; copy the tensor with .cpu() first",
                      is_write ? "writes" : "reads", place);
        return true;
      });
  pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
  made = true;
}

bool Simulator::is_made() { return made; }

void Simulator::each_memory(void (DeviceMemory::*call)()) {
  (pinned_.memory().*call)();
  for (const Memory& m : memories_) (m.memory->*call)();
}

void Simulator::before_fork() {
  get().lock.lock();
  get().executor_->before_fork();
  get().each_memory(&DeviceMemory::before_fork);
}

void Simulator::after_fork_in_parent() {
  get().each_memory(&DeviceMemory::after_fork_in_parent);
  get().executor_->after_fork_in_parent();
  get().lock.unlock();
}

void Simulator::after_fork_in_child() {
  get().executor_->after_fork_in_child();
  new (&get().lock) std::recursive_mutex;  // its owner was a thread with another number
  get().each_memory(&DeviceMemory::after_fork_in_child);
}

bool Simulator::name_bytes(const char* begin, const char* end, char* text, std::size_t size) const {
  if (pinned_.contains(begin)) {
    const auto [block, block_end] = pinned_.range_of(begin);
    std::snprintf(text, size, "page-locked host memory, block of %td bytes, bytes %td to %td", block_end - block,
                  begin - block, end - block);
    return true;
  }
  for (const Memory& m : memories_) {
    if (!m.memory->window().contains(begin)) continue;
    const Block* const block = m.memory->find(begin);
    if (block)
      std::snprintf(text, size, "device %d, block %llu (%s%zu bytes), bytes %td to %td", m.device,
                    static_cast<unsigned long long>(block->number), block->live ? "" : "given back, ", block->bytes,
                    begin - block->begin, end - block->begin);
    else
      std::snprintf(text, size, "device %d, between two blocks", m.device);
    return true;
  }
  return false;
}

void Simulator::restart(const Plan& plan) {
  finish_all();
  for (auto& [id, mark] : events_) mark.position.reset();
  pinned_.forget_uses();
  plan_ = plan;
  executor_ = std::make_unique<Executor>(plan);
  for (std::size_t stream = 0; stream < stream_devices_.size(); ++stream) executor_->add_stream();
}

void Simulator::finish_all() {
  for (std::uint32_t stream = 0; stream < stream_devices_.size(); ++stream) finish(stream);
}

void Simulator::record_trace(bool on) {
  finish_all();
  recorder_.reset();
  if (on) recorder_.emplace([](const char* byte) { return get().block_of(byte); }, stream_devices_);
}

std::optional<PlacedBlock> Simulator::block_of(const char* byte) const {
  if (const Block* const block = pinned_.find(byte)) return PlacedBlock{TraceBlock::kPinned, *block};
  for (const Memory& m : memories_)
    if (const Block* const block = m.memory->find(byte)) return PlacedBlock{m.device, *block};
  return std::nullopt;
}

void Simulator::detect_races(bool on) {
  if (on == detects_races()) return;
  races_.reset();
  if (!on) return pinned_.open_all();
  races_.emplace();
  for (std::size_t stream = 0; stream < stream_devices_.size(); ++stream) races_->add_stream();
  for (auto& [id, mark] : events_) mark.clock.clear();
}

std::uint32_t Simulator::add_stream(int device) {
  if (races_) races_->add_stream();
  stream_devices_.push_back(device);
  return executor_->add_stream();
}

Position Simulator::issue(std::uint32_t stream, const char* operation, const Accesses& accesses,
                          std::unique_ptr<Work> work) {
  const Position position = executor_->issue(stream, std::move(work));
  if (races_) races_->issue(position, operation, accesses);
  if (recorder_) recorder_->issue(stream, operation, accesses);
  return position;
}

void Simulator::order_after(std::uint32_t stream, std::uint32_t other) {
  executor_->wait(stream, executor_->end(other));
  if (races_) races_->stream_learns(stream, races_->now(other));
  if (recorder_) recorder_->order(stream, other);
}

void Simulator::finish(std::uint32_t stream) {
  executor_->finish(executor_->end(stream));
  host_knows(stream);
}

bool Simulator::is_done(std::uint32_t stream) {
  const bool done = executor_->is_done(executor_->end(stream));
  if (done) host_knows(stream);
  return done;
}

void Simulator::host_knows(std::uint32_t stream) {
  if (races_) races_->host_learns(races_->now(stream));
  if (recorder_) recorder_->finish_stream(stream);
}

EventId Simulator::create_event() {
  const EventId id{++events_made_};
  events_[id];
  return id;
}

void Simulator::record(EventId event, std::uint32_t stream) {
  Mark& mark = events_.at(event);
  mark.position = executor_->end(stream);
  if (races_) mark.clock = races_->now(stream);
  if (recorder_) recorder_->record(stream, std::uint64_t(event));
}

void Simulator::wait(std::uint32_t stream, EventId event) {
  const Mark& mark = events_.at(event);
  if (mark.position) executor_->wait(stream, *mark.position);
  if (races_) races_->stream_learns(stream, mark.clock);
  if (recorder_) recorder_->wait(stream, std::uint64_t(event));
}

void Simulator::finish(EventId event) {
  const Mark& mark = events_.at(event);
  if (mark.position) executor_->finish(*mark.position);
  host_knows(event, mark);
}

bool Simulator::is_done(EventId event) {
  const Mark& mark = events_.at(event);
  const bool done = !mark.position || executor_->is_done(*mark.position);
  if (done) host_knows(event, mark);
  return done;
}

void Simulator::host_knows(EventId event, const Mark& mark) {
  if (races_) races_->host_learns(mark.clock);
  if (recorder_) recorder_->finish_event(std::uint64_t(event));
}

void Simulator::forget(const char* begin, const char* end) {
  if (races_) races_->forget(begin, end);
  if (recorder_) recorder_->forget(begin);
}

void Simulator::release_pinned(void* data) {
  const auto [begin, end] = pinned_.range_of(data);
  forget(begin, end);
  pinned_.release(data);
}

void Simulator::host_touched(void* address, bool is_write) {
  constexpr std::uintptr_t word = 8;
  const char* const begin = static_cast<const char*>(address);
  const char* const word_end = begin + word - reinterpret_cast<std::uintptr_t>(begin) % word;
  if (races_) races_->host_touches(begin, word_end, is_write);
  if (recorder_) recorder_->touch(begin, word_end, is_write);
  pinned_.open_page(address);
}

namespace {

std::string described(const Witness& w) {
  char bytes[120] = "memory that is gone";
  Simulator::get().name_bytes(w.begin, w.end, bytes, sizeof bytes);
  const std::string place = w.is_host ? ""
                                      : " (stream " + std::to_string(w.position.stream) + ", position " +
                                            std::to_string(w.position.number) + ")";
  return w.operation + place + (w.writes ? " writes " : " reads ") + bytes;
}

std::string missing(const Race& race) {
  const std::string first = std::to_string(race.first.position.stream);
  if (race.second.is_host) return "wait for stream " + first + " on the host, or for an event recorded after the first";
  return "record an event on stream " + first + " after the first and let stream " +
         std::to_string(race.second.position.stream) + " wait for it before the second";
}

}  // namespace

std::string to_string(const Race& race) {
  return "race: " + described(race.first) + "; " + described(race.second) +
         "; nothing orders the two: " + missing(race);
}

}  // namespace gradproof::sim
