// How a pointwise operation runs, whichever it is: types, broadcasting, launch, record.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/order.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/raw.hpp>
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
  return t->storage->device().backend().row_kernel(id, dtype, t->layout.numel());
}

bool is_few_in_a_row(const Tensor& t) { return t->layout.is_row_major() && t->layout.numel() <= kFew; }

/// Bytes from one element of `t` to the next while `out` is walked as a row: 0 where t is one element repeated, -1
/// where it is no row.
std::int64_t row_step(const Tensor& t, const Tensor& out) {
  const Layout& l = t.layout();
  if (t.is_same(out)) return std::int64_t(t.element_size());
  if (l.is_contiguous() && l.sizes() == out.sizes()) return std::int64_t(t.element_size());
  for (int d = 0; d < l.dim(); ++d)
    if (l.stride(d) != 0 && l.size(d) != 1) return -1;
  return 0;
}

/// Computes few elements as one row; false where that cannot be. `b_step`: as row_step() has it.
bool launch_row(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const void* b, std::int64_t b_step) {
  if (!is_few_in_a_row(out) || b_step < 0) return false;
  const std::int64_t a_step = row_step(a, out);
  const RowKernel row = a_step < 0 ? nullptr : row_kernel(id, dtype, out);
  if (row)
    row(out->data(), a->data(), static_cast<const char*>(b), out.numel(), std::int64_t(out.element_size()), a_step,
        b_step);
  return row;
}

/// The row function for a result that looks like `a`; null where `a` has another type than `dtype` or is not few in a
/// row, or the device wants launches.
RowKernel row_kernel_like(PointwiseId id, DType dtype, const Tensor& a) {
  return a->dtype == dtype && is_few_in_a_row(a) ? row_kernel(id, dtype, a) : nullptr;
}

void run_row(RowKernel row, const Tensor& out, const Tensor& a, const void* b, std::size_t b_step) {
  row(out->data(), a->data(), static_cast<const char*>(b), a->layout.numel(), std::int64_t(size_of(out->dtype)),
      std::int64_t(size_of(a->dtype)), std::int64_t(b_step));
}

/// One type, one shape, one device: how nearly all operands come.
inline bool are_alike(const Tensor& a, const Tensor& b) {
  return a->dtype == b->dtype && b->layout.is_row_major() && a->layout.sizes() == b->layout.sizes() &&
         are_on_one_device(a, b);
}

/// A number as a kernel computing in `dtype` reads it.
class NumberOperand {
 public:
  NumberOperand(const Scalar& number, DType dtype) {
    visit(dtype, [&](auto tag) {
      using T = typename decltype(tag)::type;
      new (bytes_) T(number.cast<T>());
    });
  }
  char* data() { return bytes_; }

 private:
  alignas(8) char bytes_[8];
};

OperandSource source(const Tensor& t) { return {t->data(), t.element_size(), &t.layout()}; }

bool are_together(const Tensor& out, const Tensor& a, const Tensor& b) {
  return are_on_one_device(out, a) && are_on_one_device(out, b);
}

/// Of sixteen-bit types: whether PyTorch rounds a number operand to the type before it computes in float.
bool rounds_number(PointwiseId id) {
  return id == kPow.id || id == scalar::id_of<scalar::Fmod>() || id == scalar::id_of<scalar::Remainder>();
}

