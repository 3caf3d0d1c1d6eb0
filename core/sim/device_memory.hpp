#pragma once
// The memory of one simulated device, or the host's page-locked memory: blocks with a page on either side that belongs
// to nobody, and a record of each, live or dead. Addresses of dead blocks are not used again while there are others.
#include <cstdint>
#include <gradproof/core/sim/window.hpp>
#include <vector>

namespace gradproof::sim {

struct Block {
  const char* begin;
  std::size_t bytes;     ///< asked for
  std::uint64_t number;  ///< counts from 1
  bool live;
};

class DeviceMemory {
 public:
  static constexpr unsigned char kPoison = 0xff;  ///< NaN in every floating type

  /// `rights`: the host's.
  DeviceMemory(std::size_t capacity, Window::Rights rights)
      : window_(kAddresses * capacity, rights), capacity_(capacity) {}

  /// A poisoned block; null where that is more than is left.
  void* reserve(std::size_t bytes);
  /// The block at `p` dies.
  void give_back(void* p);
  /// The block that `p` lies in or is the end of, dead or alive; null: none.
  const Block* find(const void* p) const;
  /// Live bytes.
  std::size_t in_use() const { return in_use_; }
  std::size_t capacity() const { return capacity_; }
  const Window& window() const { return window_; }
  void before_fork() { window_.before_fork(end_); }
  void after_fork_in_parent() { window_.after_fork_in_parent(); }
  void after_fork_in_child() { window_.after_fork_in_child(); }

 private:
  static constexpr std::size_t kAddresses = 4;  // for each byte of memory
  static std::size_t pages(std::size_t bytes) { return (bytes + Window::kPage - 1) / Window::kPage; }
  void bury();

  Window window_;
  std::size_t capacity_;
  std::vector<Block> blocks_;         // in the order of their addresses
  std::vector<std::uint32_t> owner_;  // of each page below end_, guards included: its place there
  std::size_t end_ = 0;               // behind the last block of the window
  std::size_t in_use_ = 0;
  std::uint64_t made_ = 0;
};

}  // namespace gradproof::sim
