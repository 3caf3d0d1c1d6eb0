#pragma once
// out= forms: `add_out(out, a, b)`, and with the result last `add_outf(a, b, out)`, compute what `add(a, b)` does and
// write it to `out`, which comes back (core/ops/out.hpp has the rules). A name is a line; those whose lists may stand
// in braces say where they stand.
#include <gradproof/core/layout/function_ref.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/functions/indexing.hpp>
#include <gradproof/core/ops/functions/linear_algebra.hpp>
#include <gradproof/core/ops/functions/pointwise.hpp>
#include <gradproof/core/ops/functions/pointwise_functions.hpp>
#include <gradproof/core/ops/functions/random.hpp>
#include <gradproof/core/ops/functions/reductions.hpp>
#include <gradproof/core/ops/functions/views.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace out_form {

/// The tensors in one argument of an operation: what `out` may not overlap in part.
struct Operand {
  Operand(const Tensor& t) : first(&t), count(1) {}
  Operand(const TensorList& list) : first(list.data()), count(list.size()) {}
  Operand(const std::optional<Tensor>& t) : first(t ? &*t : nullptr), count(t && t->defined()) {}
  template <class T>
  Operand(const T&) {}
  const Tensor* first = nullptr;
  std::size_t count = 0;
};
using Operands = std::initializer_list<Operand>;
using TwoResults = std::tuple<Tensor&, Tensor&>;

/// Which types `out` may have: all that the result casts to, or the result's own.
enum class Type : bool { castable, same };

/// Throws `out_requires_grad`, `overlap`, and `dtype` where out's type is not the one the result has or casts to.
Tensor& write(const char* name, Type type, const Tensor& out, Operands read, FunctionRef<Tensor()> compute);
TwoResults write_both(const char* name, const Tensor& first, const Tensor& second, Operands read,
                      FunctionRef<std::tuple<Tensor, Tensor>()> compute);

/// f(the last arguments, the ones before them): `count` results move to the front.
template <std::size_t count, class F, class... A>
decltype(auto) results_first(F f, const A&... a) {
  constexpr std::size_t rest = sizeof...(A) - count;
  const auto all = std::tie(a...);
  return [&]<std::size_t... R, std::size_t... I>(std::index_sequence<R...>, std::index_sequence<I...>)->decltype(auto) {
    return f(std::get<rest + R>(all)..., std::get<I>(all)...);
  }
  (std::make_index_sequence<count>(), std::make_index_sequence<rest>());
}

}  // namespace out_form

#define GRADPROOF_OUTF(name, count)                                                                                   \
  template <class... A>                                                                                               \
  decltype(auto) name##_outf(const A&... a) {                                                                         \
    return out_form::results_first<count>([](const auto&... b) -> decltype(auto) { return name##_out(b...); }, a...); \
  }
#define GRADPROOF_OUT(name, type)                                                                 \
  template <class... A>                                                                           \
  Tensor& name##_out(const Tensor& out, const A&... a) {                                          \
    return out_form::write(#name, out_form::Type::type, out, {a...}, [&] { return name(a...); }); \
  }                                                                                               \
  GRADPROOF_OUTF(name, 1)
// After the operand stand dimensions or sizes.
#define GRADPROOF_OUT_DIMS(name, type)                                                                         \
  GRADPROOF_OUT(name, type)                                                                                    \
  template <class... A>                                                                                        \
  Tensor& name##_out(const Tensor& out, const Tensor& t, IntArrayRef dims, const A&... a) {                    \
    return out_form::write(#name, out_form::Type::type, out, {t}, [&] { return name(t, dims, a...); });        \
  }                                                                                                            \
  template <class... A>                                                                                        \
  Tensor& name##_outf(const Tensor& t, IntArrayRef dims, const A&... a) {                                      \
    return out_form::results_first<1>(                                                                         \
        [&](const Tensor& out, const auto&... b) -> Tensor& { return name##_out(out, t, dims, b...); }, a...); \
  }
// Several tensors first.
#define GRADPROOF_OUT_LIST(name)                                                                                  \
  template <class... A>                                                                                           \
  Tensor& name##_out(const Tensor& out, const TensorList& tensors, const A&... a) {                               \
    return out_form::write(#name, out_form::Type::castable, out, {tensors}, [&] { return name(tensors, a...); }); \
  }                                                                                                               \
  GRADPROOF_OUTF(name, 1)
// Made in out's own type; sizes first.
#define GRADPROOF_OUT_MADE(name)                                                                                 \
  template <class... A>                                                                                          \
  Tensor& name##_out(const Tensor& out, const A&... a) {                                                         \
    return out_form::write(#name, out_form::Type::castable, out, {}, [&] { return name(a..., out.options()); }); \
  }                                                                                                              \
  GRADPROOF_OUTF(name, 1)
#define GRADPROOF_OUT_SIZES(name)                                                                            \
  template <class... A>                                                                                      \
  Tensor& name##_out(const Tensor& out, IntArrayRef sizes, const A&... a) {                                  \
    return out_form::write(#name, out_form::Type::castable, out, {},                                         \
                           [&] { return name(sizes, a..., out.options()); });                                \
  }                                                                                                          \
  template <class... A>                                                                                      \
  Tensor& name##_outf(IntArrayRef sizes, const A&... a) {                                                    \
    return out_form::results_first<1>(                                                                       \
        [&](const Tensor& out, const auto&... b) -> Tensor& { return name##_out(out, sizes, b...); }, a...); \
  }
#define GRADPROOF_OUT_TWO(name)                                                                                \
  template <class... A>                                                                                        \
  out_form::TwoResults name##_out(const Tensor& first, const Tensor& second, const Tensor& t, const A&... a) { \
    return out_form::write_both(#name, first, second, {t}, [&] { return name(t, a...); });                     \
  }                                                                                                            \
  GRADPROOF_OUTF(name, 2)

#include <gradproof/core/ops/functions/out_names.inc>

#undef GRADPROOF_OUT
#undef GRADPROOF_OUT_DIMS
#undef GRADPROOF_OUT_LIST
#undef GRADPROOF_OUT_MADE
#undef GRADPROOF_OUT_SIZES
#undef GRADPROOF_OUT_TWO

// Largest, smallest and middle: of two tensors or of all elements one result, along a dimension two.
#define GRADPROOF_OUT_CHOSEN(name)                                                                                \
  Tensor& name##_out(const Tensor& out, const Tensor& t);                                                         \
  inline Tensor& name##_outf(const Tensor& t, const Tensor& out) { return name##_out(out, t); }                   \
  out_form::TwoResults name##_out(const Tensor& values, const Tensor& indices, const Tensor& t, std::int64_t dim, \
                                  bool keepdim = false);                                                          \
  inline out_form::TwoResults name##_outf(const Tensor& t, std::int64_t dim, bool keepdim, const Tensor& values,  \
                                          const Tensor& indices) {                                                \
    return name##_out(values, indices, t, dim, keepdim);                                                          \
  }
