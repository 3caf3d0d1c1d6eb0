// Functions that are seldom used: special functions, distances, contractions, sets of values.
#include <gradproof/checks/subjects/native_arguments.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::checks::native {
namespace {

/// A number as a tensor of no dimensions.
Tensor tensor_of(const Value& v) {
  const auto n = get_number(v);
  return n ? scalar_tensor(*n, n->kind() == kDouble ? default_dtype() : n->kind()) : as_tensor(v);
}
Tensor optional_tensor(const Value& v) { return v.is_none() ? Tensor() : as_tensor(v); }
double number(const Arguments& a, std::string_view name) { return as_number(a[name]).toDouble(); }
bool flag(const Arguments& a, std::string_view name) { return as_flag(a[name], false); }

/// The tensors of a variadic parameter, also when one list holds them.
TensorList given_tensors(const Value& v) {
  const auto* row = v.get<std::shared_ptr<Sequence>>();
  const bool nested = row && (*row)->items.size() == 1 && (*row)->items[0].get<std::shared_ptr<Sequence>>();
  return as_tensors(nested ? (*row)->items[0] : v);
}

template <Tensor (*F)(const Tensor&)>
Value unary(const Arguments& a) {
  return wrap(F(input(a)));
}
template <Tensor (*F)(const Tensor&, const Tensor&)>
Value binary(const Arguments& a) {
  return wrap(F(input(a), tensor_of(a.at(1))));
}

Value diff_of(const Arguments& a) {
  return wrap(diff(input(a), as_integer(a["n"]), as_integer(a["dim"]), optional_tensor(a["prepend"]),
                   optional_tensor(a["append"])));
}
Value logcumsumexp_of(const Arguments& a) { return wrap(logcumsumexp(input(a), as_integer(a["dim"]))); }
Value quantile_of(const Arguments& a) {
  const auto* how = a["interpolation"].get<std::string>();
  const auto n = get_number(a["q"]);
  const Tensor q = n ? scalar_tensor(*n, input(a).options()) : as_tensor(a["q"]);
  return wrap(quantile(input(a), q, optional_integer(a["dim"]), flag(a, "keepdim"), how ? *how : "linear"));
}
Value cov_of(const Arguments& a) {
  return wrap(
      cov(input(a), as_integer(a["correction"]), optional_tensor(a["fweights"]), optional_tensor(a["aweights"])));
}
Value mode_of(const Arguments& a) {
  const auto [values, indices] = mode(input(a), as_integer(a["dim"]), flag(a, "keepdim"));
  return wrap_all({values, indices});
}
Value histc_of(const Arguments& a) {
  return wrap(histc(input(a), as_integer(a["bins"]), as_number(a["min"]), as_number(a["max"])));
}
Value renorm_of(const Arguments& a) {
  return wrap(renorm(input(a), as_number(a["p"]), as_integer(a["dim"]), as_number(a["maxnorm"])));
}
Value dist_of(const Arguments& a) { return wrap(dist(input(a), as_tensor(a["other"]), as_number(a["p"]))); }
Value cdist_of(const Arguments& a) { return wrap(cdist(as_tensor(a["x1"]), as_tensor(a["x2"]), number(a, "p"))); }
Value pairwise_distance_of(const Arguments& a) {
  return wrap(
      pairwise_distance(as_tensor(a["x1"]), as_tensor(a["x2"]), number(a, "p"), number(a, "eps"), flag(a, "keepdim")));
}
Value rms_norm_of(const Arguments& a) {
  const auto eps = get_number(a["eps"]);
  return wrap(rms_norm(input(a), as_integers(a["normalized_shape"]), optional_tensor(a["weight"]),
                       eps ? std::optional(eps->toDouble()) : std::nullopt));
}
Value cross_of(const Arguments& a) { return wrap(cross(input(a), as_tensor(a["other"]), optional_integer(a["dim"]))); }

Value tensordot_of(const Arguments& a) {
  const Tensor &x = as_tensor(a["a"]), &y = as_tensor(a["b"]);
  if (const auto* pair = a["dims"].get<std::shared_ptr<Sequence>>())
    return wrap(tensordot(x, y, as_integers((*pair)->items.at(0)), as_integers((*pair)->items.at(1))));
  const std::int64_t n = as_integer(a["dims"]);
  if (n < 0 || n > std::min(x.dim(), y.dim()))
    throw Raised("argument",
                 "tensordot expects dims >= 0 and at most the number of dimensions, but got dims=" + std::to_string(n));
  std::vector<std::int64_t> left, right;
  for (std::int64_t d = 0; d < n; ++d) left.push_back(x.dim() - n + d), right.push_back(d);
  return wrap(tensordot(x, y, left, right));
}
Value matrix_power_of(const Arguments& a) {
  if (as_integer(a["n"]) < 0) throw Unsupported("the native runtime has no negative powers of matrices");
  return wrap(matrix_power(input(a), as_integer(a["n"])));
}
Value chain_of(const Arguments& a) { return wrap(chain_matmul(given_tensors(a["matrices"]))); }
Value blocks_of(const Arguments& a) { return wrap(block_diag(given_tensors(a["tensors"]))); }
Value diagflat_of(const Arguments& a) { return wrap(diagflat(input(a), as_integer(a["offset"]))); }
Value fill_diagonal(const Arguments& a) {
  fill_diagonal_(input(a), as_number(a["fill_value"]), flag(a, "wrap"));
  return a["input"];
}

Value isin_of(const Arguments& a) {
  return wrap(isin(tensor_of(a["elements"]), tensor_of(a["test_elements"]), false, flag(a, "invert")));
}
Value unique_of(const Arguments& a) {
  if (!a["dim"].is_none()) throw Unsupported("the native runtime has unique() only of all elements");
  const auto [values, inverse, counts] = unique(input(a));
  TensorList answers{values};
  if (flag(a, "return_inverse")) answers.push_back(inverse);
  if (flag(a, "return_counts")) answers.push_back(counts);
  return answers.size() == 1 ? wrap(values) : wrap_all(answers);
}

const Operations kOperations = {
    {"lgamma", unary<lgamma>},
    {"digamma", unary<digamma>},
    {"erfinv", unary<erfinv>},
    {"sinc", unary<sinc>},
    {"i0", unary<i0>},
    {"angle", unary<angle>},
    {"mode", mode_of},
    {"histc", histc_of},
    {"logaddexp2", binary<logaddexp2>},
    {"ldexp", binary<ldexp>},
    {"heaviside", binary<heaviside>},
    {"float_power", binary<float_power>},
    {"prelu", binary<prelu>},
    {"diff", diff_of},
    {"logcumsumexp", logcumsumexp_of},
    {"quantile", quantile_of},
    {"cov", cov_of},
    {"renorm", renorm_of},
    {"dist", dist_of},
    {"cdist", cdist_of},
    {"pairwise_distance", pairwise_distance_of},
    {"rms_norm", rms_norm_of},
    {"cross", cross_of},
    {"tensordot", tensordot_of},
    {"matrix_power", matrix_power_of},
    {"chain_matmul", chain_of},
    {"block_diag", blocks_of},
    {"diagflat", diagflat_of},
    {"fill_diagonal_", fill_diagonal},
    {"isin", isin_of},
    {"unique", unique_of},
};

}  // namespace

const Operations& further_operations() { return kOperations; }

}  // namespace gradproof::checks::native
