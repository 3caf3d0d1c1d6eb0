#pragma once
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/layout/dtype.hpp>
#include <optional>

namespace gradproof {

/// What a creation function is told besides sizes; anything not said has PyTorch's default.
class TensorOptions {
 public:
  TensorOptions() = default;
  TensorOptions(DType t) : dtype_(t) {}
  TensorOptions(const Device& d) : device_(d) {}

  TensorOptions dtype(DType t) const {
    return with([&](TensorOptions& o) { o.dtype_ = t; });
  }
  TensorOptions device(const Device& d) const {
    return with([&](TensorOptions& o) { o.device_ = d; });
  }
  TensorOptions requires_grad(bool on) const {
    return with([&](TensorOptions& o) { o.requires_grad_ = on; });
  }

  std::optional<DType> dtype_opt() const { return dtype_; }
  DType dtype() const { return dtype_.value_or(default_dtype()); }
  Device device() const { return device_; }
  bool requires_grad() const { return requires_grad_; }

 private:
  template <class F>
  TensorOptions with(F change) const {
    TensorOptions copy = *this;
    change(copy);
    return copy;
  }
  std::optional<DType> dtype_;
  Device device_;
  bool requires_grad_ = false;
};

inline TensorOptions dtype(DType t) { return t; }
inline TensorOptions device(const Device& d) { return d; }
inline TensorOptions requires_grad(bool on = true) { return TensorOptions().requires_grad(on); }

}  // namespace gradproof
