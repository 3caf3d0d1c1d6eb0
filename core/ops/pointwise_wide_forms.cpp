// How operations of three operands and of a tensor with numbers run; the counterpart of pointwise_forms.cpp.
#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {
namespace {

bool is_sixteen_bit(DType t) { return t == DType::float16 || t == DType::bfloat16; }

OperandSource source(const Tensor& t) { return {t->data(), t.element_size(), &t.layout()}; }

/// An operand as a kernel that computes in `dtype` beside `out` reads it: a tensor in that type (`keeps_type`: in its
/// own), or the number's bytes.
class Held {
 public:
  Held(const TensorOrNumber& operand, DType dtype, const Tensor& out, bool keeps_type = false) {
    if (operand.tensor)
      tensor_ = brought(keeps_type ? *operand.tensor : converted(*operand.tensor, dtype), out);
    else
      visit(dtype, [&](auto tag) {
        using T = typename decltype(tag)::type;
        *reinterpret_cast<T*>(number_) = operand.number.cast<T>();
      });
  }
  OperandSource source() { return tensor_.defined() ? gradproof::source(tensor_) : OperandSource{number_, 0, nullptr}; }

 private:
  Tensor tensor_;
  alignas(8) char number_[8];
};

DType computed_type(const NumbersOp& op, const Tensor& a, const Scalar& first, const Scalar& second) {
  DType dtype = a.dtype();
  if (op.dtype == DTypeRule::floating && !is_floating(dtype)) dtype = default_dtype();
  if (op.dtype == DTypeRule::promoted) dtype = promote(result_type(a, first), result_type(a, second));
  if (op.refused >> int(dtype) & 1) raise_refused(op.name, dtype);
  return dtype;
}

}  // namespace

void raise_refused(const char* operation, DType dtype) {
  const std::string_view name = operation;
  if (dtype == DType::boolean && (name == "relu" || name == "hardtanh"))
    raise(ErrorKind::not_implemented, "Boolean inputs not supported for " + std::string(name));
  raise(ErrorKind::dtype, std::string("\"") + operation + "\" not implemented for '" + std::string(scalar_name(dtype)) +
                              "'; convert with .to() first");
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const TensorOrNumber& a, const TensorOrNumber& b,
            const TensorOrNumber& c) {
  if (out.numel() == 0) return;
  if (is_sixteen_bit(dtype)) {
    const Tensor wide = make_result_like(out, DType::float32);
    launch(id, DType::float32, wide, a, b, c);
    return raw_copy(out, wide);
  }
  Held first(a, dtype, out, id == scalar::id_of<scalar::Where>()), second(b, dtype, out), third(c, dtype, out);
  Elements e;
  build_elements_in_order(e, out.sizes(), {source(out), first.source(), second.source(), third.source()});
  out.device().backend().launch(id, dtype, e);
}

void launch(PointwiseId id, DType dtype, const Tensor& out, const TensorOrNumber& a, const TensorOrNumber& b,
            const TensorOrNumber& c, const Scalar& number) {
  if (out.numel() == 0) return;
  if (is_sixteen_bit(dtype)) {
    const Tensor wide = make_result_like(out, DType::float32);
    launch(id, DType::float32, wide, a, b, c, number);
    return raw_copy(out, wide);
  }
  Held first(a, dtype, out), second(b, dtype, out), third(c, dtype, out), last(number, dtype, out);
  Elements e;
  build_elements_in_order(e, out.sizes(),
                          {source(out), first.source(), second.source(), third.source(), last.source()});
  out.device().backend().launch(id, dtype, e);
}

void launch_wide(PointwiseId id, const Tensor& out, const Tensor& a, const Scalar& b) {
  const Tensor wide = converted(a, DType::float32);
  const Tensor result = make_result_like(out, DType::float32);
  launch(id, DType::float32, result, wide, b);
  raw_copy(out, result);
}

Tensor with_numbers(const NumbersOp& op, const Tensor& a, const Scalar& first, const Scalar& second) {
  const DType dtype = computed_type(op, a, first, second);
  Tensor out = make_result_like(a, dtype);
  launch(op.id, dtype, out, a, first, second);
  record(op.rule, out, {&a},
         {op.reads == UnaryOp::nothing ? Save{nullptr, false}
          : op.reads == UnaryOp::self  ? save(a)
                                       : save_output(out)},
         Numbers{first, second});
  return out;
}

Tensor& with_numbers_(const NumbersOp& op, const Tensor& self, const Scalar& first, const Scalar& second) {
  const bool recorded = begin_write(op.name, self, {});
  const DType dtype = computed_type(op, self, first, second);
  expect_castable(op.name, dtype, self.dtype());
  const Tensor before = old_value(self, recorded && op.in_place_reads == UnaryOp::self);
  Ref<Node> node =
      write_node(recorded, op.in_place_rule, self, {&self}, {save(before, before.defined())}, Numbers{first, second});
  if (dtype == self.dtype()) {
    launch(op.id, dtype, self, self, first, second);
  } else {
    const Tensor value = make_result_like(self, dtype);
    launch(op.id, dtype, value, self, first, second);
    raw_copy(self, value);
  }
  wrote(self);
  if (!recorded) return self.handle();
  if (op.in_place_reads == UnaryOp::result) node->saved()[0] = SavedTensor(self, true);
  rewrite_history(self, std::move(node));
  return self.handle();
}

bool begin_write(const char* operation, const Tensor& self, Inputs inputs) {
  bool recorded = is_recorded({&self}) || is_recorded(inputs);
  recorded = recorded && is_floating(self.dtype());
  expect_writable(self, recorded, operation);
  for (const Tensor* t : inputs) expect_no_partial_overlap(self, *t);
  return recorded;
}

Tensor& finish_write(const char* operation, const Tensor& self, const Tensor& value, Ref<Node> node) {
  expect_castable(operation, value.dtype(), self.dtype());
  expect_fits(self, value.sizes());
  raw_copy(self, value);
  wrote(self);
  if (node) rewrite_history(self, std::move(node));
  return self.handle();
}

}  // namespace gradproof
