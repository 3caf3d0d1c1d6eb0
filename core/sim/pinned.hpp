#pragma once
// The host's page-locked memory, which copies read and write while the host goes on. While the race detector listens,
// the pages of a block that a copy still needs are closed to the host, so that every touch of them is seen.
#include <gradproof/core/sim/device_memory.hpp>
#include <gradproof/core/sim/executor.hpp>
#include <list>
#include <map>

namespace gradproof::sim {

class Pinned {
 public:
  Pinned() : memory_(std::size_t(1) << 30, Window::Rights::all) {}

  /// Null where there is no more.
  void* allocate(std::size_t bytes, Executor& executor);
  /// The block is not used again before the copies that were issued have run.
  void release(void* data);
  const Block* find(const void* p) const { return memory_.find(p); }
  bool contains(const void* p) const { return memory_.window().contains(p); }
  const Window& window() const { return memory_.window(); }
  /// A copy at that position reads or writes the block that `p` lies in.
  void use(const void* p, Position position);
  /// The host may read (`is_read_by_copies`) or not even that.
  void close(const void* p, std::size_t bytes, bool is_read_by_copies);
  /// The host may do everything with the page again.
  void open_page(const void* p);
  void open_all() { window().allow(window().face(), window().bytes(), Window::Rights::all); }
  /// Of the block that `p` lies in; empty at `p` where there is none.
  std::pair<const char*, const char*> range_of(const void* p) const;
  /// All copies have run.
  void forget_uses();
  DeviceMemory& memory() { return memory_; }

 private:
  struct Released {
    void* data;
    std::vector<Position> uses;
  };

  DeviceMemory memory_;
  std::map<const char*, std::vector<Position>> uses_;  // by a block's first byte
  std::list<Released> released_;
};

}  // namespace gradproof::sim
