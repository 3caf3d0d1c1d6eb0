#pragma once
#include <gradproof/core/cpu/row_kernels.hpp>

namespace gradproof::cpu {

/// Rows from this length on are worth the vector kernels.
inline constexpr std::int64_t kSimdLength = 64;

/// The vector kernel of a function of one or two operands for the best instruction set of this machine, or null where
/// there is none. Its rows are dense: the result's stride is its element size, an operand's that of the computed type
/// or, of the second or first of two, 0.
RowKernel simd_row_kernel(PointwiseId id, DType dtype);
/// The same of three operands, of which the first is dense.
TernaryRowKernel simd_ternary_row_kernel(PointwiseId id, DType dtype);
/// Writes n times the `bytes` bytes of `value` to a dense row; false, and nothing is written, where they are not 4 or 8
/// or there are no vector kernels.
bool simd_fill(void* row, std::int64_t n, const void* value, std::size_t bytes);

// Their parts in simd_activations.cpp.
RowKernel simd_activation(PointwiseId id, bool is_double);
TernaryRowKernel simd_ternary_activation(PointwiseId id, bool is_double);

}  // namespace gradproof::cpu
