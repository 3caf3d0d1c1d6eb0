#pragma once
#include <cstddef>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/device/ref.hpp>

namespace gradproof {

/// One block of bytes and its return. Knows no dtype, no shape and no version: many tensors share it.
/// Small host blocks stand behind the header in one pooled allocation.
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
  friend void destroy(Storage* s) noexcept;
  void release_data() noexcept;
  Storage(const Device& device, std::size_t bytes, void* data, std::size_t block)
      : block_(std::uint32_t(block)), device_(device), bytes_(bytes), data_(data) {}

  std::uint32_t block_;  // bytes of the pooled allocation that holds this header
  Device device_;
  std::size_t bytes_;
  void* data_;
  Deleter deleter_ = nullptr;
  void* context_ = nullptr;
};

void destroy(Storage* s) noexcept;

}  // namespace gradproof
