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

/// Fills `e` for a range of `sizes` (operand 0 is the result): broadcasts, drops size-1 dimensions, joins neighbours
/// that every operand walks without a gap. Throws `not_implemented` beyond Elements::kMaxDims that cannot be joined.
void build_elements(Elements& e, IntArrayRef sizes, std::initializer_list<OperandSource> operands);

}  // namespace gradproof
