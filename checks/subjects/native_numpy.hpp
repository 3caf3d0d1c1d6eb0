#pragma once
// What numpy does otherwise than PyTorch, for arrays that are computed with as tensors.
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <string>

namespace gradproof::checks::native {

/// As numpy prints an array of these values.
std::string array_text(const Tensor& t);

/// The operands of `op` in the types that numpy computes them in: integers beside floats, and in quotients, as double.
Arguments promoted_as_numpy(std::string_view op, const Arguments& operands);

}  // namespace gradproof::checks::native
