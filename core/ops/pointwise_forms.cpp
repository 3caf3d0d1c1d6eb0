// How a pointwise operation runs, whichever it is: types, broadcasting, launch, record.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {
namespace {

// A 0-dim tensor or a number changes the type only when it is of a higher kind (floating beats integer beats bool).
DType yield_to(DType dimensioned, DType lesser) {
  if (is_floating(dimensioned)) return dimensioned;
  if (dimensioned == DType::boolean || is_floating(lesser)) return promote(dimensioned, lesser);
  return dimensioned;
}

OperandSource source(const Tensor& t) { return {t->data(), t.element_size(), &t.layout()}; }

void expect_same_device(const Tensor& a, const Tensor& b) {
  if (!(a.device() == b.device())) [[unlikely]]
    raise(ErrorKind::device_access, "Expected all tensors to be on the same device, but found at least two devices, " +
                                        a.device().str() + " and " + b.device().str() + "; move one with .to()");
}

Layout result_layout(const Tensor& a, const Tensor& b) {
  if (a.sizes() == b.sizes()) return Layout(a.sizes());
  return Layout(broadcast_sizes(a.sizes(), b.sizes()));
}

/// Of sixteen-bit types: whether PyTorch rounds a number operand to the type before it computes in float.
bool rounds_number(PointwiseId id) {
  return id == kPow.id || id == scalar::id_of<scalar::Fmod>() || id == scalar::id_of<scalar::Remainder>();
}

DType type_of_result(DTypeRule rule, DType computed) {
  return rule == DTypeRule::comparison ? DType::boolean : computed;
}

}  // namespace

DType result_type(const Tensor& a, const Tensor& b) {
  if (a.dtype() == b.dtype()) return a.dtype();
  const bool a_dims = a.dim() > 0, b_dims = b.dim() > 0;
  if (a_dims == b_dims) return promote(a.dtype(), b.dtype());
  return a_dims ? yield_to(a.dtype(), b.dtype()) : yield_to(b.dtype(), a.dtype());
}

DType result_type(const Tensor& a, const Scalar& b) {
  return yield_to(a.dtype(), b.kind() == DType::float64 ? default_dtype() : b.kind());
}

DType computed_type(const BinaryOp& op, DType promoted) {
  if (op.refuses_bool && promoted == DType::boolean)
    raise(ErrorKind::dtype,
          "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
          "operator instead.");
  const DType computed = op.dtype == DTypeRule::floating && !is_floating(promoted) ? default_dtype() : promoted;
  if (op.refused >> int(computed) & 1) [[unlikely]]
    raise_refused(op.name, computed);
  return computed;
}

DType computed_type(const UnaryOp& op, DType own) {
  if (own == DType::boolean && op.id == kNeg.id)
    raise(ErrorKind::dtype,
          "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the "
          "`~` or `logical_not()` operator instead.");
  const DType computed = op.dtype == DTypeRule::floating && !is_floating(own) ? default_dtype() : own;
  if (op.refused >> int(computed) & 1) [[unlikely]]
    raise_refused(op.name, computed);
  return computed;
}

Tensor converted(const Tensor& t, DType dtype) {
  if (t.dtype() == dtype) [[likely]]
    return t;
  Tensor out = make_result(Layout(t.sizes()), dtype, t.device());
  if (out.numel() == 0) return out;
  Elements e;
  build_elements(e, out.sizes(), {source(out), source(t)});
  t.device().backend().copy(dtype, t.dtype(), e);
  return out;
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Tensor& b) {
  if (out.numel() == 0) return;
  expect_same_device(a, b);
  Elements e;
  build_elements(e, out.sizes(), {source(out), source(a), source(b)});
  out.device().backend().launch(id, dtype, e);
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Scalar& b) {
  if (out.numel() == 0) return;
  if (size_of(dtype) == 2 && out.dtype() == dtype && is_floating(dtype) && !rounds_number(id))
    return launch_wide(id, out, a, b);
  alignas(8) char value[8];
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    *reinterpret_cast<T*>(value) = b.to<T>();
  });
  Elements e;
  build_elements(e, out.sizes(), {source(out), source(a), {value, 0, nullptr}});
  out.device().backend().launch(id, dtype, e);
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a) {
  if (out.numel() == 0) return;
  Elements e;
  build_elements(e, out.sizes(), {source(out), source(a)});
  out.device().backend().launch(id, dtype, e);
}

Tensor binary(const BinaryOp& op, const Tensor& a, const Tensor& b) {
  const DType dtype = computed_type(op, result_type(a, b));
  Tensor out = make_result(result_layout(a, b), type_of_result(op.dtype, dtype), a.device());
  launch(op.id, dtype, out, converted(a, dtype), converted(b, dtype));
  if (op.rule.apply && is_recorded({&a, &b})) {
    const Kept kept = op.keeps(a.requires_grad(), b.requires_grad());
    if (kept.result)
      record(op.rule, out, {&a, &b}, {save(a, kept.self), save(b, kept.other), save_output(out)});
    else if (kept.self || kept.other)
      record(op.rule, out, {&a, &b}, {save(a, kept.self), save(b, kept.other)});
    else
      record(op.rule, out, {&a, &b}, {});
  }
  return out;
}

Tensor binary(const BinaryOp& op, const Tensor& a, const Scalar& b) {
  const DType dtype = computed_type(op, result_type(a, b));
  Tensor out = make_result(Layout(a.sizes()), type_of_result(op.dtype, dtype), a.device());
  launch(op.id, dtype, out, converted(a, dtype), b);
  if (op.scalar_rule.apply) {
    if (op.scalar_form_keeps_self)
      record(op.scalar_rule, out, {&a}, {save(a)}, ScalarOperand{b});
    else
      record(op.scalar_rule, out, {&a}, {}, ScalarOperand{b});
  }
  return out;
}

Tensor unary(const UnaryOp& op, const Tensor& a) {
  const DType dtype = computed_type(op, a.dtype());
  Tensor out = make_result(Layout(a.sizes()), dtype, a.device());
  launch(op.id, dtype, out, converted(a, dtype));
  if (op.reads == UnaryOp::nothing)
    record(op.rule, out, {&a}, {});
  else
    record(op.rule, out, {&a}, {op.reads == UnaryOp::self ? save(a) : save_output(out)});
  return out;
}

}  // namespace gradproof
