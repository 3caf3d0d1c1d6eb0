#include <gradproof/core/autograd/ivalue.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof {

IValue::IValue(const Scalar& s) {
  if (s.kind() == DType::boolean)
    value_ = s.toBool();
  else if (s.kind() == DType::int64)
    value_ = s.toLong();
  else
    value_ = s.toDouble();
}

Scalar IValue::toScalar() const {
  if (isInt()) return toInt();
  if (isBool()) return toBool();
  return toDouble();
}

std::string IValue::tagKind() const {
  static constexpr const char* names[] = {"None",   "Tensor",  "Int",        "Double",   "Bool",
                                          "String", "IntList", "DoubleList", "BoolList", "TensorList"};
  return names[value_.index()];
}

void IValue::refuse(const char* expected) const {
  raise(ErrorKind::argument, std::string("Expected ") + expected + " but got " + tagKind());
}

}  // namespace gradproof
