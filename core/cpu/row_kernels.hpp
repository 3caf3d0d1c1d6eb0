#pragma once
#include <cstdint>
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// One row of a function of three operands, as RowKernel has it of two.
using TernaryRowKernel = void (*)(char* out, const char* a, const char* b, const char* c, std::int64_t n,
                                  std::int64_t out_stride, std::int64_t a_stride, std::int64_t b_stride,
                                  std::int64_t c_stride);

/// The row function of a pointwise operation of three operands computed in `dtype`.
TernaryRowKernel ternary_row_kernel(PointwiseId id, DType dtype);

/// Walks the outer dimensions of `e` and calls row(pointers, n) for each innermost row.
template <class Row>
void for_each_row(const Elements& e, Row row) {
  char* at[4] = {};
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
