#include <gradproof/core/tensor/tensor_impl.hpp>

namespace gradproof {
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
