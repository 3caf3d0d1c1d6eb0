// Reductions, scans, sorting, softmax by canonical name.
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <limits>

namespace gradproof::checks::native {
namespace {

using Pair = std::tuple<Tensor, Tensor>;

const Tensor& input(const Arguments& a) { return as_tensor(a["input"]); }
bool keepdim(const Arguments& a) { return as_flag(a["keepdim"], false); }

void expect_no_out(const Arguments& a) {
  if (!a["out"].is_none()) throw Unsupported("the native runtime has no out= forms");
}

std::optional<std::int64_t> optional_integer(const Value& v) {
  if (v.is_none()) return {};
  return as_integer(v);
}
OptionalDims optional_dims(const Value& v) {
  if (v.is_none()) return {};
  return as_integers(v);
}
Value both(const Pair& pair) { return wrap_all({std::get<0>(pair), std::get<1>(pair)}); }

// Sums and questions -------------------------------------------------------------------------------------------------
template <Tensor (Tensor::*F)(OptionalIntArrayRef, bool, std::optional<DType>) const>
Value sum_like(const Arguments& a) {
  expect_no_out(a);
  return wrap((input(a).*F)(optional_dims(a["dim"]), keepdim(a), as_dtype(a["dtype"])));
}
Value prod(const Arguments& a) {
  expect_no_out(a);
  if (a["dim"].is_none()) return wrap(input(a).prod(as_dtype(a["dtype"])));
  return wrap(input(a).prod(as_integer(a["dim"]), keepdim(a), as_dtype(a["dtype"])));
}

std::vector<std::int64_t> all_dims(const Tensor& t) {
  std::vector<std::int64_t> dims;
  for (std::int64_t d = 0; d < t.dim(); ++d) dims.push_back(d);
  return dims;
}
template <Tensor (Tensor::*F)(IntArrayRef, bool) const>
Value question(const Arguments& a) {
  expect_no_out(a);
  return wrap((input(a).*F)(a["dim"].is_none() ? all_dims(input(a)) : as_integers(a["dim"]), keepdim(a)));
}
Value count_nonzero(const Arguments& a) { return wrap(input(a).count_nonzero(optional_dims(a["dim"]))); }

// Variance and norms -------------------------------------------------------------------------------------------------
Scalar correction(const Arguments& a) {
  if (const auto* unbiased = a["unbiased"].get<bool>()) return Scalar(int(*unbiased));
  return a["correction"].is_none() ? Scalar(1) : as_number(a["correction"]);
}
Value var(const Arguments& a) {
  expect_no_out(a);
  return wrap(input(a).var(optional_dims(a["dim"]), std::optional<Scalar>(correction(a)), keepdim(a)));
}
Value std_(const Arguments& a) {
  expect_no_out(a);
  return wrap(input(a).std(optional_dims(a["dim"]), std::optional<Scalar>(correction(a)), keepdim(a)));
}
Value var_mean(const Arguments& a) {
  return both(gradproof::var_mean(input(a), optional_dims(a["dim"]), correction(a), keepdim(a)));
}
Value std_mean(const Arguments& a) {
  return both(gradproof::std_mean(input(a), optional_dims(a["dim"]), correction(a), keepdim(a)));
}

Scalar order(const Value& p) {
  const auto* name = p.get<std::string>();
  if (name && *name != "fro") throw Unsupported("the native runtime has no norm '" + *name + "'");
  return name || p.is_none() ? Scalar(2) : as_number(p);
}
Value norm(const Arguments& a) {
  expect_no_out(a);
  return wrap(linalg::vector_norm(input(a), order(a["p"]), optional_dims(a["dim"]), keepdim(a), as_dtype(a["dtype"])));
}
Value vector_norm(const Arguments& a) {
  expect_no_out(a);
  return wrap(linalg::vector_norm(as_tensor(a.at(0)), order(a["ord"]), optional_dims(a["dim"]), keepdim(a),
                                  as_dtype(a["dtype"])));
}

// Largest and smallest -----------------------------------------------------------------------------------------------
template <Tensor (Tensor::*F)(IntArrayRef, bool) const>
Value extreme_of_dims(const Arguments& a) {
  expect_no_out(a);
  return wrap((input(a).*F)(as_integers(a["dim"]), keepdim(a)));
}
template <Tensor (Tensor::*All)() const, Pair (Tensor::*Along)(std::int64_t, bool) const>
Value extreme(const Arguments& a) {
  expect_no_out(a);
  if (a["dim"].is_none()) return wrap((input(a).*All)());
  return both((input(a).*Along)(as_integer(a["dim"]), keepdim(a)));
}
template <Tensor (Tensor::*All)() const, Tensor (Tensor::*Other)(const Tensor&) const,
          Pair (Tensor::*Along)(std::int64_t, bool) const>
Value extreme_or_other(const Arguments& a) {
  expect_no_out(a);
  if (const Tensor* other = get_tensor(a["other"])) return wrap((input(a).*Other)(*other));
  return extreme<All, Along>(a);
}
template <Tensor (Tensor::*F)(std::optional<std::int64_t>, bool) const>
Value place(const Arguments& a) {
  expect_no_out(a);
  return wrap((input(a).*F)(optional_integer(a["dim"]), keepdim(a)));
}
Value aminmax(const Arguments& a) { return both(input(a).aminmax(optional_integer(a["dim"]), keepdim(a))); }

// Order --------------------------------------------------------------------------------------------------------------
std::int64_t dim_or_last(const Arguments& a) { return a["dim"].is_none() ? -1 : as_integer(a["dim"]); }
Value sort(const Arguments& a) {
  expect_no_out(a);
  const bool descending = as_flag(a["descending"], false);
  if (a.given("stable")) return both(input(a).sort(std::optional<bool>(true), dim_or_last(a), descending));
  return both(input(a).sort(dim_or_last(a), descending));
}
Value argsort(const Arguments& a) { return wrap(input(a).argsort(dim_or_last(a), as_flag(a["descending"], false))); }
Value msort(const Arguments& a) { return wrap(input(a).msort()); }
Value topk(const Arguments& a) {
  expect_no_out(a);
  return both(
      input(a).topk(as_integer(a["k"]), dim_or_last(a), as_flag(a["largest"], true), as_flag(a["sorted"], true)));
}
Value kthvalue(const Arguments& a) {
  expect_no_out(a);
  return both(input(a).kthvalue(as_integer(a["k"]), dim_or_last(a), keepdim(a)));
}

// Running and exponential --------------------------------------------------------------------------------------------
template <Tensor (Tensor::*F)(std::int64_t, std::optional<DType>) const>
Value along(const Arguments& a) {
  expect_no_out(a);
  return wrap((input(a).*F)(as_integer(a["dim"]), as_dtype(a["dtype"])));
}
template <Tensor& (Tensor::*F)(std::int64_t, std::optional<DType>) const>
Value along_(const Arguments& a) {
  (input(a).*F)(as_integer(a["dim"]), as_dtype(a["dtype"]));
  return a["input"];
}
template <Pair (Tensor::*F)(std::int64_t) const>
Value running_extreme(const Arguments& a) {
  expect_no_out(a);
  return both((input(a).*F)(as_integer(a["dim"])));
}
Value logsumexp(const Arguments& a) {
  expect_no_out(a);
  return wrap(input(a).logsumexp(as_integers(a["dim"]), keepdim(a)));
}

std::int64_t implicit_dim(const Arguments& a) {
  if (!a["dim"].is_none()) return as_integer(a["dim"]);
  const std::int64_t rank = input(a).dim();
  return rank == 0 || rank == 1 || rank == 3 ? 0 : 1;
}
Value softmax(const Arguments& a) { return wrap(input(a).softmax(implicit_dim(a), as_dtype(a["dtype"]))); }
Value log_softmax(const Arguments& a) { return wrap(input(a).log_softmax(implicit_dim(a), as_dtype(a["dtype"]))); }
Value softmin(const Arguments& a) { return wrap((-input(a)).softmax(implicit_dim(a), as_dtype(a["dtype"]))); }

using T = Tensor;
const Operations kOperations = {
    {"nansum", sum_like<&T::nansum>},
    {"nanmean", sum_like<&T::nanmean>},
    {"prod", prod},
    {"any", question<&T::any>},
    {"all", question<&T::all>},
    {"count_nonzero", count_nonzero},
    {"var", var},
    {"std", std_},
    {"var_mean", var_mean},
    {"std_mean", std_mean},
    {"norm", norm},
    {"linalg.vector_norm", vector_norm},
    {"amax", extreme_of_dims<&T::amax>},
    {"amin", extreme_of_dims<&T::amin>},
    {"aminmax", aminmax},
    {"max", extreme_or_other<&T::max, &T::max, &T::max>},
    {"min", extreme_or_other<&T::min, &T::min, &T::min>},
    {"median", extreme<&T::median, &T::median>},
    {"nanmedian", extreme<&T::nanmedian, &T::nanmedian>},
    {"argmax", place<&T::argmax>},
    {"argmin", place<&T::argmin>},
    {"sort", sort},
    {"argsort", argsort},
    {"msort", msort},
    {"topk", topk},
    {"kthvalue", kthvalue},
    {"cumsum", along<&T::cumsum>},
    {"cumprod", along<&T::cumprod>},
    {"cumsum_", along_<&T::cumsum_>},
    {"cumprod_", along_<&T::cumprod_>},
    {"cummax", running_extreme<&T::cummax>},
    {"cummin", running_extreme<&T::cummin>},
    {"logsumexp", logsumexp},
    {"softmax", softmax},
    {"log_softmax", log_softmax},
    {"softmin", softmin},
};

}  // namespace

const Operations& reduction_operations() { return kOperations; }

}  // namespace gradproof::checks::native
