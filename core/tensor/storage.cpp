#include <algorithm>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/storage.hpp>

namespace gradproof {

Ref<Storage> Storage::create(const Device& asked, std::size_t bytes) {
  const Device device = asked.concrete();
  void* header = Pool::allocate(sizeof(Storage));
  void* data;
  try {
    data = device.backend().allocate(bytes);
  } catch (...) {
    Pool::release(header, sizeof(Storage));
    throw;
  }
  return Ref<Storage>::adopt(new (header) Storage(device, bytes, data));
}

Ref<Storage> Storage::wrap(void* data, std::size_t bytes, Deleter deleter, void* context, const Device& device) {
  auto* s = new (Pool::allocate(sizeof(Storage))) Storage(device, bytes, data);
  s->deleter_ = deleter ? deleter : [](void*, void*) {};
  s->context_ = context;
  return Ref<Storage>::adopt(s);
}

void Storage::release_data() noexcept {
  if (deleter_)
    deleter_(data_, context_);
  else if (!lead_)
    device_.backend().release(data_, bytes_);
}

namespace {

// A header's own block stays what it was, so bytes that it moved to are returned as foreign ones are.
void release_moved(void* data, void* size) { Device().backend().release(data, reinterpret_cast<std::size_t>(size)); }

}  // namespace

void Storage::resize(std::size_t bytes) {
  if (deleter_ && deleter_ != release_moved)
    raise(ErrorKind::resize, "Trying to resize storage that is not resizable: its " + std::to_string(bytes_) +
                                 " bytes are somebody else's, and " + std::to_string(bytes) +
                                 " were asked for; clone() the tensor first");
  void* grown = device_.backend().allocate(bytes);
  device_.backend().transfer(Direction::within, grown, data_, std::min(bytes, bytes_), true);
  release_data();
  data_ = grown;
  bytes_ = bytes;
  if (!device_.is_cpu()) return;
  deleter_ = release_moved;
  context_ = reinterpret_cast<void*>(bytes);
}

Ref<SharedCounter> Storage::share_version() {
  SharedCounter* s = moved_version_.load(std::memory_order_acquire);
  if (!s) {
    Ref<SharedCounter> fresh = SharedCounter::create(version_.current());
    // Two threads may come at once: the first one's counter stays.
    if (moved_version_.compare_exchange_strong(s, fresh.get())) s = fresh.release();
  }
  return Ref<SharedCounter>::share(s);
}

void Storage::restart_version() {
  drop_moved_version();
  moved_version_.store(nullptr, std::memory_order_relaxed);
  version_.set(0);
}

void destroy(Storage* s) noexcept {
  if (s->lead_) return House{s->lead_}.tear_down(s);
  s->release_data();
  s->drop_moved_version();
  s->~Storage();
  Pool::release(s, sizeof(Storage));
}

}  // namespace gradproof
