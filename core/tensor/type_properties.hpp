#pragma once
#include <gradproof/core/tensor/options.hpp>
#include <string>

namespace gradproof {

/// What Tensor::type() gives: type and device in one, by libtorch's old name. It is TensorOptions or a DType wherever
/// one of them is asked for.
class DeprecatedTypeProperties {
 public:
  explicit DeprecatedTypeProperties(DType type) : type_(type) {}
  DType scalarType() const { return type_; }
  TypeMeta typeMeta() const { return TypeMeta(type_); }
  DeviceType device_type() const { return kCPU; }
  LayoutKind layout() const { return kStrided; }
  bool is_cuda() const { return false; }
  bool is_sparse() const { return false; }
  std::string toString() const;  ///< "CPUFloatType"
  TensorOptions options(int = -1) const { return type_; }
  operator TensorOptions() const { return type_; }
  operator DType() const { return type_; }
  bool operator==(const DeprecatedTypeProperties&) const = default;

 private:
  DType type_;
};

/// Those of a tensor of `type`; one object for each type. Throws `not_implemented` where there are no tensors of it.
DeprecatedTypeProperties& CPU(DType type);

}  // namespace gradproof
