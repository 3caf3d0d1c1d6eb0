// where, lerp, addcmul, addcdiv, and sums with a factor (alpha): value, derivative, in-place form.
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

constexpr PointwiseId kWhereId = scalar::id_of<scalar::Where>(), kLerpId = scalar::id_of<scalar::Lerp>(),
                      kAddProduct = scalar::id_of<scalar::AddProduct>(),
                      kAddQuotient = scalar::id_of<scalar::AddQuotient>();

Scalar number(Backward& b) { return b.attributes<ScalarOperand>().value; }

// where: saved the condition
// --------------------------------------------------------------------------------------------
void where_gradient(Backward& b) {
  const Tensor condition = b.saved(0);
  if (b.wants(0)) b.give(0, where(condition, b.grad(), 0));
  if (b.wants(1)) b.give(1, where(condition, 0, b.grad()));
}
constexpr GradientRule kWhere = {"WhereBackward0", where_gradient};

// lerp: self + weight * (end - self)
// ------------------------------------------------------------------------------------
void lerp_number_gradient(Backward& b) {
  const double weight = number(b).toDouble();
  if (b.wants(0)) b.give(0, b.grad() * (1 - weight));
  if (b.wants(1)) b.give(1, b.grad() * weight);
}
void lerp_gradient(Backward& b) {
  const Tensor weight = b.saved(2);
  if (b.wants(0)) b.give(0, b.grad() * (1 - weight));
  if (b.wants(1)) b.give(1, b.grad() * weight);
  if (b.wants(2)) b.give(2, b.grad() * (b.saved(1) - b.saved(0)));
}
constexpr GradientRule kLerpNumber = {"LerpBackward0", lerp_number_gradient}, kLerp = {"LerpBackward1", lerp_gradient};

// addcmul, addcdiv: self + value * tensor1 (* or /) tensor2; saved tensor1, tensor2
// --------------------------------------
void addcmul_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad());
  if (b.wants(1)) b.give(1, b.grad() * (b.saved(1) * number(b)));
  if (b.wants(2)) b.give(2, b.grad() * (b.saved(0) * number(b)));
}
void addcdiv_gradient(Backward& b) {
  const Tensor divisor = b.saved(1);
  if (b.wants(0)) b.give(0, b.grad());
  if (b.wants(1)) b.give(1, b.grad() * (number(b) / divisor));
  if (b.wants(2)) b.give(2, -b.grad() * (b.saved(0) * number(b) / (divisor * divisor)));
}
constexpr GradientRule kAddcmul = {"AddcmulBackward0", addcmul_gradient, true},
                       kAddcdiv = {"AddcdivBackward0", addcdiv_gradient};

// a + alpha * b
// ----------------------------------------------------------------------------------------------------------
void scaled_sum_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad());
  if (b.wants(1)) b.give(1, b.grad() * number(b));
}
void reverse_difference_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, b.grad() * number(b));
  if (b.wants(1)) b.give(1, b.grad());
}
void number_reverse_difference_gradient(Backward& b) { b.give(0, b.grad() * number(b)); }
constexpr GradientRule kAddScaled = {"AddBackward0", scaled_sum_gradient},
                       kSubScaled = {"SubBackward0", scaled_sum_gradient},
                       kRsub = {"RsubBackward0", reverse_difference_gradient},
                       kRsubNumber = {"RsubBackward1", number_reverse_difference_gradient};

// Values, unrecorded.
// ---------------------------------------------------------------------------------------------------------

Tensor chosen(const Tensor& condition, const Tensor& a, const Tensor& b) {
  if (condition.dtype() != DType::boolean && condition.dtype() != DType::uint8)
    raise(ErrorKind::dtype, "where expected condition to be a boolean tensor, but got a tensor with dtype " +
                                std::string(scalar_name(condition.dtype())));
  const DType dtype = result_type(a, b);
  Tensor out = make_result(result_layout({&condition, &a, &b}), dtype, common_device({&condition, &a, &b}));
  launch(kWhereId, dtype, out, converted(condition, DType::boolean), a, b);
  return out;
}

void expect_dtype(const char* what, const Tensor& t, DType due) {
  if (t.dtype() != due)
    raise(ErrorKind::dtype, "lerp: expected dtype " + std::string(name(due)) + " for `" + what + "` but got dtype " +
                                std::string(name(t.dtype())));
}
Tensor blended(const Tensor& self, const Tensor& end, const TensorOrNumber& weight) {
  if (!is_floating(self.dtype())) raise_refused("lerp", self.dtype());
  expect_dtype("end", end, self.dtype());
  if (weight.tensor) expect_dtype("weight", *weight.tensor, self.dtype());
  Tensor out =
      make_result(result_layout({&self, &end, weight.tensor ? weight.tensor : &end}), self.dtype(), self.device());
  launch(kLerpId, self.dtype(), out, self, end, weight);
  return out;
}

