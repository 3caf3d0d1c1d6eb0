// Sets of values, and choices from them.
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

/// Equal neighbours in a row: where each run begins, and the number of the run that an element is of.
struct Runs {
  Tensor begins, number;
};

/// `rows`: what is compared, along dimension 0.
Runs runs_of(const Tensor& rows) {
  const std::int64_t n = rows.size(0);
  const TensorOptions flags = rows.options().dtype(kBool);
  Tensor begins = ones({n}, flags);
  if (n > 1) {
    const Tensor differs = rows.narrow(0, 1, n - 1).ne(rows.narrow(0, 0, n - 1)).reshape({n - 1, -1}).any({1});
    begins = cat({ones({1}, flags), differs});
  }
  return {begins, begins.cumsum(0) - 1};
}

/// The order that sorts rows [n, columns] by their first difference.
Tensor lexicographic(const Tensor& rows) {
  Tensor order = arange(rows.size(0), rows.options().dtype(kLong));
  for (std::int64_t c = rows.size(1) - 1; c >= 0; --c)
    order = order.index_select(0, rows.select(1, c).index_select(0, order).argsort(true, 0));
  return order;
}

Tensor none(const Tensor& like) { return empty({0}, like.options().dtype(kLong)); }

using ThreeParts = std::tuple<Tensor, Tensor, Tensor>;

/// One representative of each run along `dim` of `x`, whose elements stand in the runs' `order`.
ThreeParts parts_of(const Tensor& x, std::int64_t dim, const Tensor& order, const Runs& runs, bool inverse,
                    bool counts) {
  const Tensor values = x.index_select(dim, order.masked_select(runs.begins));
  return {values, inverse ? empty_like(runs.number).index_copy(0, order, runs.number) : none(x),
          counts ? bincount(runs.number, {}, values.size(dim)) : none(x)};
}

Tensor as_rows(const Tensor& x, std::int64_t dim) {
  return x.movedim(dim, 0).reshape({x.size(dim), x.numel() / std::max<std::int64_t>(x.size(dim), 1)});
}

}  // namespace

Tensor isin(const Tensor& elements, const Tensor& test_elements, bool, bool invert) {
  NoGradGuard no_grad;
  const Tensor found = elements.detach().unsqueeze(-1).eq(test_elements.detach().flatten()).any({-1});
  return invert ? found.logical_not() : found;
}
Tensor isin(const Tensor& elements, const Scalar& test_element, bool assume_unique, bool invert) {
  return isin(elements, full({}, test_element, elements.options().dtype({})), assume_unique, invert);
}
Tensor isin(const Scalar& element, const Tensor& test_elements, bool assume_unique, bool invert) {
  return isin(full({}, element, test_elements.options().dtype({})), test_elements, assume_unique, invert);
}

std::tuple<Tensor, Tensor, Tensor> unique(const Tensor& x) { return _unique2(x, true, true, true); }

ThreeParts _unique2(const Tensor& x, bool, bool return_inverse, bool return_counts) {
  NoGradGuard no_grad;
  const Tensor row = x.detach().flatten();
  const auto [sorted, order] = row.sort(std::optional<bool>(true), 0);
  auto [values, inverse, counts] = parts_of(row, 0, order, runs_of(sorted), return_inverse, return_counts);
  return {values, return_inverse ? inverse.reshape(x.sizes()) : inverse, counts};
}

// All three parts whatever was asked for, as in libtorch.
ThreeParts unique_dim(const Tensor& x, std::int64_t dim, bool, bool, bool) {
  NoGradGuard no_grad;
  const Tensor slices = x.detach().movedim(dim, 0), rows = as_rows(x.detach(), dim), order = lexicographic(rows);
  const auto [values, inverse, counts] = parts_of(slices, 0, order, runs_of(rows.index_select(0, order)), true, true);
  return {values.movedim(0, dim), inverse, counts};
}

ThreeParts unique_consecutive(const Tensor& x, bool return_inverse, bool return_counts,
                              std::optional<std::int64_t> dim) {
  NoGradGuard no_grad;
  if (dim) {
    const Runs runs = runs_of(as_rows(x.detach(), *dim));
    const auto [values, inverse, counts] =
        parts_of(x.detach().movedim(*dim, 0), 0, arange(x.size(*dim), x.options().dtype(kLong)), runs, true, true);
    return {values.movedim(0, *dim), inverse, counts};
  }
  const Tensor row = x.detach().flatten();
  auto [values, inverse, counts] =
      parts_of(row, 0, arange(row.numel(), x.options().dtype(kLong)), runs_of(row), return_inverse, return_counts);
  return {values, return_inverse ? inverse.reshape(x.sizes()) : inverse, counts};
}

Tensor cartesian_prod(const TensorList& vectors) {
  for (const Tensor& v : vectors)
    if (v.dim() != 1) raise(ErrorKind::shape, "Expect a 1D vector, but got shape " + to_string(v.sizes()));
  if (vectors.size() == 1) return vectors[0];
  TensorList columns;
  for (const Tensor& axis : meshgrid(vectors, "ij")) columns.push_back(axis.flatten());
  return stack(columns, 1);
}

Tensor combinations(const Tensor& x, std::int64_t r, bool with_replacement) {
  if (x.dim() != 1) raise(ErrorKind::shape, "Expect a 1D vector, but got shape " + to_string(x.sizes()));
  if (r < 0) raise(ErrorKind::argument, "Expect a non-negative number, but got " + std::to_string(r));
  if (r == 0) return empty({0}, x.options());
  const TensorList places = meshgrid(TensorList(std::size_t(r), arange(x.numel(), x.options().dtype(kLong))), "ij");
  Tensor ascends = ones(places[0].sizes(), x.options().dtype(kBool));
  for (std::size_t i = 1; i < places.size(); ++i)
    ascends = ascends.logical_and(with_replacement ? places[i - 1].le(places[i]) : places[i - 1].lt(places[i]));
  TensorList columns;
  for (const Tensor& place : places) columns.push_back(x.index_select(0, place.masked_select(ascends)));
  return stack(columns, 1);
}

}  // namespace gradproof
