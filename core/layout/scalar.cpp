#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/scalar.hpp>

namespace gradproof {

void Scalar::refuse_conversion(DType type) {
  raise(ErrorKind::value, "value cannot be converted to type " + std::string(name(type)) + " without overflow");
}

}  // namespace gradproof
