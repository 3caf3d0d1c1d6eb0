#pragma once
// What operations along one dimension share: the shape of the kernel's rows, and the two inverse operations that carry
// gradients from chosen elements back to their places.
#include <gradproof/core/ops/reduced_dims.hpp>

namespace gradproof {

/// An operand as rows along one dimension.
struct Lanes {
  int dim;
  std::int64_t outer, size, inner;
};

/// Rows of `t` along `dim`. A 0-dim tensor is one row of one element. Throws `index`.
Lanes lanes_of(const Tensor& t, std::int64_t dim, const char* name);
/// Sizes of `t` with `size` along the rows.
std::vector<std::int64_t> resized(const Tensor& t, const Lanes& l, std::int64_t size);
/// A kernel's arguments for rows of dense `in` and results of length out_size.
Along along_of(const Lanes& l, const Tensor& in, const Tensor& out, std::int64_t out_size);

/// A choice made along a dimension: results and where each came from.
struct Chosen {
  Tensor values, indices;
};
/// Runs a choosing kernel over the rows of `t`; results have `out_size` elements along `l`.
Chosen choose(AlongId id, const Tensor& t, const Lanes& l, std::int64_t out_size, bool flag, std::int64_t number = 0);

/// Records `chosen`, whose values were picked from `t` by its indices along `dim`. `keepdim` false: dimension `dim` is
/// dropped from both first.
std::tuple<Tensor, Tensor> record_chosen(const GradientRule& rule, const Chosen& chosen, const Tensor& t,
                                         const Lanes& l, bool keepdim = true);
/// The derivative of all rules that record_chosen records: the gradient goes back to where the value came from.
void chosen_gradient(Backward& b);

/// Throws `index` when a row has no elements to choose from.
void expect_elements(const Tensor& t, const Lanes& l, const char* name);

}  // namespace gradproof
