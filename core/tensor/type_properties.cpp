#include <array>
#include <gradproof/core/tensor/type_properties.hpp>
#include <utility>

namespace gradproof {
namespace {

template <std::size_t... I>
std::array<DeprecatedTypeProperties, sizeof...(I)> one_of_each(std::index_sequence<I...>) {
  return {DeprecatedTypeProperties(DType(I))...};
}

}  // namespace

DeprecatedTypeProperties& CPU(DType type) {
  static auto all = one_of_each(std::make_index_sequence<kDTypeCount>());
  expect_supported(type);
  return all[std::size_t(type)];
}

std::string DeprecatedTypeProperties::toString() const { return "CPU" + std::string(scalar_name(type_)) + "Type"; }

}  // namespace gradproof
