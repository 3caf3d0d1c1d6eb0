#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// Adds operand 1 into the cleared operand 0 (bool is never asked for). Long rows of float32 are added up in sixteen
/// lanes of short blocks whose sums go on in double, so that the error does not grow with the length.
void sum(DType dtype, const Elements& e);

}  // namespace gradproof::cpu
