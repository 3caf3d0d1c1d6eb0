#pragma once
#include <gradproof/core/layout/dtype.hpp>

namespace gradproof {

/// What Tensor::dtype() gives: an element type, as libtorch's handle of one. It is a DType wherever one is asked for;
/// but it prints the C++ type ("float") where a DType prints the tensor's kind ("Float").
class TypeMeta {
 public:
  constexpr TypeMeta() = default;
  constexpr explicit TypeMeta(DType type) : type_(type) {}
  template <class T>
  static constexpr TypeMeta Make() {
    return TypeMeta(DTypeOf<T>::value);
  }
  static constexpr TypeMeta fromScalarType(DType type) { return TypeMeta(type); }

  constexpr operator DType() const { return type_; }
  constexpr DType toScalarType() const { return type_; }
  constexpr bool isScalarType() const { return type_ != kUndefined; }
  constexpr bool isScalarType(DType type) const { return type_ == type; }
  template <class T>
  constexpr bool Match() const {
    return type_ == DTypeOf<T>::value;
  }
  constexpr std::size_t itemsize() const { return size_of(type_); }
  std::string_view name() const { return type_spelling(type_); }

 private:
  DType type_ = kUndefined;
};

}  // namespace gradproof
