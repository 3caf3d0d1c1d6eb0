#pragma once
// What every out= form ends in. An operation computes its result as ever, unrecorded, and writes it here.
#include <gradproof/core/graph/record.hpp>

namespace gradproof {

/// Asks whether `operation` may write its result to `out`. Throws `out_requires_grad` when grad mode is on and `out` or
/// an input requires grad, `overlap` when out's elements overlap one another or, in part, an input's.
void expect_out(const char* operation, const Tensor& out, Inputs inputs);

/// Copies `result` to `out` through out's strides, converting, and counts as one write. An `out` of another shape takes
/// the result's: it is resized, in its own bytes where they suffice. Throws `dtype` when the result's type does not
/// cast to out's.
Tensor& write_out(const Tensor& out, const Tensor& result);

/// expect_out, compute() unrecorded, write_out.
template <class Compute>
Tensor& compute_out(const char* operation, const Tensor& out, Inputs inputs, Compute compute) {
  expect_out(operation, out, inputs);
  Tensor result;
  {
    NoGradGuard no_grad;
    result = compute();
  }
  return write_out(out, result);
}

}  // namespace gradproof
