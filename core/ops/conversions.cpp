// The ways to say "as that type, over there" beside to(dtype) and to(device).
#include <cstdio>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/order.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/print.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

Tensor Tensor::to(const Device& device, DType dtype, bool non_blocking, bool copy,
                  std::optional<MemoryFormat> format) const {
  const auto formed = [&](const Tensor& t) { return format ? t.to(dtype).to(*format) : t.to(dtype); };
  // What the host does not wait for it must not read either: type and order are changed before it leaves the device.
  const bool is_awaited = !non_blocking || !device.is_cpu();
  const Tensor there = is_awaited ? formed(to(device, non_blocking)) : formed(*this).to(device, non_blocking);
  return copy && there.is_same(*this) ? clone(format) : there;
}

Tensor Tensor::to(const TensorOptions& options, bool non_blocking, bool copy,
                  std::optional<MemoryFormat> format) const {
  if (options.requires_grad())
    raise(ErrorKind::argument, "to(options) expects unset requires_grad flag; call requires_grad_() on the result");
  return to(options.device_opt().value_or(device()), options.dtype_opt().value_or(dtype()), non_blocking, copy,
            format ? format : options.memory_format_opt());
}

Tensor Tensor::to(DType dtype, bool non_blocking, bool copy, std::optional<MemoryFormat> format) const {
  return to(device(), dtype, non_blocking, copy, format);
}
Tensor Tensor::to(const Tensor& like, bool non_blocking, bool copy, std::optional<MemoryFormat> format) const {
  return to(like.device(), like.dtype(), non_blocking, copy, format);
}

void Tensor::print() const { std::printf("%s\n", to_string(*this).c_str()); }

bool Tensor::equal(const Tensor& o) const { return gradproof::equal(*this, o); }
bool Tensor::is_nonzero() const {
  if (numel() != 1)
    raise(ErrorKind::value, std::string("Boolean value of Tensor with ") +
                                (numel() ? "more than one value" : "no values") + " is ambiguous: found sizes " +
                                to_string(sizes()) + "; use any() or all()");
  return item().toDouble() != 0;
}
bool Tensor::is_set_to(const Tensor& o) const {
  return is_alias_of(o) && storage_offset() == o.storage_offset() && sizes() == o.sizes() && strides() == o.strides();
}
bool Tensor::is_non_overlapping_and_dense() const { return is_dense(layout()); }

}  // namespace gradproof
