// Sorting and choosing by rank. Gradients go back to where each value stood.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/along.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

constexpr GradientRule kSort = {"SortBackward0", chosen_gradient}, kSortStable = {"SortBackward1", chosen_gradient},
                       kTopk = {"TopkBackward0", chosen_gradient}, kKthvalue = {"KthvalueBackward0", chosen_gradient};

/// `result` in the order of strides that `t` has, as PyTorch's sort gives it.
Tensor lying_as(const Tensor& t, const Tensor& result) {
  if (t.is_contiguous()) return result;
  Tensor out = make_result_like(t, result.dtype());
  raw_copy(out, result);
  return out;
}

// Always stable.
std::tuple<Tensor, Tensor> sorted_along(const GradientRule& rule, const Tensor& t, std::int64_t dim, bool descending) {
  const Lanes l = lanes_of(t, dim, "sort");
  const Chosen c = choose(AlongId::sort, t, l, l.size, descending);
  return record_chosen(rule, {lying_as(t, c.values), lying_as(t, c.indices)}, t, l);
}

}  // namespace

std::tuple<Tensor, Tensor> Tensor::sort(std::int64_t dim, bool descending) const {
  return sorted_along(kSort, *this, dim, descending);
}

std::tuple<Tensor, Tensor> Tensor::sort(std::optional<bool>, std::int64_t dim, bool descending) const {
  return sorted_along(kSortStable, *this, dim, descending);
}

Tensor Tensor::argsort(std::int64_t dim, bool descending) const {
  const Lanes l = lanes_of(*this, dim, "argsort");
  return lying_as(*this, choose(AlongId::sort, *this, l, l.size, descending).indices);
}

std::tuple<Tensor, Tensor> Tensor::topk(std::int64_t k, std::int64_t dim, bool largest, bool sorted) const {
  const Lanes l = lanes_of(*this, dim, "topk");
  if (k < 0 || k > l.size)
    raise(ErrorKind::index, "topk: selected index k out of range: k is " + std::to_string(k) + ", dimension " +
                                std::to_string(l.dim) + " has size " + std::to_string(l.size));
  return record_chosen(kTopk, choose(AlongId::topk, *this, l, k, largest, sorted), *this, l);
}

std::tuple<Tensor, Tensor> Tensor::kthvalue(std::int64_t k, std::int64_t dim, bool keepdim) const {
  const Lanes l = lanes_of(*this, dim, "kthvalue");
  expect_elements(*this, l, "kthvalue");
  if (k < 1 || k > l.size)
    raise(ErrorKind::index, "kthvalue(): selected number k out of range for dimension " + std::to_string(l.dim) +
                                ": k is " + std::to_string(k) + ", expected 1 to " + std::to_string(l.size));
  return record_chosen(kKthvalue, choose(AlongId::kthvalue, *this, l, 1, false, k), *this, l, keepdim);
}

}  // namespace gradproof
