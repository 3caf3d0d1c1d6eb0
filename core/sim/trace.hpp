#pragma once
// What was asked of devices, in the order of the program: enough to ask for it again (replay.hpp) and to say when each
// piece would have run (clock.hpp). Blocks and streams are numbers, so that a trace of another process, or of a real
// device, means the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gradproof::sim {

/// Equal runs of bytes at equal distances within a block: as Access, from the block's first byte on.
struct TraceAccess {
  std::size_t block;  ///< its place in Trace::blocks
  std::int64_t offset;
  std::size_t item;                          ///< bytes of one element
  std::vector<std::int64_t> sizes, strides;  ///< in elements, in bytes; dimension 0 is the innermost
  bool writes;
  bool operator==(const TraceAccess&) const = default;
};

struct TraceStep {
  enum Kind : std::uint8_t {
    issue,          ///< work is put into `stream`
    order,          ///< what comes next in `stream` runs after all that is in stream `target`
    record,         ///< event `target` stands for all that is in `stream`
    wait,           ///< what comes next in `stream` runs after what event `target` stands for
    finish_stream,  ///< the host waits for `stream`, or was told that all of it has run
    finish_event,   ///< the same of event `target`
    touch,          ///< the host reads or writes page-locked memory itself
    forget          ///< the block of `accesses` is given back: its bytes are nobody's
  };
  Kind kind;
  std::uint32_t stream = 0;
  std::uint64_t target = 0;
  std::string operation = {};
  std::vector<TraceAccess> accesses = {};
  bool operator==(const TraceStep&) const = default;
};
inline constexpr int kTraceKinds = 8;
const char* name(TraceStep::Kind kind);

/// The work that stands for a block's release, a write of all its bytes: no real device spends time on it.
inline constexpr const char* kRelease = "the release of the block";

struct TraceBlock {
  static constexpr int kPinned = -1;
  int device;  ///< the number of the device, or kPinned: page-locked memory of the host
  std::size_t bytes;
  bool operator==(const TraceBlock&) const = default;
};

struct Trace {
  std::vector<int> streams;  ///< of each stream the number of its device
  std::vector<TraceBlock> blocks;
  std::vector<TraceStep> steps;
  bool operator==(const Trace&) const = default;
};

/// From now on what is asked of the simulated devices is recorded, beginning anew, after all work is done; or no more.
void record_trace(bool on);
/// What was recorded since then or since the last call.
Trace take_trace();

}  // namespace gradproof::sim
