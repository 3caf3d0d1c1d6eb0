#pragma once
#include <gradproof/core/sim/access.hpp>
#include <gradproof/core/sim/device_memory.hpp>
#include <gradproof/core/sim/trace.hpp>
#include <map>
#include <optional>

namespace gradproof::sim {

/// A block of somebody's memory.
struct PlacedBlock {
  int device;  ///< or TraceBlock::kPinned
  Block block;
};

/// Writes a trace down: gives numbers to streams, events and blocks as they are met, so that what was there before
/// makes no difference.
class TraceRecorder {
 public:
  using FindBlock = std::optional<PlacedBlock> (*)(const char* byte);
  /// `stream_devices` must outlive it.
  TraceRecorder(FindBlock find, const std::vector<int>& stream_devices)
      : find_(find), stream_devices_(stream_devices) {}

  // A stream without work, or an event of before, is nothing to wait for.
  void order(std::uint32_t stream, std::uint32_t other);
  void record(std::uint32_t stream, std::uint64_t event);
  void wait(std::uint32_t stream, std::uint64_t event);
  void finish_stream(std::uint32_t stream);
  void finish_event(std::uint64_t event);
  void issue(std::uint32_t stream, const char* operation, const Accesses& accesses);
  void touch(const char* begin, const char* end, bool writes);
  void forget(const char* begin);
  Trace take();

 private:
  std::uint32_t number_of(std::uint32_t stream);
  std::size_t number_of(const PlacedBlock& placed);
  void add_access(TraceStep& step, const Access& access);

  const FindBlock find_;
  const std::vector<int>& stream_devices_;
  std::map<std::uint32_t, std::uint32_t> streams_;
  std::map<std::uint64_t, std::uint64_t> events_;
  std::map<std::pair<int, std::uint64_t>, std::size_t> blocks_;  // by device and the block's own number there
  Trace trace_;
};

}  // namespace gradproof::sim
