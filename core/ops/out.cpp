#include <gradproof/core/graph/write_guard.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/out.hpp>
#include <gradproof/core/ops/history.hpp>
#include <gradproof/core/ops/in_place.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/out.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {
namespace {

/// In the result's order of strides where it leaves no gap.
void resize_to(const Tensor& out, const Layout& result) {
  const IntArrayRef sizes = result.sizes();
  const Layout dense = is_dense(result) ? Layout(sizes, result.strides(), 0) : Layout(sizes);
  const std::int64_t offset = out.storage_offset(), item = std::int64_t(out.element_size());
  if ((offset + dense.numel()) * item <= std::int64_t(out->storage->bytes())) {
    out->layout = Layout(sizes, dense.strides(), offset);
    return;
  }
  out->move_to(Storage::create(out.device(), std::size_t(dense.numel() * item)));
  out->layout = dense;
}

}  // namespace

void expect_out(const char* operation, const Tensor& out, Inputs inputs) {
  if (is_recorded({&out}) || is_recorded(inputs))
    raise(ErrorKind::out_requires_grad,
          std::string(operation) +
              "(): functions with out=... arguments don't support automatic differentiation, but one of the arguments "
              "requires grad; drop out=, or call it under no_grad()");
  expect_writable(out, false, operation);
  for (const Tensor* input : inputs) expect_no_partial_overlap(out, *input);
}

Tensor& write_out(const Tensor& out, const Tensor& result) {
  expect_castable("out=", result.dtype(), out.dtype());
  if (!(out.sizes() == result.sizes())) resize_to(out, result.layout());
  expect_one_device({&out, &result});
  if (!out.is_same(result)) raw_copy(out, result);
  wrote(out);
  return out.handle();
}

namespace out_form {
namespace {

void expect_type(const char* name, const Tensor& out, DType result) {
  if (out.dtype() != result)
    raise(ErrorKind::dtype, std::string(name) + "(): Expected out tensor to have dtype " +
                                std::string(type_spelling(result)) + ", but got " +
                                std::string(type_spelling(out.dtype())) + " instead");
}

void expect_out_of_all(const char* name, const Tensor& out, Operands read) {
  expect_out(name, out, {});
  for (const Operand& o : read)
    for (std::size_t i = 0; i < o.count; ++i) expect_out(name, out, {&o.first[i]});
}

}  // namespace

Tensor& write(const char* name, Type type, const Tensor& out, Operands read, FunctionRef<Tensor()> compute) {
  expect_out_of_all(name, out, read);
  return compute_out(name, out, {}, [&] {
    Tensor result = compute();
    if (type == Type::same) expect_type(name, out, result.dtype());
    return result;
  });
}

TwoResults write_both(const char* name, const Tensor& first, const Tensor& second, Operands read,
                      FunctionRef<std::tuple<Tensor, Tensor>()> compute) {
  expect_out_of_all(name, first, read);
  expect_out_of_all(name, second, read);
  std::tuple<Tensor, Tensor> results;
  {
    NoGradGuard no_grad;
    results = compute();
  }
  expect_type(name, first, std::get<0>(results).dtype());
  expect_type(name, second, std::get<1>(results).dtype());
  return {write_out(first, std::get<0>(results)), write_out(second, std::get<1>(results))};
}

}  // namespace out_form

#define GRADPROOF_OUT_CHOSEN(name)                                                                                \
  Tensor& name##_out(const Tensor& out, const Tensor& t) {                                                        \
    return out_form::write(#name, out_form::Type::castable, out, {t}, [&] { return t.name(); });                  \
  }                                                                                                               \
  out_form::TwoResults name##_out(const Tensor& values, const Tensor& indices, const Tensor& t, std::int64_t dim, \
                                  bool keepdim) {                                                                 \
    return out_form::write_both(#name, values, indices, {t}, [&] { return t.name(dim, keepdim); });               \
  }
GRADPROOF_OUT_CHOSEN(max)
GRADPROOF_OUT_CHOSEN(min)
GRADPROOF_OUT_CHOSEN(median)
GRADPROOF_OUT_CHOSEN(nanmedian)
#undef GRADPROOF_OUT_CHOSEN
Tensor& max_out(const Tensor& out, const Tensor& a, const Tensor& b) { return maximum_out(out, a, b); }
Tensor& min_out(const Tensor& out, const Tensor& a, const Tensor& b) { return minimum_out(out, a, b); }

#define GRADPROOF_OUT_TOTAL(name)                                                                      \
  Tensor& name##_out(const Tensor& out, const Tensor& t, OptionalIntArrayRef dims, bool keepdim,       \
                     std::optional<DType> dtype) {                                                     \
    return out_form::write(#name, out_form::Type::same, out, {t},                                      \
                           [&] { return name(t, dims, keepdim, dtype.value_or(out.scalar_type())); }); \
  }
