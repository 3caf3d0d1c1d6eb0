// Truth, bits and comparisons in place. None has a derivative; a comparison that overwrites a recorded tensor cuts it
// off with zeros.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <limits>

namespace gradproof {
namespace {

void no_gradient(Backward& b) {
  for (std::size_t i = 0; i < b.node().edges().size(); ++i)
    if (b.wants(i)) b.give(i, zeros_like(b.grad()));
}

Kept keeps_nothing(bool, bool) { return {}; }
template <class F>
constexpr PointwiseId id = scalar::id_of<F>();
constexpr GradientRule kNone = {"", nullptr};

template <class F>
constexpr BinaryOp truth(const char* name) {
  return {name, id<F>, DTypeRule::comparison, kNone, kNone, keeps_nothing, false, false};
}
template <class F>
constexpr BinaryOp bits(const char* name, DTypeSet refused = kRefuseFloats) {
  return {name, id<F>, DTypeRule::promoted, kNone, kNone, keeps_nothing, false, false, refused};
}

constexpr BinaryOp kLogicalAnd = truth<scalar::LogicalAnd>("logical_and"),
                   kLogicalOr = truth<scalar::LogicalOr>("logical_or"),
                   kLogicalXor = truth<scalar::LogicalXor>("logical_xor"), kIsInf = truth<scalar::IsInf>("isinf"),
                   kIsFinite = truth<scalar::IsFinite>("isfinite"), kSignBit = truth<scalar::SignBit>("signbit");
constexpr BinaryOp kBitAnd = bits<scalar::BitAnd>("bitwise_and"), kBitOr = bits<scalar::BitOr>("bitwise_or"),
                   kBitXor = bits<scalar::BitXor>("bitwise_xor"),
                   kShiftLeft = bits<scalar::ShiftLeft>("lshift", kRefuseFloats | kRefuseBool),
                   kShiftRight = bits<scalar::ShiftRight>("rshift", kRefuseFloats | kRefuseBool);
constexpr UnaryOp kBitNot = {"bitwise_not", id<scalar::BitNot>, DTypeRule::promoted,
                             kNone,         UnaryOp::nothing,   kRefuseFloats};

/// PyTorch's two nodes of a comparison in place: against a number and against a tensor.
struct OverwriteRules {
  GradientRule number, tensor;
};

Tensor& compare_(const BinaryOp& op, const OverwriteRules& rules, const Tensor& self, const Tensor& other) {
  const bool recorded = begin_write(op.name, self, {&other});
  return finish_write(op.name, self, binary(op, self, other),
                      write_node(recorded, rules.tensor, self, {&self, &other}, {}));
}
Tensor& compare_(const BinaryOp& op, const OverwriteRules& rules, const Tensor& self, const Scalar& other) {
  const bool recorded = begin_write(op.name, self, {});
  return finish_write(op.name, self, binary(op, self, other), write_node(recorded, rules.number, self, {&self}, {}));
}
/// The truth of an unrecorded question, written over self; PyTorch leaves the history as it was.
Tensor& answer_(const char* name, const Tensor& self, const Tensor& answer) {
  NoGradGuard no_grad;
  begin_write(name, self, {});
  return finish_write(name, self, answer);
}

constexpr OverwriteRules kEqRules = {{"EqBackward0", no_gradient}, {"EqBackward1", no_gradient}},
                         kNeRules = {{"NeBackward0", no_gradient}, {"NeBackward1", no_gradient}},
                         kLtRules = {{"LtBackward0", no_gradient}, {"LtBackward1", no_gradient}},
                         kLeRules = {{"LeBackward0", no_gradient}, {"LeBackward1", no_gradient}},
                         kGtRules = {{"GtBackward0", no_gradient}, {"GtBackward1", no_gradient}},
                         kGeRules = {{"GeBackward0", no_gradient}, {"GeBackward1", no_gradient}};

}  // namespace

Tensor Tensor::isnan() const { return ne(*this); }
Tensor Tensor::isinf() const { return binary(kIsInf, *this, Scalar(false)); }
Tensor Tensor::isfinite() const { return binary(kIsFinite, *this, Scalar(false)); }
Tensor Tensor::signbit() const { return binary(kSignBit, *this, Scalar(false)); }
Tensor Tensor::bitwise_not() const { return unary(kBitNot, *this); }
Tensor& Tensor::bitwise_not_() const { return unary_(kBitNot, *this); }
Tensor& Tensor::logical_not_() const { return answer_("logical_not", *this, logical_not()); }

Tensor Tensor::logical_and(const Tensor& o) const { return binary(kLogicalAnd, *this, o); }
Tensor& Tensor::logical_and_(const Tensor& o) const { return answer_("logical_and", *this, logical_and(o)); }
Tensor Tensor::logical_or(const Tensor& o) const { return binary(kLogicalOr, *this, o); }
Tensor& Tensor::logical_or_(const Tensor& o) const { return answer_("logical_or", *this, logical_or(o)); }
Tensor Tensor::logical_xor(const Tensor& o) const { return binary(kLogicalXor, *this, o); }
Tensor& Tensor::logical_xor_(const Tensor& o) const { return answer_("logical_xor", *this, logical_xor(o)); }
Tensor Tensor::bitwise_and(const Tensor& o) const { return binary(kBitAnd, *this, o); }
Tensor& Tensor::bitwise_and_(const Tensor& o) const { return binary_(kBitAnd, *this, o); }
Tensor Tensor::bitwise_and(const Scalar& o) const { return binary(kBitAnd, *this, o); }
Tensor& Tensor::bitwise_and_(const Scalar& o) const { return binary_(kBitAnd, *this, o); }
Tensor Tensor::bitwise_or(const Tensor& o) const { return binary(kBitOr, *this, o); }
Tensor& Tensor::bitwise_or_(const Tensor& o) const { return binary_(kBitOr, *this, o); }
Tensor Tensor::bitwise_or(const Scalar& o) const { return binary(kBitOr, *this, o); }
Tensor& Tensor::bitwise_or_(const Scalar& o) const { return binary_(kBitOr, *this, o); }
Tensor Tensor::bitwise_xor(const Tensor& o) const { return binary(kBitXor, *this, o); }
Tensor& Tensor::bitwise_xor_(const Tensor& o) const { return binary_(kBitXor, *this, o); }
Tensor Tensor::bitwise_xor(const Scalar& o) const { return binary(kBitXor, *this, o); }
Tensor& Tensor::bitwise_xor_(const Scalar& o) const { return binary_(kBitXor, *this, o); }
Tensor Tensor::bitwise_left_shift(const Tensor& o) const { return binary(kShiftLeft, *this, o); }
Tensor& Tensor::bitwise_left_shift_(const Tensor& o) const { return binary_(kShiftLeft, *this, o); }
Tensor Tensor::bitwise_left_shift(const Scalar& o) const { return binary(kShiftLeft, *this, o); }
Tensor& Tensor::bitwise_left_shift_(const Scalar& o) const { return binary_(kShiftLeft, *this, o); }
Tensor Tensor::bitwise_right_shift(const Tensor& o) const { return binary(kShiftRight, *this, o); }
Tensor& Tensor::bitwise_right_shift_(const Tensor& o) const { return binary_(kShiftRight, *this, o); }
Tensor Tensor::bitwise_right_shift(const Scalar& o) const { return binary(kShiftRight, *this, o); }
Tensor& Tensor::bitwise_right_shift_(const Scalar& o) const { return binary_(kShiftRight, *this, o); }
Tensor& Tensor::eq_(const Tensor& o) const { return compare_(kEq, kEqRules, *this, o); }
Tensor& Tensor::eq_(const Scalar& o) const { return compare_(kEq, kEqRules, *this, o); }
Tensor& Tensor::ne_(const Tensor& o) const { return compare_(kNe, kNeRules, *this, o); }
Tensor& Tensor::ne_(const Scalar& o) const { return compare_(kNe, kNeRules, *this, o); }
Tensor& Tensor::lt_(const Tensor& o) const { return compare_(kLt, kLtRules, *this, o); }
Tensor& Tensor::lt_(const Scalar& o) const { return compare_(kLt, kLtRules, *this, o); }
Tensor& Tensor::le_(const Tensor& o) const { return compare_(kLe, kLeRules, *this, o); }
Tensor& Tensor::le_(const Scalar& o) const { return compare_(kLe, kLeRules, *this, o); }
Tensor& Tensor::gt_(const Tensor& o) const { return compare_(kGt, kGtRules, *this, o); }
Tensor& Tensor::gt_(const Scalar& o) const { return compare_(kGt, kGtRules, *this, o); }
Tensor& Tensor::ge_(const Tensor& o) const { return compare_(kGe, kGeRules, *this, o); }
Tensor& Tensor::ge_(const Scalar& o) const { return compare_(kGe, kGeRules, *this, o); }

Tensor isclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
  if (a.dtype() != b.dtype())
    raise(ErrorKind::dtype, std::string(scalar_name(a.dtype())) + " did not match " +
                                std::string(scalar_name(b.dtype())) + ": isclose compares tensors of one type");
  if (rtol < 0 || atol < 0) raise(ErrorKind::value, "isclose: rtol and atol must be non-negative");
  NoGradGuard no_grad;
  Tensor close = a.eq(b);
  if (equal_nan) close = close.logical_or(a.isnan().logical_and(b.isnan()));
  if (rtol == 0 && atol == 0) return close;
  const DType wide = is_floating(a.dtype()) ? a.dtype() : default_dtype();
  const Tensor x = a.to(wide), y = b.to(wide), error = (x - y).abs();
  return close.logical_or(error.isfinite().logical_and(error.le((y.abs() * rtol) + atol)));
}

Tensor Tensor::isclose(const Tensor& other, double rtol, double atol, bool equal_nan) const {
  return gradproof::isclose(*this, other, rtol, atol, equal_nan);
}
bool Tensor::allclose(const Tensor& other, double rtol, double atol, bool equal_nan) const {
  return gradproof::allclose(*this, other, rtol, atol, equal_nan);
}

bool allclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
  const Tensor close = isclose(a, b, rtol, atol, equal_nan);
  return close.sum().item<std::int64_t>() == close.numel();
}

}  // namespace gradproof
