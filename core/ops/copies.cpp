// New bytes with the same values: clone, contiguous, to. An operation that has nothing to change returns the same
// object.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

void pass_on(Backward& b) { b.give(0, b.grad()); }
constexpr GradientRule kClone = {"CloneBackward0", pass_on}, kToCopy = {"ToCopyBackward0", pass_on};

Tensor copied(const Tensor& t, DType dtype, MemoryFormat format) {
  Tensor out = make_result_like(t, dtype);
  if (format != MemoryFormat::Preserve) out->layout = Layout(t.sizes(), strides_in(t.sizes(), format), 0);
  raw_copy(out, t);
  return out;
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

Tensor Tensor::to(const Device& target) const {
  if (target == device()) return *this;
  raise(ErrorKind::device_unavailable, "to(" + target.str() +
                                           "): copies between devices need a second backend, and this build has only " +
                                           device().str());
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