/// The type of self + value * a (* or /) b. Throws `dtype`, `value`.
DType term_type(PointwiseId id, const Tensor& self, const Tensor& a, const Tensor& b) {
  const DType dtype = promote(result_type(self, a), result_type(self, b));
  if (id == kAddQuotient && !is_floating(dtype))
    raise(ErrorKind::value, "Integer division with addcdiv is no longer supported; use a floating type");
  if (dtype == DType::boolean) raise_refused(id == kAddProduct ? "addcmul" : "addcdiv", dtype);
  return dtype;
}
Tensor with_term(PointwiseId id, const Tensor& self, const Tensor& a, const Tensor& b, const Scalar& value) {
  const DType dtype = term_type(id, self, a, b);
  Tensor out = make_result(result_layout({&self, &a, &b}), dtype, self.device());
  launch(id, dtype, out, self, a, b, value);
  return out;
}
/// Writes self + value * a (* or /) b over self, which is asked already: in one pass where that is self's own type.
Tensor& add_term(const char* name, PointwiseId id, DType dtype, const Tensor& self, const Tensor& a,
                 const TensorOrNumber& b, const Scalar& value, Ref<Node> node) {
  const auto sizes = broadcast_sizes(self.sizes(), a.sizes());
  expect_castable(name, dtype, self.dtype());
  expect_fits(self, b.tensor ? broadcast_sizes(sizes, b.tensor->sizes()) : sizes);
  const bool direct = dtype == self.dtype();
  const Tensor out = direct ? self : make_result_like(self, dtype);
  launch(id, dtype, out, self, a, b, value);
  if (!direct) return finish_write(name, self, out, std::move(node));
  wrote(self);
  if (node) rewrite_history(self, std::move(node));
  return self.handle();
}

/// The type of a + alpha * b under the rules of add or sub. Throws `dtype` for a floating alpha of integers.
DType scaled_type(const BinaryOp& op, DType promoted, const Scalar& alpha) {
  const DType dtype = computed_type(op, promoted);
  if (!is_floating(dtype) && alpha.kind() == DType::float64)
    raise(ErrorKind::dtype, "For integral input tensors, argument alpha must not be a floating point number.");
  return dtype;
}
Tensor scaled_sum(DType dtype, const TensorOrNumber& a, const Tensor& b, const Scalar& alpha) {
  Tensor out = make_result(a.tensor ? result_layout({a.tensor, &b}) : result_layout({&b}), dtype, b.device());
  launch(kAddProduct, dtype, out, a, b, Scalar(1), alpha);
  return out;
}

}  // namespace

Scalar negated(const Scalar& s) { return s.kind() == DType::float64 ? Scalar(-s.toDouble()) : Scalar(-s.toLong()); }
Scalar product(const Scalar& a, const Scalar& b) {
  const bool real = a.kind() == DType::float64 || b.kind() == DType::float64;
  return real ? Scalar(a.toDouble() * b.toDouble()) : Scalar(a.toLong() * b.toLong());
}

Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b) {
  Tensor out = chosen(condition, a, b);
  record(kWhere, out, {&a, &b}, {save(condition)});
  return out;
}
Tensor where(const Tensor& condition, const Scalar& a, const Tensor& b) {
  return where(condition, scalar_tensor(a, TensorOptions(result_type(b, a)).device(b.device())), b);
}
Tensor where(const Tensor& condition, const Tensor& a, const Scalar& b) {
  return where(condition, a, scalar_tensor(b, TensorOptions(result_type(a, b)).device(a.device())));
}
Tensor where(const Tensor& condition, const Scalar& a, const Scalar& b) {
  const auto type = [](const Scalar& s) { return s.kind() == DType::float64 ? default_dtype() : s.kind(); };
  const TensorOptions options = TensorOptions(promote(type(a), type(b))).device(condition.device());
  return where(condition, scalar_tensor(a, options), scalar_tensor(b, options));
}

Tensor Tensor::where(const Tensor& condition, const Tensor& other) const {
  return gradproof::where(condition, *this, other);
}
Tensor Tensor::where(const Tensor& condition, const Scalar& other) const {
  return gradproof::where(condition, *this, other);
}
Tensor Tensor::add(const Scalar& o, const Scalar& alpha) const { return add(product(o, alpha)); }
Tensor Tensor::sub(const Scalar& o, const Scalar& alpha) const { return sub(product(o, alpha)); }
Tensor& Tensor::add_(const Scalar& o, const Scalar& alpha) const { return add_(product(o, alpha)); }
Tensor& Tensor::sub_(const Scalar& o, const Scalar& alpha) const { return sub_(product(o, alpha)); }

