#pragma once
#include <cstdint>
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// One row of a function of three operands, or of three and a number: where the result and the operands begin, and
/// their byte strides along the row.
using TernaryRowKernel = void (*)(char* const* at, std::int64_t n, const std::int64_t* strides);

/// The row function of a pointwise operation of three operands computed in `dtype`.
TernaryRowKernel ternary_row_kernel(PointwiseId id, DType dtype);

/// Walks the outer dimensions of `e` and calls row(pointers, n) for each innermost row.
template <class Row>
void for_each_row(const Elements& e, Row row) {
  char* at[Elements::kMaxOperands] = {};
  for (int k = 0; k < e.operands; ++k) at[k] = static_cast<char*>(e.operand[k].data);
  if (e.dims == 1) return row(at, e.sizes[0]);
  std::int64_t index[Elements::kMaxDims] = {};
  for (;;) {
    row(at, e.sizes[0]);
    int d = 1;
    for (; d < e.dims; ++d) {
      for (int k = 0; k < e.operands; ++k) at[k] += e.operand[k].strides[d];
      if (++index[d] < e.sizes[d]) break;
      for (int k = 0; k < e.operands; ++k) at[k] -= e.operand[k].strides[d] * e.sizes[d];
      index[d] = 0;
    }
    if (d == e.dims) return;
  }
}

}  // namespace gradproof::cpu
