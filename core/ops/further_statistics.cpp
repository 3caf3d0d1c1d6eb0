// Differences, running log-sums, covariance, norms and distances.
#include <cmath>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <limits>

namespace gradproof {
namespace {

struct OfDim {
  std::int64_t dim;
};

// The largest element of a lane is taken out, so that no exponential overflows; it is a constant of the derivative.
void logcumsumexp_gradient(Backward& b) {
  const Tensor x = b.saved(0), result = b.saved(1);
  const std::int64_t dim = b.attributes<OfDim>().dim;
  if (x.dim() == 0) return b.give(0, b.grad());
  const Tensor highest = x.detach().amax({dim}, true);
  const Tensor parts = (b.grad() * (highest - result).exp()).flip({dim}).cumsum(dim).flip({dim});
  b.give(0, parts * (x - highest).exp());
}
constexpr GradientRule kLogcumsumexp = {"LogcumsumexpBackward0", logcumsumexp_gradient};

/// What a difference gets of its norm's gradient; zero where the norm is.
Tensor norm_part(const Tensor& g, const Tensor& difference, const Tensor& norm, double p) {
  if (p == 0) return zeros_like(difference);
  if (p == 1) return g * difference.sign();
  const Tensor size = difference.abs();
  if (std::isinf(p)) return g * difference.sign() * size.detach().eq(norm.detach());
  const Tensor none = norm.detach().eq(0), safe = where(none, 1, norm);
  if (p == 2) return where(none, 0, g * difference / safe);
  const Tensor factor = where(size.detach().eq(0), 0, where(size.detach().eq(0), 1, size).pow(p - 1));
  return where(none, 0, g * difference.sign() * factor / safe.pow(p - 1));
}

struct NormOrder {
  double p;
};

void dist_gradient(Backward& b) {
  const Tensor a = b.saved(0), c = b.saved(1);
  const Tensor part = norm_part(b.grad(), a - c, b.saved(2), b.attributes<NormOrder>().p);
  if (b.wants(0)) b.give(0, part.sum_to_size(a.sizes()));
  if (b.wants(1)) b.give(1, (-part).sum_to_size(c.sizes()));
}
constexpr GradientRule kDist = {"DistBackward0", dist_gradient};

void cdist_gradient(Backward& b) {
  const Tensor a = b.saved(0), c = b.saved(1);
  const Tensor part = norm_part(b.grad().unsqueeze(-1), a.unsqueeze(-2) - c.unsqueeze(-3), b.saved(2).unsqueeze(-1),
                                b.attributes<NormOrder>().p);
  if (b.wants(0)) b.give(0, part.sum({-2}).sum_to_size(a.sizes()));
  if (b.wants(1)) b.give(1, (-part).sum({-3}).sum_to_size(c.sizes()));
}
constexpr GradientRule kCdist = {"CdistBackward0", cdist_gradient};

struct Renorm {
  double p, limit;
  std::int64_t dim;
};

std::vector<std::int64_t> other_dims(const Tensor& x, std::int64_t dim) {
  std::vector<std::int64_t> dims;
  for (std::int64_t d = 0; d < x.dim(); ++d)
    if (d != dim) dims.push_back(d);
  return dims;
}

/// What each slice is multiplied with.
Tensor slice_scale(const Tensor& x, const Renorm& r) {
  const Tensor lengths = x.norm(Scalar(r.p), other_dims(x, r.dim), true);
  return where(lengths.detach().gt(r.limit), r.limit / (lengths + 1e-7), 1);
}

void renorm_gradient(Backward& b) {
  const Tensor x = b.saved(0);
  const auto& r = b.attributes<Renorm>();
  const auto dims = other_dims(x, r.dim);
  const Tensor lengths = x.norm(Scalar(r.p), dims, true), beyond = lengths.detach().gt(r.limit);
  const Tensor along = (b.grad() * x).sum(dims, true) * (-r.limit / (lengths + 1e-7).square());
  b.give(0, where(beyond, b.grad() * (r.limit / (lengths + 1e-7)) + norm_part(along, x, lengths, r.p), b.grad()));
}
constexpr GradientRule kRenorm = {"RenormBackward0", renorm_gradient};

std::int64_t wrapped(const Tensor& x, std::int64_t dim) {
  const std::int64_t rank = std::max<std::int64_t>(x.dim(), 1);
  if (dim < -rank || dim >= rank)
    raise(ErrorKind::index, "Dimension out of range (expected to be in range of [" + std::to_string(-rank) + ", " +
                                std::to_string(rank - 1) + "], but got " + std::to_string(dim) + ")");
  return dim < 0 ? dim + rank : dim;
}

/// What each observation counts, or nothing where all count once. Throws `shape`, `dtype`, `value`.
Tensor observation_weights(const Tensor& x, const std::optional<Tensor>& fweights,
                           const std::optional<Tensor>& aweights) {
  const auto check = [&](const Tensor& w, const char* name, bool integers) {
    if (w.dim() > 1 || w.numel() != x.size(1))
      raise(ErrorKind::shape, std::string("cov(): expected ") + name +
                                  " to have the same numel as there are observations in the input but got " +
                                  std::to_string(w.numel()) + " != " + std::to_string(x.size(1)));
    if (is_integral(w.dtype()) != integers)
      raise(ErrorKind::dtype, std::string("cov(): expected ") + name + " to have " +
                                  (integers ? "integral" : "floating point") + " dtype but got " + name + " with " +
                                  std::string(scalar_name(w.dtype())) + " dtype");
    if (w.numel() && w.detach().lt(0).any().item().toBool())
      raise(ErrorKind::value, std::string("cov(): ") + name + " cannot be negative");
  };
  Tensor weights;
  if (fweights && fweights->defined()) check(*fweights, "fweights", true), weights = *fweights;
  if (!aweights || !aweights->defined()) return weights;
  check(*aweights, "aweights", false);
  return weights.defined() ? weights * *aweights : *aweights;
}

}  // namespace

Tensor diff(const Tensor& input, std::int64_t n, std::int64_t dim, const std::optional<Tensor>& before,
            const std::optional<Tensor>& after) {
  const Tensor prepend = before.value_or(Tensor()), append = after.value_or(Tensor());
  if (input.dim() == 0) raise(ErrorKind::shape, "diff expects input to be at least one-dimensional");
  if (n < 0) raise(ErrorKind::argument, "order must be non-negative but got " + std::to_string(n));
  if (n == 0) return zeros_like(input).copy_(input);
  Tensor x = input;
  if (prepend.defined() || append.defined()) {
    TensorList parts;
    for (const Tensor& part : {prepend, x, append})
      if (part.defined()) parts.push_back(part);
    x = cat(parts, dim);
  }
  for (; n > 0; --n) {
    const std::int64_t length = std::max<std::int64_t>(x.size(dim) - 1, 0),
                       start = std::min<std::int64_t>(x.size(dim), 1);
    const Tensor later = x.narrow(dim, start, length), earlier = x.narrow(dim, 0, length);
    x = x.dtype() == kBool ? later.logical_xor(earlier) : later - earlier;
  }
  return x;
}

Tensor logcumsumexp(const Tensor& x, std::int64_t dim) {
  dim = wrapped(x, dim);
  if (!is_floating(x.dtype()))
    raise(ErrorKind::not_implemented, "\"logcumsumexp_out_cpu\" not implemented for '" +
                                          std::string(scalar_name(x.dtype())) + "'; convert with .to(kFloat) first");
  Tensor out;
  {
    NoGradGuard no_grad;
    const Tensor filled = x.clone();
    if (x.dim() > 0)
      for (std::int64_t i = 1; i < x.size(dim); ++i)
        filled.select(dim, i).copy_(filled.select(dim, i - 1).logaddexp(x.select(dim, i)));
    out = filled.variable_data();  // no write of a user's was counted
  }
  record(kLogcumsumexp, out, {&x}, {save(x), save_output(out)}, OfDim{dim});
  return out;
}

Tensor cov(const Tensor& input, std::int64_t correction, const std::optional<Tensor>& fweights,
           const std::optional<Tensor>& aweights) {
  if (input.dim() > 2)
    raise(ErrorKind::shape, "cov(): expected input to have two or fewer dimensions but got an input with " +
                                std::to_string(input.dim()) + " dimensions");
  const Tensor real = is_floating(input.dtype()) ? input : input.to(default_dtype());
  const Tensor x = real.dim() < 2 ? real.reshape({1, -1}) : real;
  const Tensor weights = observation_weights(x, fweights, aweights);
  const double observations = weights.defined() ? weights.sum().item().toDouble() : double(x.size(1));
  double taken_off = double(correction);
  if (aweights && aweights->defined() && correction != 0)
    taken_off *= (weights * *aweights).sum().item().toDouble() / observations;
  const Tensor mean = weights.defined() ? (x * weights).sum({1}, true) / observations : x.mean({1}, true);
  const Tensor centred = x - mean, weighted = weights.defined() ? centred * weights : centred;
  return centred.mm(weighted.t()).div(Scalar(std::max(0.0, observations - taken_off))).squeeze();
}

Tensor corrcoef(const Tensor& input) {
  if (input.dim() > 2)
    raise(ErrorKind::shape, "corrcoef(): expected input to have two or fewer dimensions but got an input with " +
                                std::to_string(input.dim()) + " dimensions");
  const Tensor c = cov(input);
  if (c.dim() == 0) return c / c;
  const Tensor deviation = c.diag().sqrt();
  return (c / deviation.view({-1, 1}) / deviation.view({1, -1})).clamp(Scalar(-1), Scalar(1));
}

Tensor renorm(const Tensor& x, const Scalar& p, std::int64_t dim, const Scalar& maxnorm) {
  if (!(p.toDouble() > 0)) raise(ErrorKind::argument, "renorm: non-positive-norm not supported");
  if (x.dim() < 2)
    raise(ErrorKind::shape,
          "renorm: input needs at least 2 dimensions, got " + std::to_string(x.dim()) + " dimensions");
  const Renorm r{p.toDouble(), maxnorm.toDouble(), wrapped(x, dim)};
  Tensor out;
  {
    NoGradGuard no_grad;
    out = x * slice_scale(x, r);
  }
  record(kRenorm, out, {&x}, {save(x)}, r);
  return out;
}

Tensor dist(const Tensor& a, const Tensor& b, const Scalar& p) {
  Tensor out;
  {
    NoGradGuard no_grad;
    out = (a - b).norm(p);
  }
  record(kDist, out, {&a, &b}, {save(a), save(b), save_output(out)}, NormOrder{p.toDouble()});
  return out;
}

Tensor cdist(const Tensor& a, const Tensor& b, double p, std::optional<std::int64_t>) {
  if (a.dim() < 2 || b.dim() < 2)
    raise(ErrorKind::shape, "cdist only supports at least 2D tensors, found " + std::to_string(a.dim()) + "D and " +
                                std::to_string(b.dim()) + "D");
  if (a.size(-1) != b.size(-1))
    raise(ErrorKind::shape, "X1 and X2 must have the same number of columns. X1: " + std::to_string(a.size(-1)) +
                                " X2: " + std::to_string(b.size(-1)));
  if (p < 0) raise(ErrorKind::argument, "cdist only supports non-negative p values");
  Tensor out;
  {
    NoGradGuard no_grad;
    out = (a.unsqueeze(-2) - b.unsqueeze(-3)).norm(Scalar(p), {-1});
  }
  record(kCdist, out, {&a, &b}, {save(a), save(b), save_output(out)}, NormOrder{p});
  return out;
}

Tensor pairwise_distance(const Tensor& a, const Tensor& b, double p, double eps, bool keepdim) {
  return (a - b + eps).norm(Scalar(p), {-1}, keepdim);
}

Tensor rms_norm(const Tensor& x, IntArrayRef normalized_shape, const Tensor& weight, std::optional<double> eps) {
  const auto n = std::int64_t(normalized_shape.size());
  bool fits = n <= x.dim();
  for (std::int64_t d = 0; fits && d < n; ++d) fits = x.size(x.dim() - n + d) == normalized_shape[std::size_t(d)];
  if (!fits)
    raise(ErrorKind::shape, "Given normalized_shape=" + to_string(normalized_shape) +
                                ", expected input with shape [*, ...], but got input of size" + to_string(x.sizes()));
  std::vector<std::int64_t> dims;
  for (std::int64_t d = 1; d <= n; ++d) dims.push_back(-d);
  const double floor = eps                    ? *eps
                       : x.dtype() == kDouble ? std::numeric_limits<double>::epsilon()
                                              : std::numeric_limits<float>::epsilon();
  const Tensor normed = x * (x.pow(2).mean(dims, true) + floor).rsqrt();
  return weight.defined() ? normed * weight : normed;
}

}  // namespace gradproof
