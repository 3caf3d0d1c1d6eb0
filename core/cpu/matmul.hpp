#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// out[m, n] = a[m, k] * b[k, n], any strides; out is dense and row-major. Accumulates in the element type.
void matmul(DType dtype, void* out, MatrixView a, MatrixView b, std::int64_t m, std::int64_t n, std::int64_t k);

}  // namespace gradproof::cpu
