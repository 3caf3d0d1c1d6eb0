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

// Few elements, in memory that the host reaches, lying in a row: one call of a row function computes them, and nothing
// is laid out for it.
constexpr std::int64_t kFew = 4096;

RowKernel row_kernel(PointwiseId id, DType dtype, const Tensor& t) {
  return t->storage->device().backend().row_kernel(id, dtype);
}

bool is_few_in_a_row(const Tensor& t) { return t.layout().is_row_major() && t.numel() <= kFew; }

/// One type, one shape, one device, both few in a row: how nearly all small operations come.
bool are_alike(const Tensor& a, const Tensor& b) {
  return a.dtype() == b.dtype() && is_few_in_a_row(a) && b.layout().is_row_major() && a.sizes() == b.sizes() &&
         a->storage->device() == b->storage->device();
}

/// Bytes from one element of `t` to the next while `out` is walked as a row: 0 where t is one element repeated, -1 where
/// it is no row.
std::int64_t row_step(const Tensor& t, const Tensor& out) {
  const Layout& l = t.layout();
  if (l.is_contiguous() && l.sizes() == out.sizes()) return std::int64_t(t.element_size());
  for (int d = 0; d < l.dim(); ++d)
    if (l.stride(d) != 0 && l.size(d) != 1) return -1;
  return 0;
}

/// Computes as one row; false where that cannot be.
bool launch_row(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Tensor& b) {
  const std::int64_t sa = row_step(a, out), sb = row_step(b, out);
  const RowKernel row = sa < 0 || sb < 0 ? nullptr : row_kernel(id, dtype, out);
  if (row) row(out->data(), a->data(), b->data(), out.numel(), std::int64_t(out.element_size()), sa, sb);
  return row;
}

bool launch_row(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const void* number) {
  const std::int64_t step = row_step(a, out);
  const RowKernel row = step < 0 ? nullptr : row_kernel(id, dtype, out);
  if (row) row(out->data(), a->data(), static_cast<const char*>(number), out.numel(), std::int64_t(out.element_size()), step, 0);
  return row;
}

OperandSource source(const Tensor& t) { return {t->data(), t.element_size(), &t.layout()}; }

void expect_same_device(const Tensor& a, const Tensor& b) {
  if (!(a->storage->device() == b->storage->device())) [[unlikely]]
    raise(ErrorKind::device_access, "Expected all tensors to be on the same device, but found at least two devices, " +
                                        a.device().str() + " and " + b.device().str() + "; move one with .to()");
}

Layout result_layout(const Tensor& a, const Tensor& b) {
  if (a.sizes() == b.sizes()) return Layout(a.sizes());
  return Layout(broadcast_sizes(a.sizes(), b.sizes()));
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
  return op.dtype == DTypeRule::floating && !is_floating(promoted) ? default_dtype() : promoted;
}

DType computed_type(const UnaryOp& op, DType own) {
  if (own == DType::boolean && op.id == kNeg.id)
    raise(ErrorKind::dtype,
          "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the "
          "`~` or `logical_not()` operator instead.");
  return op.dtype == DTypeRule::floating && !is_floating(own) ? default_dtype() : own;
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
  if (a.dtype() != dtype || b.dtype() != dtype) [[unlikely]]
    return launch(id, dtype, out, converted(a, dtype), converted(b, dtype));
  if (out.numel() == 0) return;
  expect_same_device(a, b);
  if (is_few_in_a_row(out) && launch_row(id, dtype, out, a, b)) return;
  Elements e;
  build_elements(e, out.sizes(), {source(out), source(a), source(b)});
  out.device().backend().launch(id, dtype, e);
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Scalar& b) {
  if (a.dtype() != dtype) [[unlikely]]
    return launch(id, dtype, out, converted(a, dtype), b);
  if (out.numel() == 0) return;
  alignas(8) char value[8];
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    *reinterpret_cast<T*>(value) = b.to<T>();
  });
  if (is_few_in_a_row(out) && launch_row(id, dtype, out, a, value)) return;
  Elements e;
  build_elements(e, out.sizes(), {source(out), source(a), {value, 0, nullptr}});
  out.device().backend().launch(id, dtype, e);
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a) {
  if (a.dtype() != dtype) [[unlikely]]
    return launch(id, dtype, out, converted(a, dtype));
  if (out.numel() == 0) return;
  if (is_few_in_a_row(out) && launch_row(id, dtype, out, a, a)) return;
  Elements e;
  build_elements(e, out.sizes(), {source(out), source(a)});
  out.device().backend().launch(id, dtype, e);
}

namespace {

/// The result of two operands that are alike; undefined where the operation computes in another type, or the device
/// wants launches.
Tensor computed_alike(const BinaryOp& op, const Tensor& a, const Tensor& b) {
  const DType dtype = computed_type(op, a.dtype());
  const RowKernel row = dtype == a.dtype() ? row_kernel(op.id, dtype, a) : nullptr;
  if (!row) return {};
  Tensor out = make_result_like(a, type_of_result(op.dtype, dtype));
  const auto step = std::int64_t(size_of(dtype));
  row(out->data(), a->data(), b->data(), a.numel(), std::int64_t(out.element_size()), step, step);
  return out;
}

Tensor computed(const BinaryOp& op, const Tensor& a, const Tensor& b) {
  const DType dtype = computed_type(op, result_type(a, b));
  Tensor out = make_result(result_layout(a, b), type_of_result(op.dtype, dtype), a.device());
  launch(op.id, dtype, out, a, b);
  return out;
}

}  // namespace

Tensor binary(const BinaryOp& op, const Tensor& a, const Tensor& b) {
  Tensor out;
  if (are_alike(a, b)) out = computed_alike(op, a, b);
  if (!out.defined()) out = computed(op, a, b);
  if (op.rule.apply && is_recorded({&a, &b})) {
    const Kept kept = op.keeps(a.requires_grad(), b.requires_grad());
    if (kept.result)
      record_always(op.rule, out, {&a, &b}, {save(a, kept.self), save(b, kept.other), save_output(out)});
    else if (kept.self || kept.other)
      record_always(op.rule, out, {&a, &b}, {save(a, kept.self), save(b, kept.other)});
    else
      record_always(op.rule, out, {&a, &b}, {});
  }
  return out;
}

Tensor binary(const BinaryOp& op, const Tensor& a, const Scalar& b) {
  const DType dtype = computed_type(op, result_type(a, b));
  Tensor out = make_result_like(a, type_of_result(op.dtype, dtype));
  launch(op.id, dtype, out, a, b);
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
  Tensor out = make_result_like(a, dtype);
  launch(op.id, dtype, out, a);
  if (op.reads == UnaryOp::nothing)
    record(op.rule, out, {&a}, {});
  else
    record(op.rule, out, {&a}, {op.reads == UnaryOp::self ? save(a) : save_output(out)});
  return out;
}

}  // namespace gradproof
