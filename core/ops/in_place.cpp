// Writes. Every one asks the guard, keeps what its derivative needs of the old value, writes, declares the write, and
// rewrites history when it is recorded.
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {

void expect_castable(const char* operation, DType result, DType destination) {
  const bool loses_kind =
      (is_floating(result) && !is_floating(destination)) || (result != DType::boolean && destination == DType::boolean);
  if (loses_kind)
    raise(ErrorKind::dtype, std::string(operation) + "_: result type " + std::string(scalar_name(result)) +
                                " can't be cast to the desired output type " + std::string(scalar_name(destination)));
}

void expect_fits(const Tensor& self, IntArrayRef broadcast) {
  if (!(self.sizes() == broadcast))
    raise(ErrorKind::shape, "output with shape " + to_string(self.sizes()) + " doesn't match the broadcast shape " +
                                to_string(broadcast));
}

Tensor old_value(const Tensor& self, bool needed) { return needed ? self.clone() : Tensor(); }

namespace {

Save save_defined(const Tensor& t) { return save(t, t.defined()); }

/// Computes into self, by way of a temporary where the computed type is another.
template <class Operand>
void compute_into(const Tensor& self, PointwiseId id, DType dtype, const Operand& other) {
  if (self.dtype() == dtype) return launch(id, dtype, self, self, other);
  const Tensor wide = converted(self, dtype);
  launch(id, dtype, wide, wide, other);
  raw_copy(self, wide);
}

}  // namespace

Tensor& binary_(const BinaryOp& op, const Tensor& self, const Tensor& other) {
  const bool recorded = is_recorded({&self, &other}) && is_floating(self.dtype());
  expect_writable(self, recorded, op.name);
  const DType promoted = result_type(self, other);
  expect_castable(op.name, computed_type(op, promoted), self->dtype);
  expect_fits(self, broadcast_sizes(self->layout.sizes(), other->layout.sizes()));
  expect_no_partial_overlap(self, other);
  const Kept kept = recorded ? op.keeps(self.requires_grad(), other.requires_grad()) : Kept();
  const Tensor before = old_value(self, kept.self);
  // x.mul_(x), and x.mul_(a view of x), keep it as an output is kept: the node must not own the tensor that owns it.
  Ref<Node> node;
  const Tensor* result = &self;
  if (recorded)
    node = make_node(op.rule, {&result, 1}, {&self, &other},
                     {save_defined(before), {kept.other ? &other : nullptr, is_of_family(other, self)}, {}});
  const DType dtype = computed_type(op, promoted);
  compute_into(self, op.id, dtype, converted(other, dtype));
  wrote(self);
  if (!recorded) return self.handle();
  if (kept.result) node->saved()[2] = SavedTensor(self, true);
  rewrite_history(self, std::move(node));
  return self.handle();
}

Tensor& binary_(const BinaryOp& op, const Tensor& self, const Scalar& other) {
  const bool recorded = is_recorded({&self});
  expect_writable(self, recorded, op.name);
  const DType dtype = computed_type(op, result_type(self, other));
  expect_castable(op.name, dtype, self.dtype());
  const Tensor before = old_value(self, recorded && op.scalar_form_keeps_self);
  Ref<Node> node;
  const Tensor* result = &self;
  if (recorded) node = make_node(op.scalar_rule, {&result, 1}, {&self}, {save_defined(before)}, ScalarOperand{other});
  compute_into(self, op.id, dtype, other);
  wrote(self);
  if (recorded) rewrite_history(self, std::move(node));
  return self.handle();
}

Tensor& unary_(const UnaryOp& op, const Tensor& self) {
  const bool recorded = is_recorded({&self});
  expect_writable(self, recorded, op.name);
  const DType dtype = computed_type(op, self.dtype());
  expect_castable(op.name, dtype, self.dtype());
  const Tensor before = old_value(self, recorded && op.reads == UnaryOp::self);
  Ref<Node> node;
  const Tensor* result = &self;
  if (recorded) node = make_node(op.rule, {&result, 1}, {&self}, {save_defined(before)});
  launch(op.id, dtype, self, self);
  wrote(self);
  if (!recorded) return self.handle();
  if (op.reads == UnaryOp::result) node->saved()[0] = SavedTensor(self, true);
  rewrite_history(self, std::move(node));
  return self.handle();
}

namespace {

// fill, copy ---------------------------------------------------------------------------------------------------------
void fill_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, zeros_like(b.grad()));
}
void fill_tensor_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, zeros_like(b.grad()));
  if (b.wants(1)) b.give(1, b.grad().sum());
}
void copy_gradient(Backward& b) {
  if (b.wants(0)) b.give(0, zeros_like(b.grad()));
  if (b.wants(1)) b.give(1, b.grad());
}
constexpr GradientRule kZero = {"ZeroBackward0", fill_gradient};
constexpr GradientRule kFill = {"FillBackward2", fill_gradient};
constexpr GradientRule kFillTensor = {"FillBackward3", fill_tensor_gradient};
constexpr GradientRule kCopy = {"torch::autograd::CopyBackwards", copy_gradient};

