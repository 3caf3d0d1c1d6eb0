// clamp, clamp_min, clamp_max with numbers and with tensors: value, derivative, in-place form. Bounds that are numbers
// take the gradient of what lies on them, tensors share it.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

enum { kSelf, kLow, kHigh };

// One tensor as bound: equal ones share, NaN loses to nobody.
void give_shared(Backward& b, const Tensor& equal, const Tensor& below, const Tensor& above, bool low) {
  const Tensor share = where(equal, b.grad() * 0.5, b.grad());
  if (b.wants(0)) b.give(0, where(low ? below : above, 0, share));
  if (b.wants(1)) b.give(1, where(low ? above : below, 0, share));
}
template <bool Low>
void bound_gradient(Backward& b) {
  const Tensor x = b.saved(0), bound = b.saved(1);
  give_shared(b, x.eq(bound), x.lt(bound), x.gt(bound), Low);
}
// Numbers: only strictly inside.
void low_number_gradient(Backward& b) {
  b.give(0, where(b.saved(0).gt(b.attributes<ScalarOperand>().value), b.grad(), 0));
}
void high_number_gradient(Backward& b) {
  b.give(0, where(b.saved(0).lt(b.attributes<ScalarOperand>().value), b.grad(), 0));
}
void numbers_gradient(Backward& b) {
  const Tensor x = b.saved(0);
  const auto& bounds = b.attributes<Numbers>();
  b.give(0, where(x.gt(bounds.first).logical_and(x.lt(bounds.second)), b.grad(), 0));
}
// Both tensors: on one of two bounds shared, where the bounds meet self's, where they cross the upper one's.
void tensors_gradient(Backward& b) {
  const Tensor x = b.saved(kSelf), low = b.saved(kLow), high = b.saved(kHigh);
  const Tensor apart = low.lt(high), ordered = low.le(high), crossed = low.gt(high);
  const Tensor half = b.grad() * 0.5;
  const Tensor at_low = apart.logical_and(x.eq(low)), at_high = apart.logical_and(x.eq(high));
  const Tensor below = x.lt(low), above = x.gt(high);
  if (b.wants(kSelf)) {
    const Tensor share = where(at_low.logical_or(at_high), half, b.grad());
    b.give(kSelf, where(below.logical_or(above).logical_or(crossed), 0, share));
  }
  if (b.wants(kLow)) b.give(kLow, where(below.logical_and(ordered), b.grad(), where(at_low, half, 0)));
  if (b.wants(kHigh))
    b.give(kHigh, where(crossed.logical_or(above.logical_and(ordered)), b.grad(), where(at_high, half, 0)));
}

Kept keeps_both(bool, bool) { return {true, true}; }

constexpr PointwiseId kMax = scalar::id_of<scalar::Maximum>(), kMin = scalar::id_of<scalar::Minimum>();
constexpr auto kPromoted = DTypeRule::promoted;

// clang-format off
//                              name         fn    type       tensor bound                          number                                       keeps       self  bool   refuses
constexpr BinaryOp kClampMin =  {"clamp_min", kMax, kPromoted, {"ClampMinBackward1", bound_gradient<true>},  {"ClampMinBackward0", low_number_gradient},  keeps_both, true, false};
constexpr BinaryOp kClampMax =  {"clamp_max", kMin, kPromoted, {"ClampMaxBackward1", bound_gradient<false>}, {"ClampMaxBackward0", high_number_gradient}, keeps_both, true, false};
constexpr BinaryOp kClampLow =  {"clamp",     kMax, kPromoted, {"ClampBackward0", bound_gradient<true>},     {"ClampBackward1", low_number_gradient},     keeps_both, true, false};
constexpr BinaryOp kClampHigh = {"clamp",     kMin, kPromoted, {"ClampBackward0", bound_gradient<false>},    {"ClampBackward1", high_number_gradient},    keeps_both, true, false};
// clang-format on
constexpr PointwiseId kBothId = scalar::id_of<scalar::Clamp>();
constexpr GradientRule kNumbersRule = {"ClampBackward1", numbers_gradient};
constexpr GradientRule kTensorsRule = {"ClampBackward0", tensors_gradient};
constexpr NumbersOp kClamp = {"clamp",      kBothId,       kPromoted,    kRefuseBool,
                              kNumbersRule, UnaryOp::self, kNumbersRule, UnaryOp::self};

