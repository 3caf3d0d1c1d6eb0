#include <gradproof/core/autograd/ivalue.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof {

IValue::IValue() noexcept = default;
IValue::IValue(const IValue& other) = default;
IValue::IValue(IValue&& other) noexcept = default;
IValue& IValue::operator=(const IValue& other) = default;
IValue& IValue::operator=(IValue&& other) noexcept = default;
IValue::~IValue() = default;
IValue::IValue(Tensor v) : value_(std::move(v)) {}
IValue::IValue(TensorList v) : value_(std::move(v)) {}
IValue::IValue(std::string v) : value_(std::move(v)) {}
IValue::IValue(const char* v) : value_(std::string(v)) {}
IValue::IValue(std::vector<std::int64_t> v) : value_(std::move(v)) {}
IValue::IValue(std::vector<double> v) : value_(std::move(v)) {}
IValue::IValue(std::vector<bool> v) : value_(std::move(v)) {}
IValue::IValue(IntArrayRef v) : value_(v.vec()) {}

IValue::IValue(const Scalar& s) {
  if (s.kind() == DType::boolean)
    value_ = s.toBool();
  else if (s.kind() == DType::int64)
    value_ = s.toLong();
  else
    value_ = s.toDouble();
}

std::shared_ptr<IValue::ConstantString> IValue::toString() const {
  return std::make_shared<ConstantString>(ConstantString{toStringRef()});
}
std::vector<std::int64_t> IValue::toIntVector() const { return get<std::vector<std::int64_t>>("IntList"); }
std::vector<double> IValue::toDoubleVector() const { return get<std::vector<double>>("DoubleList"); }
TensorList IValue::toTensorVector() const { return get<TensorList>("TensorList"); }

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
