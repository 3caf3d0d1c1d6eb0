#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// float and double through the blocked kernels of gemm.hpp, integers by plain loops that wrap around.
void matmul(DType dtype, const MatrixProduct& product);

}  // namespace gradproof::cpu
