// The one table that says who shares what. Everything that PyTorch does not notice follows from its third row:
// `.data` has the bytes but not the counter.
#include <gradproof/core/tensor/alias.hpp>
#include <gradproof/core/tensor/faults.hpp>

namespace gradproof {

Shares shares(Alias kind) {
  switch (kind) {
    // clang-format off
    //                          storage counter                                history
    case Alias::view: return   {true,   !fault("view-owns-counter"),           true};
    case Alias::detach: return {true,   !fault("detach-owns-counter"),         false};
    case Alias::data: return   {true,   fault("data-shares-counter"),          false};
    default: return            {false,  false,                                 false};
      // clang-format on
  }
}

namespace {

/// One of its own; none beside a tensor that counts nothing.
Ref<SharedCounter> counter_beside(const TensorImpl& source) {
  return source.inference && !source.counter ? nullptr : SharedCounter::create(0);
}

}  // namespace

Tensor alias(const TensorImpl& source, Alias kind, const Layout& layout) {
  Ref<TensorImpl> impl = TensorImpl::create(source.storage, layout, source.dtype);
  impl->inference = source.inference;
  impl->counter = shares(kind).counter ? source.counter : counter_beside(source);
  return Tensor(std::move(impl));
}

}  // namespace gradproof
