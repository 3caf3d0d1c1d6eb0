#pragma once
// One row of facts per pointwise operation, read by its out-of-place and in-place forms alike.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/ops/pointwise.hpp>

namespace gradproof {

/// In which type an operation computes and what type its result has. `own`: in the tensor's, whatever the numbers.
enum class DTypeRule : std::uint8_t { promoted, floating, comparison, own };

/// Element types that an operation refuses, as bits of 1 << dtype.
using DTypeSet = std::uint16_t;
inline constexpr DTypeSet kRefuseBool = 1, kRefuseIntegers = 0x3f, kRefuseFloats = 0x3c0;

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
  DTypeSet refused = 0;  ///< computed types for which there is no kernel
};

struct UnaryOp {
  const char* name;
  PointwiseId id;
  DTypeRule dtype;
  GradientRule rule;  ///< edge self; saved: self or result, whichever the derivative reads
  enum Reads : std::uint8_t { nothing, self, result } reads;
  DTypeSet refused = 0;
};

/// An operation of a tensor and one or two numbers (an activation and its parameters). Edge self; saved: what the
/// derivative reads; attributes Numbers.
struct NumbersOp {
  const char* name;
  PointwiseId id;
  DTypeRule dtype;
  DTypeSet refused;
  GradientRule rule;
  UnaryOp::Reads reads;
  GradientRule in_place_rule;
  UnaryOp::Reads in_place_reads;
};
struct Numbers {
  Scalar first, second;
};

/// An operand of three: a tensor, or a number for every element.
struct TensorOrNumber {
  TensorOrNumber(const Tensor& t) : tensor(&t) {}
  TensorOrNumber(const Scalar& s) : number(s) {}
  const Tensor* tensor = nullptr;
  Scalar number;
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

/// Throws `dtype`: there is no `operation` of elements of this type.
[[noreturn]] void raise_refused(const char* operation, DType dtype);

/// `t` in another type, unrecorded; `t` itself when it has it already.
Tensor converted(const Tensor& t, DType dtype);
/// The layout of what elementwise operations make of `operands`: broadcast, in the order in which they lie in memory.
Layout result_layout(Inputs operands);
/// Where operands are computed: a single number of the host's goes where the others are.
Device common_device(Inputs operands);
/// `t` on the device of `out`, where it is such a number. Throws `device_access` for anything else that is elsewhere.
Tensor brought(const Tensor& t, const Tensor& out);
/// out[i] = f(a[i], b[i]) over out's sizes, computed in `dtype`.
void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Tensor& b);
void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Scalar& b);
void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a);
/// out[i] = f(out[i], b[i]) of one type, one shape and one device.
void launch_alike(PointwiseId id, const Tensor& out, const Tensor& b);
/// out[i] = f(a[i], b[i], c[i]); operands are converted to `dtype` as needed, a bool first operand of `where` is not.
/// Sixteen-bit types are computed and their numbers kept in float.
void launch(PointwiseId id, DType dtype, const Tensor& out, const TensorOrNumber& a, const TensorOrNumber& b,
            const TensorOrNumber& c);

/// The same of three operands and a number.
void launch(PointwiseId id, DType dtype, const Tensor& out, const TensorOrNumber& a, const TensorOrNumber& b,
            const TensorOrNumber& c, const Scalar& number);

/// The second form for a sixteen-bit type: the number is not rounded to it.
void launch_wide(PointwiseId id, const Tensor& out, const Tensor& a, const Scalar& b);

Tensor binary(const BinaryOp& op, const Tensor& a, const Tensor& b);
Tensor binary(const BinaryOp& op, const Tensor& a, const Scalar& b);
Tensor unary(const UnaryOp& op, const Tensor& a);
/// Throws `dtype` when a difference of operands of these types has a bool one.
void expect_no_bool(DType a, DType b);
/// kPow, or its shorter way for this exponent. Throws `value` for a negative power of integers.
const BinaryOp& power_op(const Tensor& base, const Scalar& exponent);
/// a + alpha * b, or a - alpha * b, as one operation.
Tensor add_scaled(const Tensor& a, const Tensor& b, const Scalar& alpha, bool subtract);
Tensor& add_scaled_(const Tensor& a, const Tensor& b, const Scalar& alpha, bool subtract);
/// Numbers that stay integers where they are.
Scalar negated(const Scalar& s);
Scalar product(const Scalar& a, const Scalar& b);
Tensor with_numbers(const NumbersOp& op, const Tensor& a, const Scalar& first, const Scalar& second = 0);
/// The same for an operand that the caller is done with: computed in its memory where nobody else can see it.
Tensor binary(const BinaryOp& op, Tensor&& a, const Tensor& b);
Tensor binary(const BinaryOp& op, Tensor&& a, const Scalar& b);

}  // namespace gradproof
