#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/scalar.hpp>

namespace gradproof {
namespace {

/// The C++ type, as PyTorch's message names it.
const char* converted_to(DType type) {
  static constexpr const char* kNames[] = {"bool",    "uint8_t",   "int8_t",        "int16_t", "int",
                                           "int64_t", "c10::Half", "c10::BFloat16", "float",   "double"};
  static_assert(std::size(kNames) == kDTypeCount);
  return kNames[std::size_t(type)];
}

}  // namespace

void Scalar::refuse_conversion(DType type) {
  raise(ErrorKind::value, std::string("value cannot be converted to type ") + converted_to(type) + " without overflow");
}

void Scalar::expect_fits_narrow(DType type) const {
  visit(type, [&](auto tag) { static_cast<void>(to<typename decltype(tag)::type>()); });
}

}  // namespace gradproof
