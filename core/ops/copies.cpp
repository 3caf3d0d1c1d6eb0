// New bytes with the same values: clone, contiguous, to. An operation that has nothing to change returns the same
// object.
#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

void pass_on(Backward& b) { b.give(0, b.grad()); }
void pass_back(Backward& b) { b.give(0, b.grad().to(b.input_device(0))); }
constexpr GradientRule kClone = {"CloneBackward0", pass_on}, kToCopy = {"ToCopyBackward0", pass_back};

Tensor copied(const Tensor& t, DType dtype, MemoryFormat format) {
  Tensor out = make_result_like(t, dtype);
  if (format != MemoryFormat::Preserve) out->layout = Layout(t.sizes(), strides_in(t.sizes(), format), 0);
  raw_copy_beside(out, t);
  return out;
}

/// Uninitialised page-locked memory of the host.
Tensor page_locked(Backend& keeper, const Layout& layout, DType dtype) {
  const std::size_t bytes = std::size_t(element_range(layout).end) * size_of(dtype);
  Ref<Storage> storage = Storage::wrap(
      keeper.allocate_pinned(bytes), bytes,
      [](void* data, void* backend) { static_cast<Backend*>(backend)->release_pinned(data); }, &keeper);
  return Tensor(TensorImpl::create(std::move(storage), layout, dtype));
}

/// Where a copy of `t` to that device lands. The host goes on only where its memory is page-locked, so that is what
/// a non_blocking copy to it gets, as in PyTorch.
Tensor landing(const Tensor& t, const Device& there, bool non_blocking) {
  const Layout layout = preserved(t.layout());
  if (non_blocking && there.is_cpu()) return page_locked(t.device().backend(), layout, t.dtype());
  return make_result(layout, t.dtype(), there);
}

}  // namespace

Tensor Tensor::clone(MemoryFormat format) const {
  Tensor out = copied(*this, dtype(), format);
  record(kClone, out, {this}, {});
  return out;
}

MaybeOwned<Tensor> Tensor::expect_contiguous() const {
  return is_contiguous() ? MaybeOwned<Tensor>::borrowed(*this) : MaybeOwned<Tensor>::owned(contiguous());
}
Tensor Tensor::contiguous(MemoryFormat format) const {
  if (format == MemoryFormat::Preserve)
    raise(ErrorKind::argument, "preserve memory format is unsupported by the contiguous operator");
  return is_contiguous(format) ? *this : clone(format);
}

Tensor Tensor::to(const Device& target, bool non_blocking) const {
  const Device there = target.concrete();
  if (there == device()) return *this;
  Tensor out = landing(*this, there, non_blocking);
  raw_copy(out, *this, non_blocking);
  record(kToCopy, out, {this}, {});
  return out;
}

Tensor Tensor::pin_memory() const {
  if (!is_cpu())
    raise(ErrorKind::argument, "cannot pin '" + device().str() + "': only dense CPU tensors can be pinned");
  if (is_pinned()) return *this;
  const Layout there = overlaps_itself(layout()) ? preserved(layout()) : Layout(sizes(), strides(), 0);
  Tensor out = page_locked(pinning_backend(), there, dtype());
  raw_copy(out, *this);
  record(kClone, out, {this}, {});
  return out;
}

bool Tensor::is_pinned() const { return is_cpu() && pinning_backend().is_pinned(impl()->storage->data()); }

void Tensor::record_stream(const Stream& stream) const {
  if (Streams* streams = device().backend().streams()) streams->keep_for(impl()->storage->data(), stream.id());
}

Tensor Tensor::to(DType target) const {
  if (target == dtype()) return *this;
  Tensor out = copied(*this, target, MemoryFormat::Preserve);
  record(kToCopy, out, {this}, {});
  return out;
}

Tensor Tensor::to(MemoryFormat format) const {
  if (format == MemoryFormat::Preserve || is_contiguous(format)) return *this;
  Tensor out = copied(*this, dtype(), format);
  record(kToCopy, out, {this}, {});
  return out;
}

}  // namespace gradproof
