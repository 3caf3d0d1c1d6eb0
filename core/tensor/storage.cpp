#include <gradproof/core/tensor/storage.hpp>

namespace gradproof {

Ref<Storage> Storage::create(const Device& device, std::size_t bytes) {
  void* header = Pool::allocate(sizeof(Storage));
  void* data;
  try {
    data = device.backend().allocate(bytes);
  } catch (...) {
    Pool::release(header, sizeof(Storage));
    throw;
  }
  return Ref<Storage>::adopt(new (header) Storage(device, bytes, data, 0));
}

Ref<Storage> Storage::wrap(void* data, std::size_t bytes, Deleter deleter, void* context) {
  auto* s = new (Pool::allocate(sizeof(Storage))) Storage(Device(), bytes, data, 0);
  s->deleter_ = deleter ? deleter : [](void*, void*) {};
  s->context_ = context;
  return Ref<Storage>::adopt(s);
}

void destroy(Storage* s) noexcept {
  if (s->lead_) return House{s->lead_}.tear_down(s);
  if (s->deleter_)
    s->deleter_(s->data_, s->context_);
  else
    s->device_.backend().release(s->data_, s->bytes_);
  s->~Storage();
  Pool::release(s, sizeof(Storage));
}

}  // namespace gradproof
