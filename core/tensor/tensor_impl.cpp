#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/tensor/tensor_impl.hpp>
#include <new>

namespace gradproof {
namespace {

constexpr House kHouse = {sizeof(TensorImpl)};

}  // namespace

Ref<TensorImpl> TensorImpl::create(Ref<Storage> storage, const Layout& layout, DType dtype) {
  return Ref<TensorImpl>::adopt(new (Pool::allocate(sizeof(TensorImpl))) TensorImpl(std::move(storage), layout, dtype));
}

Ref<TensorImpl> TensorImpl::create(const Device& device, const Layout& dense, DType dtype) {
  const std::size_t bytes = std::size_t(dense.numel()) * size_of(dtype);
  if (!kHouse.has_room(device, bytes)) return create(Storage::create(device, bytes), dense, dtype);
  void* block = kHouse.build(device, bytes);
  auto* home = reinterpret_cast<Storage*>(static_cast<TensorImpl*>(block) + 1);
  auto* impl = new (block) TensorImpl(Ref<Storage>::adopt(home), dense, dtype);
  impl->housed = true;
  return Ref<TensorImpl>::adopt(impl);
}

void destroy(TensorImpl* impl) noexcept {
  Storage* home = impl->home();
  const bool ends_both = home && impl->storage.get() == home && home->refs.is(2);
  if (ends_both) impl->storage.release();
  impl->~TensorImpl();
  if (ends_both)
    kHouse.tear_down(home);
  else if (!home)
    Pool::release(impl, sizeof(TensorImpl));
  else if (home->refs.decrement())
    destroy(home);
}

}  // namespace gradproof
