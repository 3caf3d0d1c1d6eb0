#pragma once
// Bytes that tensors share, and House: how the bytes of three floats come to cost no allocation of their own.
#include <cstddef>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/device/ref.hpp>
#include <gradproof/core/tensor/version_counter.hpp>
#include <new>

namespace gradproof {

/// One block of bytes, its return, and the count of writes to it. Knows no dtype and no shape: many tensors share it.
class Storage {
 public:
  using Deleter = void (*)(void* data, void* context);

  /// Fresh, uninitialised bytes on that device, or on the thread's current one of that kind. Throws Error `memory`.
  static Ref<Storage> create(const Device& asked, std::size_t bytes);
  /// Memory of somebody else; `deleter` (may be null) is called when nobody refers to it any more.
  static Ref<Storage> wrap(void* data, std::size_t bytes, Deleter deleter, void* context, const Device& device = {});

  /// Moves to a block of `bytes` bytes and keeps what fits of the old ones. Throws `resize` for
  /// memory of somebody else.
  void resize(std::size_t bytes);

  void* data() const { return data_; }
  std::size_t bytes() const { return bytes_; }
  const Device& device() const { return device_; }
  /// Whether the host may read and write the bytes directly.
  bool host_accessible() const { return is_housed() || device_.backend().host_accessible(); }
  /// Made together with a tensor's body, in host memory.
  bool is_housed() const { return lead_ != 0; }

  VersionCounter& version() {
    SharedCounter* s = moved_version_.load(std::memory_order_acquire);
    return s ? s->version : version_;
  }
  /// The counter as something that outlives the storage. All tensors over it go on with the same count.
  Ref<SharedCounter> share_version();
  /// A count that begins again, for the only tensor over the bytes.
  void restart_version();
  /// Whether nobody but tensors over these bytes counts with them.
  bool has_version_alone() const { return !moved_version_.load(std::memory_order_acquire); }

  RefCount refs;

 private:
  friend struct House;
  friend void destroy(Storage* s) noexcept;
  void release_data() noexcept;
  Storage(const Device& device, std::size_t bytes, void* data, std::uint16_t lead = 0, int block_class = 0)
      : lead_(lead), block_class_(std::uint16_t(block_class)), device_(device), bytes_(bytes), data_(data) {}
  void drop_moved_version() noexcept {
    if (SharedCounter* s = moved_version_.load(std::memory_order_relaxed)) Ref<SharedCounter>::adopt(s);
  }

  std::uint16_t lead_;         // bytes of a House before this header; 0 for a header in a block of its own
  std::uint16_t block_class_;  // of the whole House, in the pool
  Device device_;
  std::size_t bytes_;
  void* data_;
  Deleter deleter_ = nullptr;
  void* context_ = nullptr;
  std::atomic<SharedCounter*> moved_version_ = nullptr;  // in place of version_, for a tensor that left these bytes
  VersionCounter version_;
};

void destroy(Storage* s) noexcept;

/// A few host bytes together with the tensor body they are made for, in one pooled block: body | Storage | bytes.
/// The block stays until both are gone, so the body counts as one more reference to the storage.
struct House {
  std::size_t body;  ///< bytes before the header

  /// Where `bytes` bytes begin: with a cache line of their own, unless they are fewer.
  std::size_t data_offset(std::size_t bytes) const {
    const std::size_t alignment = bytes < 64 ? 32 : 64;
    return (body + sizeof(Storage) + alignment - 1) & ~(alignment - 1);
  }
  bool has_room(std::size_t bytes) const { return bytes <= Pool::kLargest - data_offset(Pool::kLargest); }
  /// The block; its storage has the body's reference and one more.
  void* build(const Device& device, std::size_t bytes) const {
    const std::size_t data_at = data_offset(bytes), whole = data_at + bytes;
    char* block = static_cast<char*>(Pool::allocate(whole));
    (new (block + body) Storage(device, bytes, block + data_at, std::uint16_t(body), Pool::size_class(whole)))
        ->refs.start_at(2);
    return block;
  }
  void tear_down(Storage* s) const noexcept {
    if (s->deleter_) [[unlikely]]
      s->release_data();  // it was resized: its bytes are elsewhere
    s->drop_moved_version();
    Pool::release_of_class(reinterpret_cast<char*>(s) - body, s->block_class_);
  }
};

}  // namespace gradproof
