#include <gradproof/core/layout/error.hpp>
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

const VersionCounter& TensorImpl::version_counter() const {
  if (inference && !counter)
    raise(ErrorKind::inference, "Inference tensors do not track version counter. A clone() made outside does.");
  return version();
}

void TensorImpl::bump_version() {
  if (!inference || counter) return count_write();
  if (ThreadMode::has(ThreadMode::inference)) return;
  raise(ErrorKind::inference,
        "Inplace update to inference tensor outside InferenceMode is not allowed. You can make a clone to get a normal "
        "tensor before doing inplace update. Found a tensor of sizes " +
            to_string(layout.sizes()) + " made in inference mode.");
}

}  // namespace gradproof
