#pragma once
#include <gradproof/core/graph/record.hpp>

namespace gradproof {

/// After a recorded write: `self` is now output 0 of `writer`. Where self is a view, its root base becomes the output
/// of CopySlices(geometry of self, writer), and every view of the family is stale.
void rewrite_history(const Tensor& self, Ref<Node> writer);

/// Throws `overlap` when a write to `out` would read elements of `source` that it has already overwritten.
void expect_no_partial_overlap(const Tensor& out, const Tensor& source);

/// Throws `overlap` when `out` and `source` have an element in common: for a write in another order than the read.
void expect_apart(const Tensor& out, const Tensor& source);

}  // namespace gradproof
