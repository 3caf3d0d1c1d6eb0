#pragma once
// Blocks of a device that are kept when they are released, by the rules that PyTorch's allocator has: a block belongs
// to the stream it was allocated on and is given out again there at once, since what comes later in a stream runs
// later; on another stream never. A block that other streams use too waits for them. When there is no more, all that is
// kept is given back and asked for again.
#include <gradproof/core/device/backend.hpp>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace gradproof {

/// Where the blocks come from: slow calls.
class DeviceHeap {
 public:
  /// Null where there is no more.
  virtual void* reserve(std::size_t bytes) = 0;
  /// Of memory that no work uses any more.
  virtual void give_back(void* block) = 0;
  /// The block is free for the next one on that stream (of a graph: within its work): whoever still reads it reads what
  /// he should not.
  virtual void retire(void*, std::size_t, StreamId, bool /*of_graph*/) {}
  virtual std::size_t capacity() const = 0;

 protected:
  ~DeviceHeap() = default;
};

class StreamCache {
 public:
  StreamCache(Backend& device, DeviceHeap& heap) : device_(device), heap_(heap) {}
  StreamCache(const StreamCache&) = delete;

  /// Throws Error `memory`, with the state of the memory.
  void* allocate(std::size_t bytes, StreamId stream);
  /// Throws Error `memory`, with the state of the memory.
  [[noreturn]] void refuse(std::size_t bytes) const;
  void release(void* block) noexcept;
  /// See Streams::keep_for. Nothing for memory that is not this cache's.
  void keep_for(void* block, StreamId stream);
  /// Gives back what is kept, after all work is done; returns how many bytes that were.
  std::size_t flush();

  enum class PoolId : std::uint64_t {};
  /// Blocks for that stream come from a pool of their own until its end, and go back there: what was captured uses them
  /// whenever it is replayed.
  PoolId begin_pool(StreamId stream);
  void end_pool();
  /// The pool's blocks are the stream's again.
  void drop_pool(PoolId pool);

  std::uint64_t requests() const { return requests_; }
  std::uint64_t reservations() const { return reservations_; }
  std::uint64_t requested() const { return requested_; }  ///< bytes
  std::size_t in_use() const { return in_use_; }
  std::size_t cached() const { return cached_; }

 private:
  struct Block {
    std::size_t bytes;
    StreamId stream;
    std::vector<StreamId> users;  // other streams
    PoolId pool = {};
  };
  struct Pending {
    void* data;
    std::vector<EventId> events;
    bool is_known = true;  // else a mark could not be made: only when the device is at rest nobody uses the block
  };
  using Lock = std::lock_guard<std::recursive_mutex>;  // a backend asked to wait may run what releases memory

  PoolId pool_for(StreamId stream) const { return open_ && stream == captured_ ? *open_ : PoolId(); }
  void* take(std::size_t bytes, StreamId stream);
  void* reserve(std::size_t bytes, StreamId stream);
  void keep(void* data);
  void keep_after_users(void* data, Block& block);
  bool is_unused(const Pending& pending);
  void look_at_pending(bool device_rests = false);
  std::size_t give_back_all();

  Backend& device_;
  DeviceHeap& heap_;
  std::recursive_mutex lock_;
  std::unordered_map<void*, Block> blocks_;
  using Key = std::tuple<PoolId, StreamId, std::size_t>;  // and bytes; pool 0: of no graph
  std::map<Key, std::vector<void*>> kept_;
  std::optional<PoolId> open_;
  StreamId captured_{};
  std::uint64_t pools_ = 0;
  std::list<Pending> pending_;
  std::uint64_t requests_ = 0, reservations_ = 0, requested_ = 0;
  std::size_t in_use_ = 0, cached_ = 0;
};

}  // namespace gradproof
