#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// Folds operand 1 into operand 0 (backend.hpp). Floating sums and products are taken in short blocks of lanes whose
/// results go on in double, so that the error does not grow with the length.
void reduce(ReduceId id, DType dtype, const Elements& e);
/// The same for vector norms: what is added up, as sums are, is the elements' powers.
void norm(double order, DType dtype, const Elements& e);

}  // namespace gradproof::cpu