Tensor Tensor::lerp(const Tensor& end, const Scalar& weight) const {
  Tensor out = blended(*this, end, weight);
  record(kLerpNumber, out, {this, &end}, {}, ScalarOperand{weight});
  return out;
}
Tensor Tensor::lerp(const Tensor& end, const Tensor& weight) const {
  Tensor out = blended(*this, end, weight);
  const bool needed = weight.requires_grad();
  record(kLerp, out, {this, &end, &weight}, {save(*this, needed), save(end, needed), save(weight)});
  return out;
}
Tensor& Tensor::lerp_(const Tensor& end, const Scalar& weight) const {
  const bool recorded = begin_write("lerp", *this, {&end});
  return finish_write("lerp", *this, blended(*this, end, weight),
                      write_node(recorded, kLerpNumber, *this, {this, &end}, {}, ScalarOperand{weight}));
}
Tensor& Tensor::lerp_(const Tensor& end, const Tensor& weight) const {
  const bool recorded = begin_write("lerp", *this, {&end, &weight}), needed = recorded && weight.requires_grad();
  const Tensor before = old_value(*this, needed);
  Ref<Node> node = write_node(recorded, kLerp, *this, {this, &end, &weight},
                              {save(before, needed), save(end, needed), save(weight)});
  return finish_write("lerp", *this, blended(*this, end, weight), std::move(node));
}

Tensor Tensor::addcmul(const Tensor& a, const Tensor& b, const Scalar& value) const {
  Tensor out = with_term(kAddProduct, *this, a, b, value);
  record(kAddcmul, out, {this, &a, &b}, {save(a, b.requires_grad()), save(b, a.requires_grad())}, ScalarOperand{value});
  return out;
}
Tensor Tensor::addcdiv(const Tensor& a, const Tensor& b, const Scalar& value) const {
  Tensor out = with_term(kAddQuotient, *this, a, b, value);
  record(kAddcdiv, out, {this, &a, &b}, {save(a, b.requires_grad()), save(b)}, ScalarOperand{value});
  return out;
}
Tensor& Tensor::addcmul_(const Tensor& a, const Tensor& b, const Scalar& value) const {
  const bool recorded = begin_write("addcmul", *this, {&a, &b});
  Ref<Node> node = write_node(recorded, kAddcmul, *this, {this, &a, &b},
                              {save(a, b.requires_grad()), save(b, a.requires_grad())}, ScalarOperand{value});
  return add_term("addcmul", kAddProduct, term_type(kAddProduct, *this, a, b), *this, a, b, value, std::move(node));
}
Tensor& Tensor::addcdiv_(const Tensor& a, const Tensor& b, const Scalar& value) const {
  const bool recorded = begin_write("addcdiv", *this, {&a, &b});
  Ref<Node> node = write_node(recorded, kAddcdiv, *this, {this, &a, &b}, {save(a, b.requires_grad()), save(b)},
                              ScalarOperand{value});
  return add_term("addcdiv", kAddQuotient, term_type(kAddQuotient, *this, a, b), *this, a, b, value, std::move(node));
}

Tensor add_scaled(const Tensor& a, const Tensor& b, const Scalar& alpha, bool subtract) {
  const Scalar factor = subtract ? negated(alpha) : alpha;
  const DType dtype = scaled_type(subtract ? kSub : kAdd, result_type(a, b), alpha);
  Tensor out = scaled_sum(dtype, a, b, factor);
  record(subtract ? kSubScaled : kAddScaled, out, {&a, &b}, {}, ScalarOperand{factor});
  return out;
}
Tensor& add_scaled_(const Tensor& a, const Tensor& b, const Scalar& alpha, bool subtract) {
  const char* name = subtract ? "sub" : "add";
  const Scalar factor = subtract ? negated(alpha) : alpha;
  const bool recorded = begin_write(name, a, {&b});
  const DType dtype = scaled_type(subtract ? kSub : kAdd, result_type(a, b), alpha);
  Ref<Node> node = write_node(recorded, subtract ? kSubScaled : kAddScaled, a, {&a, &b}, {}, ScalarOperand{factor});
  return add_term(name, kAddProduct, dtype, a, b, Scalar(1), factor, std::move(node));
}

Tensor rsub(const Tensor& input, const Tensor& other, const Scalar& alpha) {
  expect_no_bool(input.dtype(), other.dtype());
  const Scalar factor = negated(alpha);
  Tensor out = scaled_sum(scaled_type(kSub, result_type(input, other), alpha), other, input, factor);
  record(kRsub, out, {&input, &other}, {}, ScalarOperand{factor});
  return out;
}
Tensor rsub(const Tensor& input, const Scalar& other, const Scalar& alpha) {
  expect_no_bool(input.dtype(), other.kind());
  const Scalar factor = negated(alpha);
  Tensor out = scaled_sum(scaled_type(kSub, result_type(input, other), alpha), other, input, factor);
  record(kRsubNumber, out, {&input}, {}, ScalarOperand{factor});
  return out;
}

}  // namespace gradproof
