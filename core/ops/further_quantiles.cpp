// Order statistics of several elements: quantiles, the commonest value, counts in intervals.
#include <cmath>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/along.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <limits>

namespace gradproof {
namespace {

constexpr GradientRule kMode = {"ModeBackward0", chosen_gradient};

[[noreturn]] void histc_gradient(Backward&) {
  raise(ErrorKind::not_differentiable,
        "derivative for aten::histc is not implemented: counts are constant but for jumps; detach() its input");
}
constexpr GradientRule kHistc = {"torch::autograd::NotImplemented", histc_gradient};

void expect_quantiles(const Tensor& x, const Tensor& q) {
  if (!is_floating(x.dtype()) || q.dtype() != x.dtype())
    raise(ErrorKind::dtype,
          "quantile() input tensor must be either float or double dtype, and q of the same dtype: found " +
              std::string(scalar_name(x.dtype())) + " and " + std::string(scalar_name(q.dtype())));
  if (x.numel() == 0) raise(ErrorKind::value, "quantile() input tensor must be non-empty");
  if (q.dim() > 1) raise(ErrorKind::shape, "quantile() q must be a scalar or 1D tensor");
  if (q.detach().lt(0).any().item().toBool() || q.detach().gt(1).any().item().toBool())
    raise(ErrorKind::argument, "quantile() q values must be in the range [0, 1]");
}

/// The elements of `sorted`, ascending along its last dimension, at fractional `places`.
Tensor between(const Tensor& sorted, const Tensor& places, std::string_view interpolation) {
  const auto at = [&](const Tensor& place) { return sorted.gather(-1, place.to(kLong)); };
  if (interpolation == "lower") return at(places.floor());
  if (interpolation == "higher") return at(places.ceil());
  if (interpolation == "nearest") return at(places.round());
  const Tensor below = places.floor();
  if (interpolation == "midpoint") return at(below).lerp(at(places.ceil()), 0.5);
  if (interpolation == "linear") return at(below).lerp(at(places.ceil()), places - below);
  raise(ErrorKind::value,
        "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got " +
            std::string(interpolation));
}

/// Quantiles of each row, in the last dimension; a row that holds NaN gives NaN unless they are left out.
Tensor of_lanes(const Tensor& lanes, const Tensor& q, std::string_view interpolation, bool skip_nan) {
  const Tensor sorted = std::get<0>(lanes.sort(-1)), missing = lanes.detach().isnan();
  std::vector<std::int64_t> sizes = sorted.sizes().vec();
  sizes.back() = q.numel();
  Tensor last = full({}, Scalar(sorted.size(-1) - 1), q.options());
  if (skip_nan) last = (last - missing.sum({-1}, true).to(q.dtype())).clamp_min(Scalar(0));
  const Tensor out = between(sorted, (q.detach().flatten() * last).expand(sizes), interpolation);
  if (skip_nan || !missing.any().item().toBool()) return out;
  return out.masked_fill(missing.any({-1}, true), std::numeric_limits<double>::quiet_NaN());
}

Tensor quantile_of(const Tensor& x, const Tensor& q, std::optional<std::int64_t> dim, bool keepdim,
                   std::string_view interpolation, bool skip_nan) {
  expect_quantiles(x, q);
  const bool by_lanes = dim && x.dim() > 0;
  const std::int64_t along = lanes_of(x, dim.value_or(0), "quantile").dim;
  Tensor out = of_lanes(by_lanes ? x.transpose(along, -1) : x.flatten(), q, interpolation, skip_nan);
  if (by_lanes) {
    out = out.unsqueeze(-2).transpose(along, -2);
    if (!keepdim) out = out.squeeze(along);
  } else if (keepdim) {
    std::vector<std::int64_t> ones(std::size_t(x.dim()), 1);
    ones.push_back(q.numel());
    out = out.reshape(ones);
  }
  return q.dim() == 0 ? out.squeeze_(-1) : out.movedim(-1, 0);  // in place, as the node is named in PyTorch
}

/// Of each row of ascending elements, the last place of the longest run of equal ones, the first of several.
Tensor end_of_longest_run(const Tensor& sorted, std::int64_t dim) {
  const std::int64_t n = sorted.size(dim);
  std::vector<std::int64_t> sizes(std::size_t(sorted.dim()), 1);
  sizes[std::size_t(dim)] = n;
  const Tensor place = arange(n, sorted.options().dtype(kLong)).reshape(sizes).expand(sorted.sizes());
  const Tensor differs = sorted.narrow(dim, 1, n - 1).ne(sorted.narrow(dim, 0, n - 1));
  const Tensor later = where(differs, place.narrow(dim, 1, n - 1), 0);
  const Tensor start = std::get<0>(cat({zeros_like(place.narrow(dim, 0, 1)), later}, dim).cummax(dim));
  return (place - start).argmax(dim, true);
}

}  // namespace

Tensor quantile(const Tensor& x, const Tensor& q, std::optional<std::int64_t> dim, bool keepdim,
                std::string_view interpolation) {
  return quantile_of(x, q, dim, keepdim, interpolation, false);
}
Tensor quantile(const Tensor& x, double q, std::optional<std::int64_t> dim, bool keepdim,
                std::string_view interpolation) {
  return quantile_of(x, scalar_tensor(q, x.options()), dim, keepdim, interpolation, false);
}
Tensor nanquantile(const Tensor& x, const Tensor& q, std::optional<std::int64_t> dim, bool keepdim,
                   std::string_view interpolation) {
  return quantile_of(x, q, dim, keepdim, interpolation, true);
}
Tensor nanquantile(const Tensor& x, double q, std::optional<std::int64_t> dim, bool keepdim,
                   std::string_view interpolation) {
  return quantile_of(x, scalar_tensor(q, x.options()), dim, keepdim, interpolation, true);
}

std::tuple<Tensor, Tensor> mode(const Tensor& x, std::int64_t dim, bool keepdim) {
  const Lanes l = lanes_of(x, dim, "mode");
  expect_elements(x, l, "mode");
  Chosen chosen;
  {
    NoGradGuard no_grad;
    const Tensor rows = x.dim() ? x.detach() : x.detach().reshape({1});
    const auto [sorted, places] = rows.sort(std::optional<bool>(true), l.dim);
    const Tensor end = end_of_longest_run(sorted, l.dim);
    chosen = {sorted.gather(l.dim, end), places.gather(l.dim, end)};
    for (const Tensor* result : {&chosen.values, &chosen.indices}) (*result)->layout = Layout(resized(x, l, 1));
  }
  return record_chosen(kMode, chosen, x, l, keepdim);
}

namespace {

Tensor counts_in(const Tensor& row, std::int64_t bins, double low, double high) {
  NoGradGuard no_grad;
  if (low == high && row.numel() > 0) low = row.min().item().toDouble(), high = row.max().item().toDouble();
  if (low == high) --low, ++high;
  if (!std::isfinite(low) || !std::isfinite(high))
    raise(ErrorKind::value,
          "torch.histc: range of [" + std::to_string(low) + ", " + std::to_string(high) + "] is not finite");
  if (low > high) raise(ErrorKind::value, "torch.histc: max must be larger than min");
  const Tensor inside = row.masked_select(row.ge(low).logical_and(row.le(high)));
  const Tensor interval = ((inside - low) * double(bins) / (high - low)).to(kLong).clamp_max(Scalar(bins - 1));
  return bincount(interval, {}, bins).to(row.dtype());
}

}  // namespace

Tensor histc(const Tensor& x, std::int64_t bins, const Scalar& min, const Scalar& max) {
  if (!is_floating(x.dtype()))
    raise(ErrorKind::not_implemented, "\"histogram_cpu\" not implemented for '" + std::string(scalar_name(x.dtype())) +
                                          "'; convert with .to(kFloat) first");
  if (bins <= 0) raise(ErrorKind::value, "torch.histc(): bins must be > 0, but got " + std::to_string(bins));
  Tensor out = counts_in(x.detach().flatten(), bins, min.toDouble(), max.toDouble());
  record(kHistc, out, {&x}, {});
  return out;
}

}  // namespace gradproof
