#pragma once
// What reductions share: which dimensions go, the unrecorded fold, and gradients brought back to the operand's shape.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// Which dimensions were reduced (bit d), and whether they stayed with size 1.
struct ReducedDims {
  std::uint64_t mask;
  bool keepdim;
};

/// The dimensions named in `dims` as bits; all when there are none. Throws `index`, `value`.
std::uint64_t mask_of(IntArrayRef dims, int rank, const char* name);
/// The same for a tensor, which may be 0-dim: then there is nothing to reduce.
std::uint64_t mask_of(IntArrayRef dims, const Tensor& t, const char* name);
/// The bits as dimensions of `t`.
std::vector<std::int64_t> dims_of(std::uint64_t mask, const Tensor& t);
/// Elements that go into one result.
std::int64_t reduced_count(const Tensor& t, std::uint64_t mask);

/// Fold of `t`, converted to `dtype`, over the dimensions in `mask`, which stay with size 1; unrecorded. `start` is the
/// result where there is nothing to fold.
Tensor reduce_kept(ReduceId id, const Tensor& t, std::uint64_t mask, DType dtype, const Scalar& start);
/// The same for a vector norm, of float32 or float64: 0 where there is nothing to fold.
Tensor norm_kept(double order, const Tensor& t, std::uint64_t mask, DType dtype);
/// Takes the dimensions in `mask`, all of size 1, away from a fresh result.
void drop_reduced(const Tensor& t, std::uint64_t mask);

/// A result or its gradient with the reduced dimensions put back as size 1, so that it broadcasts to the operand.
Tensor restored(const Tensor& t, const ReducedDims& r, std::size_t rank);

/// record() for an operation with two results, outputs 0 and 1 of one node.
template <class A>
void record_both(const GradientRule& rule, const Tensor& first, const Tensor& second, Inputs inputs, Saves saved,
                 const A& attributes) {
  if (!is_recorded(inputs) || !is_floating(first.dtype())) return;
  const Tensor* results[] = {&first, &second};
  Ref<Node> node = Node::create(rule, int(inputs.size()), int(saved.size()), results, attributes);
  for (std::uint32_t k = 0; k < 2; ++k) {
    (*results[k])->producer = node;
    (*results[k])->output_nr = k;
  }
  connect(*node, inputs, saved);
}

/// `t` dense, unrecorded; `t` itself when it is.
Tensor dense(const Tensor& t);

}  // namespace gradproof
