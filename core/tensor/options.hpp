#pragma once
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/layout/dtype.hpp>
#include <gradproof/core/layout/layout_kind.hpp>
#include <gradproof/core/layout/type_meta.hpp>
#include <gradproof/core/tensor/memory_format.hpp>
#include <optional>

namespace gradproof {

/// What a creation function is told besides sizes; anything not said has PyTorch's default.
class TensorOptions {
 public:
  TensorOptions() = default;
  TensorOptions(DType t) : dtype_(t) {}
  TensorOptions(TypeMeta t) : dtype_(t) {}
  TensorOptions(const Device& d) : device_(d) {}
  TensorOptions(DeviceType d) : device_(Device(d)) {}
  TensorOptions(LayoutKind kind) { *this = layout(kind); }
  TensorOptions(MemoryFormat format) : format_(format) {}

  TensorOptions dtype(std::optional<DType> t) const {
    return with([&](TensorOptions& o) { o.dtype_ = t; });
  }
  template <class T>
  TensorOptions dtype() const {
    return dtype(DTypeOf<T>::value);
  }
  TensorOptions device(const Device& d) const {
    return with([&](TensorOptions& o) { o.device_ = d; });
  }
  TensorOptions device(DeviceType type, int index = -1) const { return device(Device(type, index)); }
  TensorOptions device_index(int index) const { return device(kCUDA, index); }
  TensorOptions requires_grad(std::optional<bool> on) const {
    return with([&](TensorOptions& o) { o.requires_grad_ = on.value_or(false); });
  }
  /// Throws `not_implemented` for anything but kStrided.
  TensorOptions layout(LayoutKind kind) const;
  /// Page-locked memory, which copies from and to a device may use while the host goes on: see Tensor::pin_memory().
  TensorOptions pinned_memory(std::optional<bool> on) const {
    return with([&](TensorOptions& o) { o.pinned_ = on.value_or(false); });
  }

  /// These, and in the place of each what `o` says of the same.
  TensorOptions merge_in(const TensorOptions& o) const {
    return with([&](TensorOptions& m) {
      if (o.dtype_) m.dtype_ = o.dtype_;
      if (o.device_) m.device_ = o.device_;
      if (o.format_) m.format_ = o.format_;
      if (o.requires_grad_) m.requires_grad_ = true;
      if (o.pinned_) m.pinned_ = true;
    });
  }
  std::optional<DType> dtype_opt() const { return dtype_; }
  std::optional<Device> device_opt() const { return device_; }
  TypeMeta dtype() const { return TypeMeta(dtype_.value_or(default_dtype())); }
  Device device() const { return device_.value_or(Device()); }
  LayoutKind layout() const { return kStrided; }
  bool requires_grad() const { return requires_grad_; }
  bool pinned_memory() const { return pinned_; }
  bool has_dtype() const { return dtype_.has_value(); }
  bool has_device() const { return device_.has_value(); }
  bool has_layout() const { return false; }
  bool has_requires_grad() const { return requires_grad_; }
  bool has_pinned_memory() const { return pinned_; }
  bool has_memory_format() const { return format_.has_value(); }
  int device_index() const { return device().index(); }
  /// Which order of dimensions empty() and the `_like` functions use.
  TensorOptions memory_format(MemoryFormat format) const {
    return with([&](TensorOptions& o) { o.format_ = format; });
  }
  std::optional<MemoryFormat> memory_format_opt() const { return format_; }

 private:
  template <class F>
  TensorOptions with(F change) const {
    TensorOptions copy = *this;
    change(copy);
    return copy;
  }
  std::optional<DType> dtype_;
  std::optional<Device> device_;
  std::optional<MemoryFormat> format_;
  bool requires_grad_ = false, pinned_ = false;
};

inline TensorOptions dtype(DType t) { return t; }
template <class T>
TensorOptions dtype() {
  return DTypeOf<T>::value;
}
inline TensorOptions device(const Device& d) { return d; }
inline TensorOptions device(DeviceType type, int index = -1) { return Device(type, index); }
inline TensorOptions device_index(int index) { return Device(kCUDA, index); }
inline TensorOptions requires_grad(bool on = true) { return TensorOptions().requires_grad(on); }
inline TensorOptions layout(LayoutKind kind) { return kind; }
inline TensorOptions memory_format(MemoryFormat format) { return format; }

}  // namespace gradproof
