#pragma once
// Bytes that tensors share, and House: how the bytes of three floats come to cost no allocation of their own.
#include <cstddef>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/device/ref.hpp>
#include <new>

namespace gradproof {

/// One block of bytes and its return. Knows no dtype, no shape and no version: many tensors share it.
class Storage {
 public:
  using Deleter = void (*)(void* data, void* context);

  /// Fresh, uninitialised bytes on `device`. Throws Error `memory`.
  static Ref<Storage> create(const Device& device, std::size_t bytes);
  /// Memory of somebody else; `deleter` (may be null) is called when nobody refers to it any more.
  static Ref<Storage> wrap(void* data, std::size_t bytes, Deleter deleter, void* context);

  /// Moves to a block of `bytes` bytes and keeps what fits of the old ones. Host memory only.
  void resize(std::size_t bytes);

  void* data() const { return data_; }
  std::size_t bytes() const { return bytes_; }
  const Device& device() const { return device_; }

  RefCount refs;

 private:
  friend struct House;
  friend void destroy(Storage* s) noexcept;
  void release_data() noexcept;
  Storage(const Device& device, std::size_t bytes, void* data, std::uint16_t lead)
      : lead_(lead), housed_bytes_(std::uint16_t(lead ? bytes : 0)), device_(device), bytes_(bytes), data_(data) {}

  std::uint16_t lead_;          // bytes of a House before this header; 0 for a header in a block of its own
  std::uint16_t housed_bytes_;  // bytes of a House behind it
  Device device_;
  std::size_t bytes_;
  void* data_;
  Deleter deleter_ = nullptr;
  void* context_ = nullptr;
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
  bool has_room(const Device& device, std::size_t bytes) const {
    return bytes <= Pool::kLargest - data_offset(Pool::kLargest) && device.is_cpu();
  }
  /// The block; its storage has the body's reference and one more.
  void* build(const Device& device, std::size_t bytes) const {
    char* block = static_cast<char*>(Pool::allocate(data_offset(bytes) + bytes));
    (new (block + body) Storage(device, bytes, block + data_offset(bytes), std::uint16_t(body)))->refs.increment();
    return block;
  }
  void tear_down(Storage* s) const noexcept {
    if (s->deleter_) s->release_data();  // it was resized: its bytes are elsewhere
    Pool::release(reinterpret_cast<char*>(s) - body, data_offset(s->housed_bytes_) + s->housed_bytes_);
  }
};

}  // namespace gradproof