GRADPROOF_OUT_CHOSEN(max)
GRADPROOF_OUT_CHOSEN(min)
GRADPROOF_OUT_CHOSEN(median)
GRADPROOF_OUT_CHOSEN(nanmedian)
#undef GRADPROOF_OUT_CHOSEN
Tensor& max_out(const Tensor& out, const Tensor& a, const Tensor& b);
Tensor& min_out(const Tensor& out, const Tensor& a, const Tensor& b);
inline Tensor& max_outf(const Tensor& a, const Tensor& b, const Tensor& out) { return max_out(out, a, b); }
inline Tensor& min_outf(const Tensor& a, const Tensor& b, const Tensor& out) { return min_out(out, a, b); }

// Added up in `dtype`, or in out's own type.
#define GRADPROOF_OUT_TOTAL(name, Dims, none)                                                      \
  Tensor& name##_out(const Tensor& out, const Tensor& t, Dims dims none, bool keepdim = false,     \
                     std::optional<DType> dtype = {});                                             \
  inline Tensor& name##_outf(const Tensor& t, Dims dims, bool keepdim, std::optional<DType> dtype, \
                             const Tensor& out) {                                                  \
    return name##_out(out, t, dims, keepdim, dtype);                                               \
  }
GRADPROOF_OUT_TOTAL(sum, OptionalIntArrayRef, = {})
GRADPROOF_OUT_TOTAL(mean, OptionalIntArrayRef, = {})
GRADPROOF_OUT_TOTAL(nansum, OptionalIntArrayRef, = {})
GRADPROOF_OUT_TOTAL(nanmean, OptionalIntArrayRef, = {})
GRADPROOF_OUT_TOTAL(prod, std::int64_t, )
#undef GRADPROOF_OUT_TOTAL
Tensor& sum_out(const Tensor& out, const Tensor& t, std::optional<DType> dtype);
Tensor& prod_out(const Tensor& out, const Tensor& t, std::optional<DType> dtype = {});
Tensor& cumsum_out(const Tensor& out, const Tensor& t, std::int64_t dim, std::optional<DType> dtype = {});
Tensor& cumprod_out(const Tensor& out, const Tensor& t, std::int64_t dim, std::optional<DType> dtype = {});
GRADPROOF_OUTF(cumsum, 1)
GRADPROOF_OUTF(cumprod, 1)
#undef GRADPROOF_OUTF

// Others whose lists do not stand first.
Tensor& empty_out(const Tensor& out, IntArrayRef sizes);
Tensor& logspace_out(const Tensor& out, const Scalar& start, const Scalar& end, std::int64_t steps, double base = 10);
Tensor& norm_out(const Tensor& out, const Tensor& t, const std::optional<Scalar>& p, IntArrayRef dims,
                 bool keepdim = false);
Tensor& roll_out(const Tensor& out, const Tensor& t, IntArrayRef shifts, IntArrayRef dims = {});
Tensor& randint_out(const Tensor& out, std::int64_t high, IntArrayRef sizes);
Tensor& randint_out(const Tensor& out, std::int64_t low, std::int64_t high, IntArrayRef sizes);
Tensor& tensordot_out(const Tensor& out, const Tensor& a, const Tensor& b, IntArrayRef dims_a, IntArrayRef dims_b);
Tensor& normal_out(const Tensor& out, double mean, double std, IntArrayRef sizes, const MaybeGenerator& generator = {});
/// x times w transposed, plus b.
Tensor& linear_out(const Tensor& out, const Tensor& x, const Tensor& w, const std::optional<Tensor>& b = {});

}  // namespace gradproof