[[gnu::noinline]] void write_value_recorded(const Tensor& self, const Scalar& value, const GradientRule& rule,
                                            const char* name) {
  expect_fillable(self, true, name);
  const Tensor* result = &self;
  Ref<Node> node = make_node(rule, {&result, 1}, {&self}, {});
  fill_raw(self, value);
  wrote(self);
  rewrite_history(self, std::move(node));
}

void write_value(const Tensor& self, const Scalar& value, const GradientRule& rule, const char* name) {
  if (is_recorded({&self})) return write_value_recorded(self, value, rule, name);
  expect_fillable(self, false, name);
  fill_raw(self, value);
  wrote(self);
}

/// Writes `source` over self, recorded under `rule` with edges self, source.
void write_tensor(const Tensor& self, const Tensor& source, const GradientRule& rule, const char* name,
                  bool non_blocking = false) {
  const bool recorded = is_recorded({&self, &source}) && is_floating(self.dtype());
  expect_writable(self, recorded, name);
  if (&rule == &kCopy) broadcast_sizes(self.sizes(), source.sizes());  // says it in PyTorch's words for copy_
  expect_expandable(source.sizes(), self.sizes());
  if (&rule == &kCopy) expect_no_partial_overlap(self, source);  // one number does not change while it is written
  Ref<Node> node;
  const Tensor* result = &self;
  if (recorded) node = make_node(rule, {&result, 1}, {&self, &source}, {});
  if (!self.is_same(source)) raw_copy(self, source, non_blocking);
  wrote(self);
  if (recorded) rewrite_history(self, std::move(node));
}

}  // namespace

Tensor& Tensor::zero_() const { return write_value(*this, 0, kZero, "zero_"), handle(); }
Tensor& Tensor::fill_(const Scalar& value) const {
  value.expect_fits(dtype());
  return write_value(*this, value, kFill, "fill_"), handle();
}
Tensor& Tensor::fill_(const Tensor& value) const {
  if (value.dim() != 0)
    raise(ErrorKind::shape, "fill_ only supports 0-dimension value tensor but got tensor with " +
                                std::to_string(value.dim()) + " dimensions.");
  return write_tensor(*this, value, kFillTensor, "fill_"), handle();
}
Tensor& Tensor::copy_(const Tensor& source, bool non_blocking) const {
  return write_tensor(*this, source, kCopy, "copy_", non_blocking), handle();
}

Tensor& Tensor::add_(const Tensor& o, const Scalar& alpha) const {
  return alpha.toDouble() == 1 ? binary_(kAdd, *this, o) : add_scaled_(*this, o, alpha, false);
}
Tensor& Tensor::add_(const Scalar& o) const { return binary_(kAdd, *this, o); }
Tensor& Tensor::sub_(const Tensor& o, const Scalar& alpha) const {
  if (dtype() != o.dtype()) expect_no_bool(dtype(), o.dtype());
  return alpha.toDouble() == 1 ? binary_(kSub, *this, o) : add_scaled_(*this, o, alpha, true);
}
Tensor& Tensor::sub_(const Scalar& o) const {
  expect_no_bool(dtype(), o.kind());
  return binary_(kSub, *this, o);
}
Tensor& Tensor::mul_(const Tensor& o) const { return binary_(kMul, *this, o); }
Tensor& Tensor::mul_(const Scalar& o) const { return binary_(kMul, *this, o); }
Tensor& Tensor::div_(const Tensor& o) const { return binary_(kDiv, *this, o); }
Tensor& Tensor::div_(const Scalar& o) const { return binary_(kDiv, *this, o); }
Tensor& Tensor::pow_(const Tensor& e) const { return binary_(kPow, *this, e); }
Tensor& Tensor::pow_(const Scalar& e) const { return binary_(power_op(*this, e), *this, e); }
Tensor& Tensor::neg_() const { return unary_(kNeg, *this); }
Tensor& Tensor::exp_() const { return unary_(kExp, *this); }
Tensor& Tensor::log_() const { return unary_(kLog, *this); }
Tensor& Tensor::relu_() const { return unary_(kRelu, *this); }
Tensor& Tensor::sigmoid_() const { return unary_(kSigmoid, *this); }
Tensor& Tensor::tanh_() const { return unary_(kTanh, *this); }
Tensor& Tensor::sqrt_() const { return unary_(kSqrt, *this); }
Tensor& Tensor::rsqrt_() const { return unary_(kRsqrt, *this); }
Tensor& Tensor::reciprocal_() const { return unary_(kReciprocal, *this); }
Tensor& Tensor::abs_() const { return unary_(kAbs, *this); }
Tensor& Tensor::sin_() const { return unary_(kSin, *this); }
Tensor& Tensor::cos_() const { return unary_(kCos, *this); }

}  // namespace gradproof
