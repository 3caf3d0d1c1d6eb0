#pragma once
#include <gradproof/core/ops/raw.hpp>

namespace gradproof {

/// Throws `dtype` or `shape` unless `index` (int32 or int64) gives positions along `dim` for elements of `t`: the same
/// rank, and no larger than t in the other dimensions.
void expect_index_fits(const Tensor& t, int dim, const Tensor& index, const char* name);
/// The same for a write of `src`, which has t's type and is nowhere smaller than the index.
void expect_scatter_fits(const Tensor& t, int dim, const Tensor& index, const Tensor& src, const char* name);
/// The part of `src` that stands beside the index.
Tensor as_large_as(const Tensor& index, const Tensor& src);
/// Where the elements of `t` that `index` names lie. Throws `index` for a position out of range.
Indexed element_index(const Tensor& t, int dim, const Tensor& index, const char* name);

}  // namespace gradproof
