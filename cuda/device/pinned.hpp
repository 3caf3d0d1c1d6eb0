#pragma once
#include <gradproof/core/device/stream_cache.hpp>
#include <map>
#include <mutex>

namespace gradproof::cuda {

/// Page-locked memory of the host. To get some from the driver takes as long as thousands of copies, and to give it
/// back waits for the device: a block is kept, and given out again once every stream that copied from it or to it has.
class Pinned final : private DeviceHeap {
 public:
  explicit Pinned(Backend& device) : cache_(device, *this) {}

  /// Throws Error `memory`.
  void* allocate(std::size_t bytes);
  void release(void* data) noexcept { cache_.release(data); }
  bool contains(const void* p) const { return block_of(p) != nullptr; }
  /// A copy of that stream reads or writes memory at p. Nothing where p is in no block.
  void use(const void* p, StreamId stream);
  std::size_t flush() { return cache_.flush(); }

 private:
  void* reserve(std::size_t bytes) override;
  void give_back(void* block) override;
  std::size_t capacity() const override { return 0; }
  void* block_of(const void* p) const;

  mutable std::mutex lock_;
  std::map<const char*, std::size_t> blocks_;
  StreamCache cache_;
};

/// The block that p lies in; null: none.
void* block_with(const std::map<const char*, std::size_t>& blocks, const void* p);

}  // namespace gradproof::cuda
