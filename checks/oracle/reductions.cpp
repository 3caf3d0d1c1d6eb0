// Reductions and scans, composed of the primitive rules: their derivatives come by themselves.
#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/rules.hpp>
#include <numeric>

namespace gradproof::checks::oracle {
namespace {

Shape kept_shape(const Shape& shape, const Shape& dims) {
  Shape result = shape;
  for (std::int64_t dim : dims)
    if (!result.empty()) result[static_cast<std::size_t>(dim)] = 1;
  return result;
}

Shape dropped_shape(const Shape& shape, const Shape& dims) {
  Shape result;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (!std::binary_search(dims.begin(), dims.end(), static_cast<std::int64_t>(i))) result.push_back(shape[i]);
  return result;
}

/// A reduction that kept its dimensions, in the shape that was asked for.
Var finished(const Var& kept, const Shape& dims, bool keepdim) {
  return keepdim ? kept : reshape(kept, dropped_shape(kept.shape(), dims));
}

double reduced_count(const Shape& shape, const Shape& dims) {
  return static_cast<double>(count(shape)) /
         static_cast<double>(std::max<std::int64_t>(count(kept_shape(shape, dims)), 1));
}

/// The largest (or smallest) of each group, with dimensions kept; NaN wins.
Array extremes(const Array& x, const Shape& kept, bool largest) {
  Numbers best(static_cast<std::size_t>(count(kept)), largest ? -INFINITY : INFINITY);
  Positions group = broadcast_positions(kept, x.shape());
  for (std::size_t i = 0; i < group.size(); ++i) {
    double &b = best[static_cast<std::size_t>(group[i])], v = x.numbers()[i];
    if (std::isnan(v) || (largest ? v > b : v < b)) b = v;
  }
  return Array(kept, x.dtype(), std::move(best));
}

/// Positions of slice i along `dim`; the dimension is kept.
Positions lane_positions(const Shape& shape, std::int64_t dim, std::int64_t i) {
  auto d = static_cast<std::size_t>(dim);
  std::int64_t inner = row_major_strides(shape)[d], length = shape[d],
               outer = count(shape) / std::max<std::int64_t>(inner * length, 1);
  Positions result;
  for (std::int64_t o = 0; o < outer; ++o)
    for (std::int64_t k = 0; k < inner; ++k) result.push_back((o * length + i) * inner + k);
  return result;
}

Var lane(const Var& x, std::int64_t dim, std::int64_t i) {
  return gather(x, lane_positions(x.shape(), dim, i), kept_shape(x.shape(), {dim}));
}

Var finite_or_zero(const Var& x) {
  Numbers numbers = x.value().numbers();
  for (double& v : numbers)
    if (!std::isfinite(v)) v = 0;
  return constant(Array(x.shape(), x.dtype(), std::move(numbers)));
}

/// The norm of order 0, which is flat.
Var number_of_nonzeros(const Var& x, const Shape& dims, bool keepdim) {
  Var flat = sum(keep(x, std::vector<bool>(x.value().numbers().size(), false)), dims, keepdim);
  return with_value(flat, sum(cast(pointwise("ne", x, constant(0.0)), x.dtype()), dims, keepdim).value());
}

}  // namespace

Var sum(const Var& x, const Shape& dims, bool keepdim) {
  Shape reduced = reduced_dims(x.shape(), dims);
  Var wide = is_float(x.dtype()) ? x : cast(x, Dtype::int64);
  return finished(sum_to(wide, kept_shape(x.shape(), reduced)), reduced, keepdim);
}

Var mean(const Var& x, const Shape& dims, bool keepdim) {
  return sum(x, dims, keepdim) / reduced_count(x.shape(), reduced_dims(x.shape(), dims));
}

Var variance(const Var& x, const Shape& dims, double correction, bool keepdim) {
  Var centred = x - mean(x, reduced_dims(x.shape(), dims), true);
  double n = reduced_count(x.shape(), reduced_dims(x.shape(), dims));
  return sum(centred * centred, dims, keepdim) / std::max(n - correction, 0.0);
}

Var product(const Var& x, const Shape& dims, bool keepdim) {
  Shape reduced = reduced_dims(x.shape(), dims);
  Var result = is_float(x.dtype()) ? x : cast(x, Dtype::int64);
  if (x.shape().empty()) return result;
  for (std::int64_t dim : reduced) {
    Var lanes = result;
    Shape one = lanes.shape();
    one[static_cast<std::size_t>(dim)] = 1;
    result = constant(Array::full(one, lanes.dtype(), 1));
    for (std::int64_t i = 0; i < lanes.shape()[static_cast<std::size_t>(dim)]; ++i)
      result = result * lane(lanes, dim, i);
  }
  return finished(result, reduced, keepdim);
}

Var norm(const Var& x, double p, const Shape& dims, bool keepdim) {
  if (std::isinf(p)) return extreme(pointwise("abs", x), dims, keepdim, p > 0);
  if (p == 1) return sum(pointwise("abs", x), dims, keepdim);
  if (p == 0) return number_of_nonzeros(x, dims, keepdim);
  Var powers = p == 2 ? x * x : pointwise("pow", pointwise("abs", x), constant(p));
  Var total = sum(powers, dims, keepdim);
  Var root = p == 2 ? sqrt(total) : pointwise("pow", total, constant(1 / p));
  std::vector<bool> positive;  // at 0 the gradient is 0 by convention
  for (double v : total.value().numbers()) positive.push_back(v != 0);
  if (std::find(positive.begin(), positive.end(), false) == positive.end()) return root;
  Var safe =
      where(Array(total.shape(), Dtype::boolean, Numbers(positive.begin(), positive.end())), total, constant(1.0));
  return keep(p == 2 ? sqrt(safe) : pointwise("pow", safe, constant(1 / p)), positive);
}

Var extreme(const Var& x, const Shape& dims, bool keepdim, bool largest, NanGradient of_nan) {
  Shape reduced = reduced_dims(x.shape(), dims), kept = kept_shape(x.shape(), reduced);
  Array best = extremes(x.value(), kept, largest);
  Positions group = broadcast_positions(kept, x.shape());
  std::vector<bool> ties;
  Numbers tied(static_cast<std::size_t>(count(kept)), 0.0);
  for (std::size_t i = 0; i < group.size(); ++i) {
    const double value = x.value().numbers()[i], chosen = best[group[i]];
    const bool all_lost = std::isnan(chosen) && of_nan == NanGradient::to_all_as_nan;
    ties.push_back(value == chosen || all_lost || (std::isnan(value) && std::isnan(chosen)));
    tied[static_cast<std::size_t>(group[i])] += all_lost ? NAN : ties.back();
  }
  Var share = sum_to(keep(x, ties), kept) / constant(Array(kept, Dtype::float64, std::move(tied)));
  return finished(with_value(cast(share, x.dtype()), best), reduced, keepdim);
}

Var logsumexp(const Var& x, const Shape& dims, bool keepdim) {
  Shape reduced = reduced_dims(x.shape(), dims);
  Var shift = finite_or_zero(constant(extremes(x.value(), kept_shape(x.shape(), reduced), true)));
  Var kept = log(sum(exp(x - shift), reduced, true)) + shift;
  return finished(kept, reduced, keepdim);
}

Var log_softmax(const Var& x, std::int64_t dim) { return x - logsumexp(x, {dim}, true); }

Var softmax(const Var& x, std::int64_t dim) { return exp(log_softmax(x, dim)); }

Var cumulative(const Var& x, std::int64_t dim, bool product) {
  std::int64_t d = wrapped_dim(dim, x.shape().size());
  if (x.shape().empty() || x.value().size() == 0) return x;
  auto length = x.shape()[static_cast<std::size_t>(d)];
  Var running = lane(x, d, 0), result = zeros_like(x);
  for (std::int64_t i = 0; i < length; ++i) {
    if (i > 0) running = product ? running * lane(x, d, i) : running + lane(x, d, i);
    result = overwrite(result, lane_positions(x.shape(), d, i), running);
  }
  return result;
}

Positions sorted_positions(const Array& x, std::int64_t dim, bool descending) {
  Positions result(static_cast<std::size_t>(x.size()));
  std::iota(result.begin(), result.end(), 0);
  if (x.shape().empty()) return result;
  auto d = static_cast<std::size_t>(dim);
  std::int64_t step = row_major_strides(x.shape())[d], length = x.shape()[d];
  auto before = [&](std::int64_t a, std::int64_t b) {
    if (std::isnan(x[a]) || std::isnan(x[b]))
      return descending ? std::isnan(x[a]) && !std::isnan(x[b]) : !std::isnan(x[a]) && std::isnan(x[b]);
    return descending ? x[a] > x[b] : x[a] < x[b];
  };
  for (std::int64_t start = 0; start < x.size(); ++start) {
    if (start / step % length != 0) continue;
    Positions lane;
    for (std::int64_t i = 0; i < length; ++i) lane.push_back(start + i * step);
    std::stable_sort(lane.begin(), lane.end(), before);
    for (std::int64_t i = 0; i < length; ++i)
      result[static_cast<std::size_t>(start + i * step)] = lane[static_cast<std::size_t>(i)];
  }
  return result;
}

}  // namespace gradproof::checks::oracle