GRADPROOF_OUT_TOTAL(sum)
GRADPROOF_OUT_TOTAL(nansum)
#undef GRADPROOF_OUT_TOTAL
Tensor& sum_out(const Tensor& out, const Tensor& t, std::optional<DType> dtype) {
  return sum_out(out, t, OptionalIntArrayRef(), false, dtype);
}
Tensor& mean_out(const Tensor& out, const Tensor& t, OptionalIntArrayRef dims, bool keepdim,
                 std::optional<DType> dtype) {
  if (!dtype && is_floating(t.dtype())) dtype = out.dtype();  // of integers it must be said
  return out_form::write("mean", out_form::Type::same, out, {t}, [&] { return mean(t, dims, keepdim, dtype); });
}
Tensor& nanmean_out(const Tensor& out, const Tensor& t, OptionalIntArrayRef dims, bool keepdim,
                    std::optional<DType> dtype) {
  return out_form::write("nanmean", out_form::Type::castable, out, {t},
                         [&] { return nanmean(t, dims, keepdim, dtype); });
}
Tensor& prod_out(const Tensor& out, const Tensor& t, std::int64_t dim, bool keepdim, std::optional<DType> dtype) {
  return out_form::write("prod", out_form::Type::same, out, {t},
                         [&] { return t.prod(dim, keepdim, dtype.value_or(out.scalar_type())); });
}
Tensor& prod_out(const Tensor& out, const Tensor& t, std::optional<DType> dtype) {
  return out_form::write("prod", out_form::Type::same, out, {t},
                         [&] { return t.prod(dtype.value_or(out.scalar_type())); });
}
Tensor& cumsum_out(const Tensor& out, const Tensor& t, std::int64_t dim, std::optional<DType> dtype) {
  return out_form::write("cumsum", out_form::Type::same, out, {t},
                         [&] { return t.cumsum(dim, dtype.value_or(out.scalar_type())); });
}
Tensor& cumprod_out(const Tensor& out, const Tensor& t, std::int64_t dim, std::optional<DType> dtype) {
  return out_form::write("cumprod", out_form::Type::same, out, {t},
                         [&] { return t.cumprod(dim, dtype.value_or(out.scalar_type())); });
}

Tensor& empty_out(const Tensor& out, IntArrayRef sizes) {
  expect_out("empty", out, {});
  return out.resize_(sizes);
}
Tensor& logspace_out(const Tensor& out, const Scalar& start, const Scalar& end, std::int64_t steps, double base) {
  return compute_out("logspace", out, {}, [&] { return logspace(start, end, steps, base, out.options()); });
}
Tensor& norm_out(const Tensor& out, const Tensor& t, const std::optional<Scalar>& p, IntArrayRef dims, bool keepdim) {
  return compute_out("norm", out, {&t}, [&] { return t.norm(p, dims, keepdim); });
}
Tensor& roll_out(const Tensor& out, const Tensor& t, IntArrayRef shifts, IntArrayRef dims) {
  return compute_out("roll", out, {&t}, [&] { return t.roll(shifts, dims); });
}
Tensor& randint_out(const Tensor& out, std::int64_t high, IntArrayRef sizes) {
  return randint_out(out, 0, high, sizes);
}
Tensor& randint_out(const Tensor& out, std::int64_t low, std::int64_t high, IntArrayRef sizes) {
  return compute_out("randint", out, {}, [&] { return randint(low, high, sizes, out.options()); });
}
Tensor& tensordot_out(const Tensor& out, const Tensor& a, const Tensor& b, IntArrayRef dims_a, IntArrayRef dims_b) {
  return out_form::write("tensordot", out_form::Type::same, out, {a, b},
                         [&] { return tensordot(a, b, dims_a, dims_b); });
}
Tensor& normal_out(const Tensor& out, double mean, double std, IntArrayRef sizes, const MaybeGenerator& generator) {
  return compute_out("normal", out, {}, [&] { return normal(mean, std, sizes, generator, out.options()); });
}
Tensor& linear_out(const Tensor& out, const Tensor& x, const Tensor& w, const std::optional<Tensor>& b) {
  return out_form::write("linear", out_form::Type::same, out, {x, w, b}, [&] { return linear(x, w, b); });
}

}  // namespace gradproof