/// Computes out[i] = f(out[i], b[i]) of few elements of one type and shape; false where that cannot be.
inline bool few_in_place(PointwiseId id, const Tensor& out, const Tensor& b) {
  const RowKernel row = b->layout.is_row_major() ? row_kernel_like(id, out->dtype, out) : nullptr;
  if (row) run_row(row, out, out, b->data(), size_of(b->dtype));
  return row;
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

DType result_type(const Scalar& a, const Scalar& b) {
  const DType kind = promote(a.kind(), b.kind());
  return kind == DType::float64 ? default_dtype() : kind;
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

Layout result_layout(Inputs operands) {
  const Tensor& first = **operands.begin();
  bool dense = true, alike = true;
  std::vector<std::int64_t> sizes = first.sizes().vec();
  std::vector<const Layout*> layouts;
  for (const Tensor* t : operands) {
    if (!(t->sizes() == IntArrayRef(sizes))) sizes = broadcast_sizes(sizes, t->sizes());
    dense = dense && t->is_contiguous();
    alike = alike && t->sizes() == first.sizes() && t->strides() == first.strides();
    layouts.push_back(&t->layout());
  }
  return dense ? Layout(sizes) : alike ? preserved(first.layout()) : dense_in_order(sizes, layouts);
}

Device common_device(Inputs operands) {
  for (const Tensor* t : operands)
    if (t->dim() > 0 || !t->is_cpu()) return t->device();
  return Device();
}

Tensor brought(const Tensor& t, const Tensor& out) {
  if (t.dim() != 0 || !t.is_cpu()) expect_one_device({&out, &t});
  return placed_beside(out, t);
}

Tensor converted(const Tensor& t, DType dtype) {
  if (t.dtype() == dtype) [[likely]]
    return t;
  Tensor out = make_result_like(t, dtype);
  if (out.numel() == 0) return out;
  raw_copy(out, t);
  return out;
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Tensor& b) {
  if (a->dtype != dtype || b->dtype != dtype) [[unlikely]]
    return launch(id, dtype, out, converted(a, dtype), converted(b, dtype));
  if (out->layout.numel() == 0) return;
  if (!are_together(out, a, b)) [[unlikely]]
    return launch(id, dtype, out, brought(a, out), brought(b, out));
  if (a.is_same(out) && b->layout.sizes() == out->layout.sizes() && few_in_place(id, out, b)) return;
  if (launch_row(id, dtype, out, a, b->data(), row_step(b, out))) return;
  Elements e;
  build_elements_in_order(e, out.sizes(), {source(out), source(a), source(b)});
  out.device().backend().launch(id, dtype, e);
}

void launch_alike(PointwiseId id, const Tensor& out, const Tensor& b) {
  if (!few_in_place(id, out, b)) launch(id, out.dtype(), out, out, b);
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a, const Scalar& b) {
  if (a.dtype() != dtype) [[unlikely]]
    return launch(id, dtype, out, converted(a, dtype), b);
  if (out.numel() == 0) return;
  if (size_of(dtype) == 2 && out.dtype() == dtype && is_floating(dtype) && !rounds_number(id))
    return launch_wide(id, out, a, b);
  NumberOperand number(b, dtype);
  if (launch_row(id, dtype, out, a, number.data(), 0)) return;
  Elements e;
  build_elements_in_order(e, out.sizes(), {source(out), source(a), {number.data(), 0, nullptr}});
  out.device().backend().launch(id, dtype, e);
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const Tensor& a) {
  if (a.dtype() != dtype) [[unlikely]]
    return launch(id, dtype, out, converted(a, dtype));
  if (out.numel() == 0) return;
  if (launch_row(id, dtype, out, a, a->data(), 0)) return;
  Elements e;
  build_elements_in_order(e, out.sizes(), {source(out), source(a)});
  out.device().backend().launch(id, dtype, e);
}

namespace {

void expect_defined(const Tensor& t) { t.body(); }

/// computed_type() of both; floating operands of one type, as nearly all are, need not be looked at closely.
inline DType common_type(const BinaryOp& op, const Tensor& a, const Tensor& b) {
  const bool is_plain = a->dtype == b->dtype && is_floating(a->dtype) && !op.refused;
  return is_plain ? a->dtype : computed_type(op, result_type(a, b));
}
inline DType common_type(const BinaryOp& op, const Tensor& a, const Scalar& b) {
  const bool is_plain = is_floating(a->dtype) && !op.refused;
  return is_plain ? a->dtype : computed_type(op, result_type(a, b));
}

Tensor computed(const BinaryOp& op, const Tensor& a, const Tensor& b) {
  expect_defined(a);
  expect_defined(b);
  const DType dtype = common_type(op, a, b), result = type_of_result(op.dtype, dtype);
  const RowKernel row = are_alike(a, b) ? row_kernel_like(op.id, dtype, a) : nullptr;
  Tensor out =
      row ? make_result_like(a, result) : make_result(result_layout({&a, &b}), result, common_device({&a, &b}));
  if (row)
    run_row(row, out, a, b->data(), size_of(b->dtype));
  else
    launch(op.id, dtype, out, a, b);
  return out;
}

Tensor computed(const BinaryOp& op, const Tensor& a, const Scalar& b) {
  expect_defined(a);
  const DType dtype = common_type(op, a, b);
  Tensor out = make_result_like(a, type_of_result(op.dtype, dtype));
  NumberOperand number(b, dtype);
  if (const RowKernel row = row_kernel_like(op.id, dtype, a))
    run_row(row, out, a, number.data(), 0);
  else
    launch(op.id, dtype, out, a, b);
  return out;
}

Tensor computed(const UnaryOp& op, const Tensor& a) {
  const DType dtype = computed_type(op, a.dtype());
  Tensor out = make_result_like(a, dtype);
  if (const RowKernel row = row_kernel_like(op.id, dtype, a))
    run_row(row, out, a, a->data(), size_of(a->dtype));
  else
    launch(op.id, dtype, out, a);
  return out;
}

/// Whether a result may take the place of `t`: unrecorded, and nobody but the caller can see it.
bool is_spent(const Tensor& t, DType dtype) {
  return !GradMode::is_enabled() && t->refs.unique() && t->has_bytes_alone() && t->layout.is_contiguous() &&
         t->dtype == dtype && !t->producer && !t->meta && !t->counter;
}

/// What was computed in the memory of `spent`: no write was ever counted of it.
Tensor as_new(Tensor& spent) {
  spent->storage->restart_version();
  return std::move(spent);
}

}  // namespace

Tensor binary(const BinaryOp& op, const Tensor& a, const Tensor& b) {
  Tensor out = computed(op, a, b);
  if (!op.rule.apply || !GradMode::is_recording()) return out;
  const bool a_wants = a.wants_grad(), b_wants = b.wants_grad();
  if ((a_wants || b_wants) && !(a->inference && b->inference)) {
    const Kept kept = op.keeps(a_wants, b_wants);
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
  Tensor out = computed(op, a, b);
  if (op.scalar_rule.apply) {
    if (op.scalar_form_keeps_self)
      record(op.scalar_rule, out, {&a}, {save(a)}, ScalarOperand{b});
    else
      record(op.scalar_rule, out, {&a}, {}, ScalarOperand{b});
  }
  return out;
}

Tensor unary(const UnaryOp& op, const Tensor& a) {
  Tensor out = computed(op, a);
  if (op.reads == UnaryOp::nothing)
    record(op.rule, out, {&a}, {});
  else
    record(op.rule, out, {&a}, {op.reads == UnaryOp::self ? save(a) : save_output(out)});
  return out;
}

Tensor binary(const BinaryOp& op, Tensor&& a, const Tensor& b) {
  const DType dtype = common_type(op, a, b);
  if (!is_spent(a, type_of_result(op.dtype, dtype)) || !(a->layout.sizes() == b->layout.sizes()))
    return binary(op, std::as_const(a), b);
  if (const RowKernel row = are_alike(a, b) ? row_kernel_like(op.id, dtype, a) : nullptr)
    run_row(row, a, a, b->data(), size_of(b->dtype));
  else
    launch(op.id, dtype, a, a, b);
  return as_new(a);
}

Tensor binary(const BinaryOp& op, Tensor&& a, const Scalar& b) {
  const DType dtype = common_type(op, a, b);
  if (!is_spent(a, type_of_result(op.dtype, dtype))) return binary(op, std::as_const(a), b);
  if (const RowKernel row = row_kernel_like(op.id, dtype, a))
    run_row(row, a, a, NumberOperand(b, dtype).data(), 0);
  else
    launch(op.id, dtype, a, a, b);
  return as_new(a);
}

}  // namespace gradproof
