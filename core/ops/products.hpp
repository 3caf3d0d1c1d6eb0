#pragma once
// What matmul.cpp and linear_algebra*.cpp share: the checks of products, and the value of one, unrecorded.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// beta and alpha of a product that is added to a tensor: attributes of its node.
struct Weights {
  Scalar beta, alpha;
};

/// Throws `dtype` for bool.
void expect_multipliable(const char* operation, DType dtype);
/// Throws `shape` unless t has `dim` dimensions; `what` names the operand.
void expect_dim(const Tensor& t, std::int64_t dim, const char* operation, const char* what);
/// Throws `shape` unless a [.., m, k] and b [.., k, n] fit.
void expect_inner_sizes(const char* operation, const Tensor& a, const Tensor& b);
/// Throws `shape` unless a [batch, m, k] and b [batch, k, n] fit.
void expect_batches(const Tensor& a, const Tensor& b);

/// How a product is put together; a and b are [m, k] and [k, n], or both with a batch in front.
struct ProductOf {
  const Tensor &a, &b;
  const Tensor* added = nullptr;  ///< broadcasts to the result
  Weights weights = {1, 1};
  bool sum_batch = false;  ///< the items of the batch are added up
};
/// weights.beta * added + weights.alpha * a b, in a's dtype (sixteen-bit types by way of float32), read in place
/// whatever the strides. A beta of 0 does not read `added`. Sizes must fit.
Tensor product_value(const ProductOf& p);

/// t * s, t itself for 1.
Tensor scaled(const Tensor& t, const Scalar& s);

/// `t` under other sizes (as many elements; t is dense) as a result of its own, no view: `rule` leads back.
Tensor reinterpreted(const Tensor& t, IntArrayRef sizes, const GradientRule& rule);
/// The same, recorded as UnsafeViewBackward0.
Tensor unsafe_view(const Tensor& t, IntArrayRef sizes);

/// Writes `value` to self in place of an operation recorded as `node` (null: not recorded).
void write_result(const Tensor& self, const Tensor& value, Ref<Node> node);

}  // namespace gradproof
