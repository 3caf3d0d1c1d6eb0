#pragma once
#include <gradproof/core/device/backend.hpp>
#include <initializer_list>

namespace gradproof {

/// One operand before it is laid out: memory, element size, and a layout that broadcasts to the range.
/// Without a layout it is one number that every element reads.
struct OperandSource {
  void* data;
  std::size_t element_size;
  const Layout* layout;
};

/// One operand of a range of one dimension, `step` bytes from element to element.
struct RowOperand {
  void* data;
  std::int64_t step;
};

/// Fills `e` for `n` elements in a row.
inline void build_row(Elements& e, std::int64_t n, std::initializer_list<RowOperand> operands) {
  e.dims = 1;
  e.sizes[0] = n;
  e.operands = int(operands.size());
  Operand* to = e.operand.data();
  for (const RowOperand& o : operands) {
    to->data = o.data;
    to++->strides[0] = o.step;
  }
}

/// Fills `e` for a range of `sizes` (operand 0 is the result): broadcasts, drops size-1 dimensions, joins neighbours
/// that every operand walks without a gap. Throws `not_implemented` beyond Elements::kMaxDims that cannot be joined.
void build_elements(Elements& e, IntArrayRef sizes, std::initializer_list<OperandSource> operands);

/// The same where nobody minds which element comes first: walks the result in the order in which it lies in memory.
void build_elements_in_order(Elements& e, IntArrayRef sizes, std::initializer_list<OperandSource> operands);

}  // namespace gradproof
