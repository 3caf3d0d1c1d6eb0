#include <algorithm>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/indexing.hpp>

namespace gradproof {
namespace {

using indexing::TensorIndex;

bool uses_dimension(const TensorIndex& i) { return i.index() <= 1; }

/// Applies one entry at dimension `at` of `t` and moves `at` past what it left there.
Tensor apply(const Tensor& t, const TensorIndex& entry, std::int64_t& at, std::int64_t dims_left_for_rest) {
  if (const auto* i = std::get_if<std::int64_t>(&entry)) return t.select(at, *i);
  if (const auto* s = std::get_if<indexing::Slice>(&entry)) {
    const std::int64_t d = at++;
    return s->start || s->stop || s->step ? t.slice(d, s->start, s->stop, s->step.value_or(1)) : t;
  }
  if (std::holds_alternative<indexing::NoneType>(entry)) return t.unsqueeze(at++);
  at += dims_left_for_rest;
  return t;
}

Tensor without_leading_ones(const Tensor& value, std::int64_t rank) {
  Tensor v = value;
  while (v.dim() > rank && v.size(0) == 1) v = v.select(0, 0);
  return v;
}

}  // namespace

Tensor index(const Tensor& t, const std::vector<TensorIndex>& indices) {
  const std::int64_t used = std::count_if(indices.begin(), indices.end(), uses_dimension);
  if (used > t.dim())
    raise(ErrorKind::index,
          "too many indices for tensor of dimension " + std::to_string(t.dim()) + ": found " + std::to_string(used));
  Tensor v = t;
  std::int64_t at = 0;
  for (const TensorIndex& entry : indices) v = apply(v, entry, at, t.dim() - used);
  return v.is_same(t) ? t.slice(0, {}, {}) : v;
}

void index_put_(const Tensor& t, const std::vector<TensorIndex>& indices, const Tensor& value) {
  const Tensor target = index(t, indices);
  target.copy_(without_leading_ones(value, target.dim()));
}

void index_put_(const Tensor& t, const std::vector<TensorIndex>& indices, const Scalar& value) {
  index(t, indices).fill_(value);
}

}  // namespace gradproof
