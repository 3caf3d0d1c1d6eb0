#pragma once
#include <gradproof/core/layout/list.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <memory>
#include <variant>

namespace gradproof {

/// A value of one of the kinds that a custom function keeps between forward and backward. Asking for another kind than
/// it holds throws `argument`.
class IValue {
 public:
  // Not inline: every program that includes this would compile what a variant's copies and ends are made of.
  IValue() noexcept;
  IValue(const IValue& other);
  IValue(IValue&& other) noexcept;
  IValue& operator=(const IValue& other);
  IValue& operator=(IValue&& other) noexcept;
  ~IValue();
  IValue(Tensor v);
  IValue(TensorList v);
  IValue(std::string v);
  IValue(const char* v);
  IValue(std::vector<std::int64_t> v);
  IValue(std::vector<double> v);
  IValue(std::vector<bool> v);
  IValue(IntArrayRef v);
  template <class T>
  IValue(const List<T>& v) : IValue(v.vec()) {}
  IValue(const Scalar& s);
  template <class T>
  IValue(std::optional<T> v) : IValue(v ? IValue(std::move(*v)) : IValue()) {}
  template <class T>
  requires std::is_arithmetic_v<T> IValue(T v) : IValue(Scalar(v)) {}

  bool isScalar() const { return isInt() || isDouble() || isBool(); }
  bool isNone() const { return holds<std::monostate>(); }
  bool isTensor() const { return holds<Tensor>(); }
  bool isInt() const { return holds<std::int64_t>(); }
  bool isDouble() const { return holds<double>(); }
  bool isBool() const { return holds<bool>(); }
  bool isString() const { return holds<std::string>(); }
  bool isIntList() const { return holds<std::vector<std::int64_t>>(); }
  bool isDoubleList() const { return holds<std::vector<double>>(); }
  bool isTensorList() const { return holds<TensorList>(); }

  const Tensor& toTensor() const { return get<Tensor>("Tensor"); }
  std::int64_t toInt() const { return get<std::int64_t>("Int"); }
  double toDouble() const { return get<double>("Double"); }
  bool toBool() const { return get<bool>("Bool"); }
  Scalar toScalar() const;
  /// Holds a copy: `v.toString()->string()`.
  struct ConstantString {
    std::string text;
    const std::string& string() const { return text; }
  };
  std::shared_ptr<ConstantString> toString() const;
  const std::string& toStringRef() const { return get<std::string>("String"); }
  std::vector<std::int64_t> toIntVector() const;
  std::vector<std::int64_t> toDimVector() const { return toIntVector(); }
  std::vector<double> toDoubleVector() const;
  std::vector<std::int64_t> toIntList() const { return toIntVector(); }
  TensorList toTensorList() const { return toTensorVector(); }
  TensorList toTensorVector() const;
  /// The value as T: a number, Tensor, std::string or vector.
  template <class T>
  T to() const {
    if constexpr (std::is_same_v<T, bool> || !std::is_arithmetic_v<T>)
      return get<T>("what was asked for");
    else
      return toScalar().to<T>();
  }
  std::string tagKind() const;  ///< "Int", "Tensor", ...

 private:
  template <class T>
  bool holds() const {
    return std::holds_alternative<T>(value_);
  }
  template <class T>
  const T& get(const char* expected) const {
    if (const T* v = std::get_if<T>(&value_)) return *v;
    refuse(expected);
  }
  [[noreturn]] void refuse(const char* expected) const;

  std::variant<std::monostate, Tensor, std::int64_t, double, bool, std::string, std::vector<std::int64_t>,
               std::vector<double>, std::vector<bool>, TensorList>
      value_;
};

}  // namespace gradproof
