#pragma once
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// What `.numpy()` gives: a host array over the same bytes, with no counter and no history. A write through it is a
/// write that no check sees.
class HostArray {
 public:
  HostArray(Ref<Storage> storage, const Layout& layout, DType dtype)
      : storage_(std::move(storage)), layout_(layout), dtype_(dtype) {}
  const Ref<Storage>& storage() const { return storage_; }
  const Layout& layout() const { return layout_; }
  DType dtype() const { return dtype_; }
  char* data() const { return static_cast<char*>(storage_->data()) + layout_.offset() * std::int64_t(size_of(dtype_)); }

 private:
  Ref<Storage> storage_;
  Layout layout_;
  DType dtype_;
};

/// The bytes of `t` as a host array. Throws `device_access` off the host, else `numpy_requires_grad` for a tensor that
/// requires grad.
HostArray numpy(const Tensor& t);
/// A tensor over the array's bytes with a counter of its own.
Tensor from_numpy(const HostArray& array);

}  // namespace gradproof
