#include <gradproof/core/tensor/tensor_impl.hpp>

namespace gradproof {
namespace {

[[gnu::noinline]] void destroy_any(TensorImpl* impl) noexcept {
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

}  // namespace

// Nearly every result of a small operation ends together with its bytes, and only its producer is left to let go.
void destroy(TensorImpl* impl) noexcept {
  Storage* home = impl->home();
  const bool is_plain = home && impl->storage.get() == home && home->refs.is(2) && !impl->meta && !impl->counter &&
                        impl->layout.dim() <= Layout::kInline;
  if (!is_plain) return destroy_any(impl);
  const Ref<Counted> producer = std::move(impl->producer);
  kHouse.tear_down(home);
}

}  // namespace gradproof
