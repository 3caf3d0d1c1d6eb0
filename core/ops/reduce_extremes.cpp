// Largest and smallest. Over all elements or several dimensions equal ones share the gradient; along one dimension the
// element whose index is returned gets it.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/along.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <limits>

namespace gradproof {
namespace {

/// Where `t` equals `result`, which broadcasts to it; NaN equals NaN.
Tensor is_equal(const Tensor& t, const Tensor& result) { return t.eq(result) + t.ne(t) * result.ne(result); }

/// `g` shared among the elements of `t` that equal `result`: where that is NaN none does, and all get NaN.
Tensor shared_among_equals(const Tensor& g, const Tensor& t, const Tensor& result, std::uint64_t mask) {
  const Tensor equal = t.detach().eq(result.detach());
  const Tensor count = reduce_kept(ReduceId::sum, equal, mask, g.dtype(), 0);
  return g / count * equal;
}

void extreme_gradient(Backward& b) {
  const auto& r = b.attributes<ReducedDims>();
  const Tensor self = b.saved(0), result = b.saved(1);
  const auto rank = self.sizes().size();
  b.give(0, shared_among_equals(restored(b.grad(), r, rank), self, restored(result, r, rank), r.mask));
}
/// Where none is equal any more, because somebody wrote, nothing is given: as in PyTorch, and unlike the others.
void extreme_of_all_gradient(Backward& b) {
  const Tensor self = b.saved(0);
  const Tensor equal = is_equal(self.detach(), b.saved(1).detach()).to(kBool);
  b.give(0, zeros_like(self).masked_fill(equal, b.grad() / equal.sum()));
}
void both_extremes_gradient(Backward& b) {
  const auto& r = b.attributes<ReducedDims>();
  const Tensor self = b.saved(0);
  const auto rank = self.sizes().size();
  Tensor total;
  for (std::size_t k = 0; k < 2; ++k) {
    if (!b.grad(k).defined()) continue;
    const Tensor part =
        shared_among_equals(restored(b.grad(k), r, rank), self, restored(b.saved(1 + k), r, rank), r.mask);
    total = total.defined() ? total + part : part;
  }
  b.give(0, total);
}
constexpr GradientRule kAmax = {"AmaxBackward0", extreme_gradient}, kAmin = {"AminBackward0", extreme_gradient},
                       kMaxAll = {"MaxBackward1", extreme_of_all_gradient},
                       kMinAll = {"MinBackward1", extreme_of_all_gradient},
                       kAminmax = {"AminmaxBackward0", both_extremes_gradient},
                       kMax = {"MaxBackward0", chosen_gradient}, kMin = {"MinBackward0", chosen_gradient},
                       kMedianAll = {"MedianBackward0", extreme_of_all_gradient},
                       kNanmedianAll = {"NanmedianBackward0", extreme_of_all_gradient},
                       kMedian = {"MedianBackward1", chosen_gradient},
                       kNanmedian = {"NanmedianBackward1", chosen_gradient};

void expect_something(const Tensor& t, std::uint64_t mask, const char* name) {
  if (reduced_count(t, mask) > 0) return;
  raise(ErrorKind::value, std::string(name) +
                              "(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
                              "reduction dim with the 'dim' argument; found " +
                              to_string(t.sizes()));
}

Tensor extreme_kept(ReduceId id, const Tensor& t, std::uint64_t mask, const char* name) {
  expect_something(t, mask, name);
  return reduce_kept(id, t, mask, t.dtype(), 0);
}

Tensor extreme(const GradientRule& rule, ReduceId id, const Tensor& t, IntArrayRef dims, bool keepdim,
               const char* name) {
  const std::uint64_t mask = mask_of(dims, t, name);
  Tensor out = extreme_kept(id, t, mask, name);
  if (!keepdim) drop_reduced(out, mask);
  record(rule, out, {&t}, {save(t), save_output(out)}, ReducedDims{mask, keepdim});
  return out;
}

std::tuple<Tensor, Tensor> extreme_along(const GradientRule& rule, const Tensor& t, std::int64_t dim, bool keepdim,
                                         bool largest, const char* name) {
  const Lanes l = lanes_of(t, dim, name);
  expect_elements(t, l, name);
  return record_chosen(rule, choose(AlongId::extreme, t, l, 1, largest), t, l, keepdim);
}

Tensor place_of_extreme(const Tensor& t, std::optional<std::int64_t> dim, bool keepdim, bool largest,
                        const char* name) {
  if (t.dtype() == DType::boolean)
    raise(ErrorKind::not_implemented, std::string(name) + "(): does not support bool input; convert with .to(kByte)");
  if (!dim && t.numel() == 0)
    raise(ErrorKind::index, std::string(name) + "(): Expected reduction dim to be specified for input.numel() == 0.");
  const Tensor in = dim ? t : dense(t.detach()).view({-1});
  const Lanes l = lanes_of(in, dim.value_or(0), name);
  expect_elements(in, l, name);
  const Tensor index = choose(AlongId::extreme, in, l, 1, largest).indices;
  if (!dim)
    index->layout = Layout(keepdim ? std::vector<std::int64_t>(t.sizes().size(), 1) : std::vector<std::int64_t>());
  else if (!keepdim && t.dim() > 0)
    drop_reduced(index, std::uint64_t(1) << l.dim);
  return index;
}

void expect_ordered(const Tensor& t) {
  if (t.dtype() == DType::boolean) raise(ErrorKind::dtype, "\"median_cpu\" not implemented for 'Bool'");
}

Tensor median_of_all(const GradientRule& rule, const Tensor& t, bool skip_nan) {
  expect_ordered(t);
  if (t.numel() == 0) return full({}, std::numeric_limits<double>::quiet_NaN(), t.options());
  const Tensor row = dense(t.detach()).view({-1});
  Tensor out = choose(AlongId::median, row, lanes_of(row, 0, "median"), 1, skip_nan).values;
  out->layout = Layout();
  record(rule, out, {&t}, {save(t), save_output(out)});
  return out;
}

std::tuple<Tensor, Tensor> median_along(const GradientRule& rule, const Tensor& t, std::int64_t dim, bool keepdim,
                                        bool skip_nan) {
  expect_ordered(t);
  const Lanes l = lanes_of(t, dim, "median");
  expect_elements(t, l, "median");
  return record_chosen(rule, choose(AlongId::median, t, l, 1, skip_nan), t, l, keepdim);
}

}  // namespace

Tensor Tensor::amax(IntArrayRef dims, bool keepdim) const {
  return extreme(kAmax, ReduceId::max, *this, dims, keepdim, "amax");
}
Tensor Tensor::amin(IntArrayRef dims, bool keepdim) const {
  return extreme(kAmin, ReduceId::min, *this, dims, keepdim, "amin");
}
Tensor Tensor::max() const { return extreme(kMaxAll, ReduceId::max, *this, {}, false, "max"); }
Tensor Tensor::min() const { return extreme(kMinAll, ReduceId::min, *this, {}, false, "min"); }
std::tuple<Tensor, Tensor> Tensor::max(std::int64_t dim, bool keepdim) const {
  return extreme_along(kMax, *this, dim, keepdim, true, "max");
}
std::tuple<Tensor, Tensor> Tensor::min(std::int64_t dim, bool keepdim) const {
  return extreme_along(kMin, *this, dim, keepdim, false, "min");
}

std::tuple<Tensor, Tensor> Tensor::aminmax(std::optional<std::int64_t> dim, bool keepdim) const {
  const std::uint64_t mask = dim ? mask_of(*dim, *this, "aminmax") : mask_of({}, *this, "aminmax");
  if (reduced_count(*this, mask) == 0)
    raise(ErrorKind::value,
          "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity: found " +
              to_string(sizes()));
  const Tensor low = reduce_kept(ReduceId::min, *this, mask, dtype(), 0),
               high = reduce_kept(ReduceId::max, *this, mask, dtype(), 0);
  if (!keepdim)
    for (const Tensor* result : {&low, &high}) drop_reduced(*result, mask);
  record_both(kAminmax, low, high, {this}, {save(*this), save_output(low), save_output(high)},
              ReducedDims{mask, keepdim});
  return {low, high};
}

Tensor Tensor::argmax(std::optional<std::int64_t> dim, bool keepdim) const {
  return place_of_extreme(*this, dim, keepdim, true, "argmax");
}
Tensor Tensor::argmin(std::optional<std::int64_t> dim, bool keepdim) const {
  return place_of_extreme(*this, dim, keepdim, false, "argmin");
}

Tensor Tensor::median() const { return median_of_all(kMedianAll, *this, false); }
Tensor Tensor::nanmedian() const { return median_of_all(kNanmedianAll, *this, true); }
std::tuple<Tensor, Tensor> Tensor::median(std::int64_t dim, bool keepdim) const {
  return median_along(kMedian, *this, dim, keepdim, false);
}
std::tuple<Tensor, Tensor> Tensor::nanmedian(std::int64_t dim, bool keepdim) const {
  return median_along(kNanmedian, *this, dim, keepdim, true);
}

}  // namespace gradproof
