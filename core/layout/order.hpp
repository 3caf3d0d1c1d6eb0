#pragma once
#include <gradproof/core/layout/layout.hpp>
#include <span>

namespace gradproof {

/// A dense layout of `sizes` whose dimensions lie in memory in the order in which those of `operands` do, the first
/// operand deciding where two disagree: what PyTorch gives the result of an elementwise operation, so that a transposed
/// operand has a transposed result. Operands broadcast to `sizes`; one with stride 0 in a dimension says nothing of it.
Layout dense_in_order(IntArrayRef sizes, std::span<const Layout* const> operands);

/// The layout of a copy that preserves the memory format: the same strides where each element has a place of its own
/// and there are no gaps, else a dense one in the same order. Offset 0.
Layout preserved(const Layout& layout);

/// Each element has a place of its own and there are no gaps.
bool is_dense(const Layout& layout);

}  // namespace gradproof
