#pragma once
// What all simulated devices of the process share: who runs the work, what orders it, the marks in it, the host's
// page-locked memory. Read executor.hpp and races.hpp first.
#include <gradproof/core/device/backend.hpp>
#include <gradproof/core/sim/pinned.hpp>
#include <gradproof/core/sim/races.hpp>
#include <gradproof/core/sim/trace_recorder.hpp>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace gradproof::sim {

class Simulator {
 public:
  using Lock = std::lock_guard<std::recursive_mutex>;

  /// Schedule and seed from the environment. Throws Error `argument` where that says something else.
  static Simulator& get();
  /// Whether somebody asked for it: questions about memory need not make it.
  static bool is_made();

  std::recursive_mutex lock;  ///< of all that is below

  std::uint32_t add_stream(int device);
  /// Puts work into a stream. Its accesses may be left out where wants_accesses() says no.
  Position issue(std::uint32_t stream, const char* operation, const Accesses& accesses, std::unique_ptr<Work> work);
  /// What is issued to `stream` from now on runs after what was issued to `other`.
  void order_after(std::uint32_t stream, std::uint32_t other);
  /// The host waits for all that was issued to the stream.
  void finish(std::uint32_t stream);
  bool is_done(std::uint32_t stream);

  EventId create_event();
  void destroy_event(EventId event) { events_.erase(event); }
  void record(EventId event, std::uint32_t stream);
  void wait(std::uint32_t stream, EventId event);
  void finish(EventId event);
  bool is_done(EventId event);

  /// Goes on with another schedule, after all work is done.
  void restart(const Plan& plan);
  const Plan& plan() const { return plan_; }
  /// Whether accesses that nothing orders are looked for; without it no page is closed to the host.
  void detect_races(bool on);
  bool detects_races() const { return races_.has_value(); }
  std::vector<Race> take_races() { return races_ ? races_->take() : std::vector<Race>(); }
  /// Whether anybody wants to know which bytes work touches.
  bool wants_accesses() const { return races_ || recorder_; }
  void forget(const char* begin, const char* end);

  void* allocate_pinned(std::size_t bytes) { return pinned_.allocate(bytes, *executor_); }
  void release_pinned(void* data);
  Pinned& pinned() { return pinned_; }
  /// The host touched a closed page.
  void host_touched(void* address, bool is_write);

  void record_trace(bool on);
  Trace take_trace() { return recorder_ ? recorder_->take() : Trace(); }

  /// A device's memory, to be named in messages and traces.
  void add_memory(DeviceMemory& memory, int device) { memories_.push_back({&memory, device}); }
  /// "sim:0, block 3 (48 bytes), bytes 16 to 24"; false: nobody's.
  bool name_bytes(const char* begin, const char* end, char* text, std::size_t size) const;

 private:
  struct Mark {
    std::optional<Position> position;
    Races::Clock clock;
  };
  struct Memory {
    DeviceMemory* memory;
    int device;
  };
  explicit Simulator(const Plan& plan);
  void finish_all();
  // All of it has run, and the host was told so.
  void host_knows(std::uint32_t stream);
  void host_knows(EventId event, const Mark& mark);
  std::optional<PlacedBlock> block_of(const char* byte) const;
  void each_memory(void (DeviceMemory::*call)());
  static void before_fork();
  static void after_fork_in_parent();
  static void after_fork_in_child();

  Plan plan_;
  std::unique_ptr<Executor> executor_;
  std::vector<int> stream_devices_;  // of each stream
  std::optional<Races> races_;
  std::optional<TraceRecorder> recorder_;
  std::unordered_map<EventId, Mark> events_;
  std::uint64_t events_made_ = 0;
  Pinned pinned_;
  std::vector<Memory> memories_;
};

/// In words: both accesses, and what would order them.
std::string to_string(const Race& race);

}  // namespace gradproof::sim
