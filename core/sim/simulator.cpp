#include <pthread.h>

#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/sim/host_fault.hpp>
#include <gradproof/core/sim/simulator.hpp>
#include <new>

namespace gradproof::sim {
namespace {

std::atomic<bool> made = false;

std::uint64_t seed_of_environment() {
  const char* text = std::getenv("GRADPROOF_SIM_SEED");
  if (!text) return 1;
  std::uint64_t seed = 0;
  const char* const end = text + std::strlen(text);
  const auto [stop, failure] = std::from_chars(text, end, seed);
  if (failure != std::errc() || stop != end)
    raise(ErrorKind::argument,
          "GRADPROOF_SIM_SEED: expected a number, the seed of the simulated device's schedule; found '" +
              std::string(text) + "'");
  return seed;
}

Schedule schedule_of_environment() {
  const char* text = std::getenv("GRADPROOF_SIM_SCHEDULE");
  const std::string_view name = text ? text : "seeded";
  if (name == "seeded") return Schedule::seeded;
  if (name == "latest") return Schedule::latest;
  if (name == "threads") return Schedule::threads;
  raise(ErrorKind::argument,
        "GRADPROOF_SIM_SCHEDULE: expected seeded, latest or threads; found '" + std::string(name) + "'");
}

}  // namespace

// Never destroyed: tensors with static lifetime are released after it would have been.
Simulator& Simulator::get() {
  static Simulator* const all = new Simulator(schedule_of_environment(), seed_of_environment());
  return *all;
}

Simulator::Simulator(Schedule schedule, std::uint64_t seed) : executor_(std::make_unique<Executor>(schedule, seed)) {
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
  const char* first;
  if (pinned_.contains(begin)) {
    const auto [block, block_end] = pinned_.range_of(begin);
    std::snprintf(text, size, "page-locked host memory, block of %td bytes, bytes %td to %td", block_end - block,
                  begin - block, end - block);
    return true;
  }
  for (const Memory& m : memories_) {
    if (!m.memory->window().contains(begin)) continue;
    const Block* const block = m.memory->find(begin, &first);
    if (block)
      std::snprintf(text, size, "device %d, block %llu (%s%zu bytes), bytes %td to %td", m.device,
                    static_cast<unsigned long long>(block->number), block->live ? "" : "given back, ", block->bytes,
                    begin - first, end - first);
    else
      std::snprintf(text, size, "device %d, between two blocks", m.device);
    return true;
  }
  return false;
}

void Simulator::restart(Schedule schedule, std::uint64_t seed) {
  for (std::uint32_t stream = 0; stream < streams_; ++stream) finish(stream);
  for (auto& [id, mark] : events_) mark.position.reset();
  pinned_.forget_uses();
  executor_ = std::make_unique<Executor>(schedule, seed);
  for (std::uint32_t stream = 0; stream < streams_; ++stream) executor_->add_stream();
}

void Simulator::detect_races(bool on) {
  if (on == detects_races()) return;
  races_.reset();
  if (!on) return pinned_.open_all();
  races_.emplace();
  for (std::uint32_t stream = 0; stream < streams_; ++stream) races_->add_stream();
  for (auto& [id, mark] : events_) mark.clock.clear();
}

std::uint32_t Simulator::add_stream() {
  if (races_) races_->add_stream();
  ++streams_;
  return executor_->add_stream();
}

Position Simulator::issue(std::uint32_t stream, const char* operation, const Accesses& accesses, Executor::Work work) {
  const Position position = executor_->issue(stream, std::move(work));
  if (races_) races_->issue(position, operation, accesses);
  return position;
}

void Simulator::order_after(std::uint32_t stream, std::uint32_t other) {
  executor_->wait(stream, executor_->end(other));
  if (races_) races_->stream_learns(stream, races_->now(other));
}

void Simulator::finish(std::uint32_t stream) {
  executor_->finish(executor_->end(stream));
  if (races_) races_->host_learns(races_->now(stream));
}

bool Simulator::is_done(std::uint32_t stream) {
  const bool done = executor_->is_done(executor_->end(stream));
  if (done && races_) races_->host_learns(races_->now(stream));
  return done;
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
}

void Simulator::wait(std::uint32_t stream, EventId event) {
  const Mark& mark = events_.at(event);
  if (mark.position) executor_->wait(stream, *mark.position);
  if (races_) races_->stream_learns(stream, mark.clock);
}

void Simulator::finish(EventId event) {
  const Mark& mark = events_.at(event);
  if (mark.position) executor_->finish(*mark.position);
  if (races_) races_->host_learns(mark.clock);
}

bool Simulator::is_done(EventId event) {
  const Mark& mark = events_.at(event);
  const bool done = !mark.position || executor_->is_done(*mark.position);
  if (done && races_) races_->host_learns(mark.clock);
  return done;
}

void Simulator::forget(const char* begin, const char* end) {
  if (races_) races_->forget(begin, end);
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
