#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/tensor/tensor_impl.hpp>
#include <new>

namespace gradproof {

Ref<TensorImpl> TensorImpl::create(Ref<Storage> storage, const Layout& layout, DType dtype) {
  return Ref<TensorImpl>::adopt(new (Pool::allocate(sizeof(TensorImpl))) TensorImpl(std::move(storage), layout, dtype));
}

void destroy(TensorImpl* impl) noexcept {
  impl->~TensorImpl();
  Pool::release(impl, sizeof(TensorImpl));
}

}  // namespace gradproof
