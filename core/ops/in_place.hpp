#pragma once
// What in-place forms are made of. Each asks the guard, keeps what its derivative needs of the old value, writes,
// declares the write, and rewrites history when it is recorded.
#include <gradproof/core/ops/pointwise_rows.hpp>

namespace gradproof {

/// Throws `dtype` where a result of one type may not be written to a destination of another: no floating result into
/// integers, nothing but bool into bool.
void expect_castable(const char* operation, DType result, DType destination);
/// Throws `shape` unless `broadcast` is self's own shape.
void expect_fits(const Tensor& self, IntArrayRef broadcast);
/// A recorded clone where `needed`: the derivative's own derivative goes through the old value's history.
Tensor old_value(const Tensor& self, bool needed);

Tensor& binary_(const BinaryOp& op, const Tensor& self, const Tensor& other);
Tensor& binary_(const BinaryOp& op, const Tensor& self, const Scalar& other);
Tensor& unary_(const UnaryOp& op, const Tensor& self);
Tensor& with_numbers_(const NumbersOp& op, const Tensor& self, const Scalar& first, const Scalar& second = 0);

/// Asks whether `operation` may write self, given that it reads `inputs` too; returns whether the write is recorded.
bool begin_write(const char* operation, const Tensor& self, Inputs inputs);
/// Writes `value` (unrecorded; anything that casts and fits) over self and declares the write. `node`, where there is
/// one, becomes self's producer.
Tensor& finish_write(const char* operation, const Tensor& self, const Tensor& value, Ref<Node> node = nullptr);

/// The node of a recorded write whose only output is self; null when it is not recorded.
template <class A = NoAttributes>
Ref<Node> write_node(bool recorded, const GradientRule& rule, const Tensor& self, Inputs inputs, Saves saved,
                     const A& attributes = {}) {
  const Tensor* result = &self;
  return recorded ? make_node(rule, {&result, 1}, inputs, saved, attributes) : nullptr;
}

}  // namespace gradproof
