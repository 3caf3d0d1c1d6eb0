// Variance and standard deviation: the mean first, then the squares of what is left, so that nothing cancels.
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/reduced_dims.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <limits>

namespace gradproof {
namespace {

struct Spread {
  ReducedDims dims;
  double count, correction;
};

/// Gradient of the variance, with the reduced dimensions put back in `g`.
Tensor variance_gradient(const Tensor& g, const Tensor& self, const Spread& s) {
  const double left = s.count - s.correction;
  if (left <= 0) return g * Scalar(std::numeric_limits<double>::quiet_NaN()) + zeros_like(self);
  const Tensor mean = restored(self.mean(dims_of(s.dims.mask, self)), {s.dims.mask, false}, self.sizes().size());
  return g * Scalar(2 / left) * (self - mean);
}

/// Gradient of the deviation turned into that of the variance; 0 where the deviation is.
Tensor through_root(const Tensor& g, const Tensor& deviation) {
  const Tensor zero = deviation.detach().eq(0);
  return g / (deviation * 2 + zero) * zero.logical_not();
}

Tensor whole(const Tensor& t, const Spread& s, const Tensor& self) { return restored(t, s.dims, self.sizes().size()); }

void var_gradient(Backward& b) {
  const auto& s = b.attributes<Spread>();
  const Tensor self = b.saved(0);
  b.give(0, variance_gradient(whole(b.grad(), s, self), self, s));
}
void std_gradient(Backward& b) {
  const auto& s = b.attributes<Spread>();
  const Tensor self = b.saved(0);
  b.give(0, variance_gradient(whole(through_root(b.grad(), b.saved(1)), s, self), self, s));
}

void give_with_mean(Backward& b, Tensor of_variance, const Tensor& self, const Spread& s) {
  if (!b.grad(1).defined()) return b.give(0, of_variance);
  const Tensor of_mean = whole(b.grad(1) / s.count, s, self);
  b.give(0, of_variance.defined() ? of_variance + of_mean : of_mean.expand(self.sizes()));
}
void var_mean_gradient(Backward& b) {
  const auto& s = b.attributes<Spread>();
  const Tensor self = b.saved(0);
  give_with_mean(b, b.grad(0).defined() ? variance_gradient(whole(b.grad(0), s, self), self, s) : Tensor(), self, s);
}
void std_mean_gradient(Backward& b) {
  const auto& s = b.attributes<Spread>();
  const Tensor self = b.saved(0);
  if (!b.grad(0).defined()) return give_with_mean(b, {}, self, s);
  give_with_mean(b, variance_gradient(whole(through_root(b.grad(0), b.saved(1)), s, self), self, s), self, s);
}

constexpr GradientRule kVar = {"VarBackward0", var_gradient}, kStd = {"StdBackward0", std_gradient},
                       kVarMean = {"VarMeanBackward0", var_mean_gradient},
                       kStdMean = {"StdMeanBackward0", std_mean_gradient};

struct Moments {
  Tensor mean, spread;
  Spread facts;
};

/// Mean and variance (or its root) over `dims`, unrecorded.
Moments moments(const Tensor& t, OptionalIntArrayRef dims, double correction, bool keepdim, bool root,
                const char* name) {
  if (!is_floating(t.dtype()))
    raise(ErrorKind::not_implemented, std::string(name) + " only support floating point and complex dtypes; found " +
                                          std::string(scalar_name(t.dtype())) + ", convert with .to(kFloat) first");
  NoGradGuard no_grad;
  const std::uint64_t mask = mask_of(dims.value_or_none(), t, "var");
  const double count = double(reduced_count(t, mask));
  const bool small = size_of(t.dtype()) < 4;
  const Tensor x = small ? t.to(DType::float32) : t.detach();
  const Tensor mean = reduce_kept(ReduceId::sum, x, mask, x.dtype(), 0) / count;
  const Tensor off = x - mean;
  Tensor spread = reduce_kept(ReduceId::sum, off * off, mask, x.dtype(), 0) / std::max(0.0, count - correction);
  if (root) spread = spread.sqrt();
  Moments m{
      small ? mean.to(t.dtype()) : mean, small ? spread.to(t.dtype()) : spread, {{mask, keepdim}, count, correction}};
  if (!keepdim)
    for (const Tensor* result : {&m.mean, &m.spread}) drop_reduced(*result, mask);
  return m;
}

constexpr const char* kName = "std and var";

Tensor variance(const Tensor& t, OptionalIntArrayRef dims, double correction, bool keepdim) {
  const Moments m = moments(t, dims, correction, keepdim, false, kName);
  record(kVar, m.spread, {&t}, {save(t)}, m.facts);
  return m.spread;
}

Tensor deviation(const Tensor& t, OptionalIntArrayRef dims, double correction, bool keepdim) {
  const Moments m = moments(t, dims, correction, keepdim, true, kName);
  record(kStd, m.spread, {&t}, {save(t), save_output(m.spread)}, m.facts);
  return m.spread;
}

double number(const std::optional<Scalar>& correction) { return correction.value_or(Scalar(1)).toDouble(); }

}  // namespace

Tensor Tensor::var(bool unbiased) const { return variance(*this, {}, unbiased, false); }
Tensor Tensor::var(OptionalIntArrayRef dims, bool unbiased, bool keepdim) const {
  return variance(*this, dims, unbiased, keepdim);
}
Tensor Tensor::var(OptionalIntArrayRef dims, const std::optional<Scalar>& correction, bool keepdim) const {
  return variance(*this, dims, number(correction), keepdim);
}
Tensor Tensor::std(bool unbiased) const { return deviation(*this, {}, unbiased, false); }
Tensor Tensor::std(OptionalIntArrayRef dims, bool unbiased, bool keepdim) const {
  return deviation(*this, dims, unbiased, keepdim);
}
Tensor Tensor::std(OptionalIntArrayRef dims, const std::optional<Scalar>& correction, bool keepdim) const {
  return deviation(*this, dims, number(correction), keepdim);
}

std::tuple<Tensor, Tensor> var_mean(const Tensor& t, OptionalIntArrayRef dims, const std::optional<Scalar>& correction,
                                    bool keepdim) {
  const Moments m = moments(t, dims, number(correction), keepdim, false, "var_mean");
  record_both(kVarMean, m.spread, m.mean, {&t}, {save(t)}, m.facts);
  return {m.spread, m.mean};
}

std::tuple<Tensor, Tensor> std_mean(const Tensor& t, OptionalIntArrayRef dims, const std::optional<Scalar>& correction,
                                    bool keepdim) {
  const Moments m = moments(t, dims, number(correction), keepdim, true, "std_mean");
  record_both(kStdMean, m.spread, m.mean, {&t}, {save(t), save_output(m.spread)}, m.facts);
  return {m.spread, m.mean};
}

}  // namespace gradproof
