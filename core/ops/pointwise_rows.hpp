#pragma once
// One row of facts per pointwise operation, read by its out-of-place and in-place forms alike.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/ops/pointwise.hpp>

namespace gradproof {

/// In which type an operation computes and what type its result has.
enum class DTypeRule : std::uint8_t { promoted, floating, comparison };

/// What a two-operand derivative keeps, given which operands want a gradient.
struct Kept {
  bool self = false, other = false, result = false;
};

struct BinaryOp {
  const char* name;
  PointwiseId id;
  DTypeRule dtype;
  GradientRule rule;         ///< both operands tensors: edges self, other; saved self, other, result
  GradientRule scalar_rule;  ///< other a number: edge self; saved self; attribute ScalarOperand
  Kept (*keeps)(bool self_wants, bool other_wants);
  bool scalar_form_keeps_self;
  bool refuses_bool;
};

struct UnaryOp {
  const char* name;
  PointwiseId id;
  DTypeRule dtype;
  GradientRule rule;  ///< edge self; saved: self or result, whichever the derivative reads
  enum Reads : std::uint8_t { nothing, self, result } reads;
};

struct ScalarOperand {
  Scalar value;
};

extern const BinaryOp kAdd, kSub, kMul, kDiv, kPow, kMaximum, kMinimum, kEq, kNe, kLt, kLe, kGt, kGe;
extern const UnaryOp kNeg, kExp, kLog, kRelu, kSigmoid, kTanh, kSqrt, kRsqrt, kReciprocal, kAbs, kSign, kSin, kCos;

/// The type in which tensors (a 0-dim one yields to the other) or a tensor and a number are computed.
DType result_type(const Tensor& a, const Tensor& b);
DType result_type(const Tensor& a, const Scalar& b);
/// The computed type under an operation's rule. Throws `dtype` where the operation refuses it.
DType computed_type(const BinaryOp& op, DType promoted);
DType computed_type(const UnaryOp& op, DType own);

/// `t` in another type, unrecorded; `t` itself when it has it already.
Tensor converted(const Tensor& t, DType dtype);
/// out[i] = f(a[i], b[i]) over out's sizes, computed in `dtype`.
void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Tensor& b);
void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Scalar& b);
void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a);

Tensor binary(const BinaryOp& op, const Tensor& a, const Tensor& b);
Tensor binary(const BinaryOp& op, const Tensor& a, const Scalar& b);
Tensor unary(const UnaryOp& op, const Tensor& a);
/// The same for an operand that the caller is done with: computed in its memory where nobody else can see it.
Tensor binary(const BinaryOp& op, Tensor&& a, const Tensor& b);
Tensor binary(const BinaryOp& op, Tensor&& a, const Scalar& b);

}  // namespace gradproof