/// A negative bound of unsigned elements is 0.
Scalar lowest(const Tensor& t, const Scalar& bound) {
  return t.dtype() == DType::uint8 && bound.kind() != DType::float64 && bound.toLong() < 0 ? Scalar(0) : bound;
}

[[noreturn]] void raise_unbounded() {
  raise(ErrorKind::argument, "torch.clamp: At least one of 'min' or 'max' must not be None");
}

Tensor between(const Tensor& x, const Tensor& low, const Tensor& high) {
  const DType dtype = promote(result_type(x, low), result_type(x, high));
  if (dtype == DType::boolean) raise_refused("clamp", dtype);
  Tensor out = make_result(result_layout({&x, &low, &high}), dtype, x.device());
  launch(kBothId, dtype, out, x, low, high);
  return out;
}

}  // namespace

Tensor Tensor::clamp(const std::optional<Scalar>& min, const std::optional<Scalar>& max) const {
  if (!min && !max) raise_unbounded();
  if (min && max) return with_numbers(kClamp, *this, lowest(*this, *min), *max);
  return min ? binary(kClampLow, *this, *min) : binary(kClampHigh, *this, *max);
}
Tensor Tensor::clamp(const std::optional<Tensor>& min, const std::optional<Tensor>& max) const {
  if (!min && !max) raise_unbounded();
  if (!max) return binary(kClampLow, *this, *min);
  if (!min) return binary(kClampHigh, *this, *max);
  Tensor out = between(*this, *min, *max);
  record(kTensorsRule, out, {this, &*min, &*max}, {save(*this), save(*min), save(*max)});
  return out;
}
Tensor Tensor::clamp_min(const Scalar& min) const { return binary(kClampMin, *this, min); }
Tensor Tensor::clamp_min(const Tensor& min) const { return binary(kClampMin, *this, min); }
Tensor Tensor::clamp_max(const Scalar& max) const { return binary(kClampMax, *this, max); }
Tensor Tensor::clamp_max(const Tensor& max) const { return binary(kClampMax, *this, max); }

Tensor& Tensor::clamp_(const std::optional<Scalar>& min, const std::optional<Scalar>& max) const {
  if (!min && !max) raise_unbounded();
  if (min && max) return with_numbers_(kClamp, *this, lowest(*this, *min), *max);
  return min ? binary_(kClampLow, *this, *min) : binary_(kClampHigh, *this, *max);
}
Tensor& Tensor::clamp_(const std::optional<Tensor>& min, const std::optional<Tensor>& max) const {
  if (!min && !max) raise_unbounded();
  if (!max) return binary_(kClampLow, *this, *min);
  if (!min) return binary_(kClampHigh, *this, *max);
  const bool recorded = begin_write("clamp", *this, {&*min, &*max});
  const Tensor before = old_value(*this, recorded);
  Ref<Node> node =
      write_node(recorded, kTensorsRule, *this, {this, &*min, &*max}, {save(before, recorded), save(*min), save(*max)});
  return finish_write("clamp", *this, between(*this, *min, *max), std::move(node));
}
Tensor& Tensor::clamp_min_(const Scalar& min) const { return binary_(kClampMin, *this, min); }
Tensor& Tensor::clamp_min_(const Tensor& min) const { return binary_(kClampMin, *this, min); }
Tensor& Tensor::clamp_max_(const Scalar& max) const { return binary_(kClampMax, *this, max); }
Tensor& Tensor::clamp_max_(const Tensor& max) const { return binary_(kClampMax, *this, max); }

}  // namespace gradproof
