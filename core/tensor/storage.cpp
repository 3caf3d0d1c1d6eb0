#include <algorithm>
#include <cstring>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/tensor/storage.hpp>
#include <new>

namespace gradproof {
namespace {

constexpr std::size_t kHeader = (sizeof(Storage) + 63) & ~std::size_t(63);
static_assert(kHeader > sizeof(Storage), "the block's size tells where the bytes are");
constexpr std::size_t kInlineBytes = Pool::kLargest - kHeader;

}  // namespace

Ref<Storage> Storage::create(const Device& device, std::size_t bytes) {
  const bool together = bytes <= kInlineBytes && device.is_cpu();
  const std::size_t block = together ? kHeader + bytes : sizeof(Storage);
  char* header = static_cast<char*>(Pool::allocate(block));
  void* data = header + kHeader;
  if (!together) try {
      data = device.backend().allocate(bytes);
    } catch (...) {
      Pool::release(header, block);
      throw;
    }
  return Ref<Storage>::adopt(new (header) Storage(device, bytes, data, block));
}

Ref<Storage> Storage::wrap(void* data, std::size_t bytes, Deleter deleter, void* context) {
  auto* s = new (Pool::allocate(sizeof(Storage))) Storage(Device(), bytes, data, sizeof(Storage));
  s->deleter_ = deleter ? deleter : [](void*, void*) {};
  s->context_ = context;
  return Ref<Storage>::adopt(s);
}

void Storage::release_data() noexcept {
  const bool together = block_ > sizeof(Storage);
  if (deleter_)
    deleter_(data_, context_);
  else if (!together)
    device_.backend().release(data_, bytes_);
}

void Storage::resize(std::size_t bytes) {
  void* grown = device_.backend().allocate(bytes);
  std::memcpy(grown, data_, std::min(bytes, bytes_));
  release_data();
  data_ = grown;
  bytes_ = bytes;
  // The header's own block stays what it was, so the new bytes are returned as foreign ones are.
  deleter_ = [](void* data, void* size) { Device().backend().release(data, reinterpret_cast<std::size_t>(size)); };
  context_ = reinterpret_cast<void*>(bytes);
}

void destroy(Storage* s) noexcept {
  s->release_data();
  const std::size_t block = s->block_;
  s->~Storage();
  Pool::release(s, block);
}

}  // namespace gradproof
