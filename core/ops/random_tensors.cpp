// New random tensors, made of the writes in random.cpp.
#include <algorithm>
#include <gradproof/core/graph/record.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/draw.hpp>

namespace gradproof {
namespace {

void forget_gradient(Backward& b) {
  for (std::size_t i = 0; i < b.node().edges().size(); ++i)
    if (b.wants(i)) b.give(i, zeros(b.input_sizes(i), b.grad().options()));
}
constexpr GradientRule kBernoulli = {"BernoulliBackward0", forget_gradient},
                       kNormalMean = {"NormalBackward1", forget_gradient},
                       kNormalStd = {"NormalBackward2", forget_gradient},
                       kNormalBoth = {"NormalBackward3", forget_gradient};

/// A new tensor that `fill` writes before it may require grad.
template <class Fill>
Tensor filled(IntArrayRef sizes, const TensorOptions& options, Fill fill) {
  const Tensor t = empty(sizes, options.requires_grad(false));
  fill(t);
  t->version().set(0);
  if (options.requires_grad()) t.requires_grad_();
  return t;
}

/// Numbers are drawn in row-major order, whatever the order of the strides asked for.
Tensor lying_in(std::optional<MemoryFormat> format, const Tensor& t) {
  if (format && *format != MemoryFormat::Preserve) t->layout = Layout(t.sizes(), strides_in(t.sizes(), *format), 0);
  return t;
}

Tensor normal_raw(const Tensor& mean, const Tensor& std, const MaybeGenerator& generator) {
  const std::vector<std::int64_t> sizes = broadcast_sizes(mean.sizes(), std.sizes());
  NoGradGuard no_grad;
  const Tensor wide = host_clone(std.detach().to(kDouble));
  for (std::int64_t i = 0; i < wide.numel(); ++i)
    if (!(wide.data_ptr<double>()[i] >= 0)) raise(ErrorKind::value, "normal expects all elements of std >= 0.0");
  const DType dtype =
      is_floating(promote(mean.dtype(), std.dtype())) ? promote(mean.dtype(), std.dtype()) : default_dtype();
  const Tensor t = empty(sizes, mean.options().dtype(dtype));
  t.normal_(0, 1, generator);
  return t.detach().mul(std.to(dtype)).add(mean.to(dtype));
}

struct Weights {
  const double* row;
  std::int64_t count;
};

std::int64_t draw_one(Draw& draw, const Weights& w, double total) {
  const double wanted = draw.uniform<double>();
  double below = 0;
  for (std::int64_t k = 0; k + 1 < w.count; ++k) {
    below += w.row[k];
    if (wanted < below / total) return k;
  }
  return w.count - 1;
}

/// Largest weight over an exponential number first: that draws without replacement.
std::vector<std::int64_t> draw_distinct(const Weights& w, const double* waits, std::int64_t n) {
  std::vector<std::int64_t> order(std::size_t(w.count), 0);
  for (std::int64_t k = 0; k < w.count; ++k) order[std::size_t(k)] = k;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::int64_t a, std::int64_t b) { return w.row[a] / waits[a] > w.row[b] / waits[b]; });
  order.resize(std::size_t(n));
  return order;
}

void expect_weights(const Tensor& t, const Tensor& wide, std::int64_t samples, bool replacement) {
  if (!is_floating(t.dtype()))
    raise(ErrorKind::value,
          "multinomial only supports floating-point dtypes for input, got: " + std::string(scalar_name(t.dtype())));
  if (t.dim() < 1 || t.dim() > 2) raise(ErrorKind::value, "prob_dist must be 1 or 2 dim");
  if (samples <= 0) raise(ErrorKind::value, "cannot sample n_sample <= 0 samples");
  if (!replacement && samples > t.size(-1))
    raise(ErrorKind::value, "cannot sample n_sample > prob_dist.size(-1) samples without replacement");
  for (std::int64_t i = 0; i < wide.numel(); ++i)
    if (!(wide.data_ptr<double>()[i] >= 0 && std::isfinite(wide.data_ptr<double>()[i])))
      raise(ErrorKind::value, "probability tensor contains either `inf`, `nan` or element < 0");
}

}  // namespace

Tensor rand(IntArrayRef sizes, const MaybeGenerator& generator, const TensorOptions& options) {
  return filled(sizes, options, [&](const Tensor& t) { t.uniform_(0, 1, generator); });
}
Tensor rand(IntArrayRef sizes, const TensorOptions& options) { return rand(sizes, MaybeGenerator(), options); }
Tensor randn(IntArrayRef sizes, const MaybeGenerator& generator, const TensorOptions& options) {
  return filled(sizes, options, [&](const Tensor& t) { t.normal_(0, 1, generator); });
}
Tensor randn(IntArrayRef sizes, const TensorOptions& options) { return randn(sizes, MaybeGenerator(), options); }

Tensor randint(std::int64_t low, std::int64_t high, IntArrayRef sizes, const MaybeGenerator& generator,
               const TensorOptions& options) {
  return filled(sizes, options.dtype(options.dtype_opt().value_or(kLong)),
                [&](const Tensor& t) { t.random_(low, high, generator); });
}
Tensor randint(std::int64_t low, std::int64_t high, IntArrayRef sizes, const TensorOptions& options) {
  return randint(low, high, sizes, MaybeGenerator(), options);
}
Tensor randint(std::int64_t high, IntArrayRef sizes, const TensorOptions& options) {
  return randint(0, high, sizes, MaybeGenerator(), options);
}

Tensor randperm(std::int64_t n, const MaybeGenerator& generator, const TensorOptions& options) {
  const Tensor order = empty({n}, kLong);
  auto* p = order.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < n; ++i) p[i] = i;
  {
    Draw draw(generator);
    for (std::int64_t i = 0; i + 1 < n; ++i) std::swap(p[i], p[i + draw.word() % (n - i)]);
  }
  const Tensor out = order.to(options.device(), options.dtype_opt().value_or(kLong));
  return finished(out, options);
}
Tensor randperm(std::int64_t n, const TensorOptions& options) { return randperm(n, MaybeGenerator(), options); }

Tensor rand_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format) {
  return lying_in(format, rand(t.sizes(), typed_as(t, options)));
}
Tensor randn_like(const Tensor& t, const TensorOptions& options, std::optional<MemoryFormat> format) {
  return lying_in(format, randn(t.sizes(), typed_as(t, options)));
}
Tensor randint_like(const Tensor& t, std::int64_t low, std::int64_t high, const TensorOptions& options,
                    std::optional<MemoryFormat> format) {
  return lying_in(format, randint(low, high, t.sizes(), typed_as(t, options)));
}

Tensor bernoulli(const Tensor& t, const Tensor& p, const MaybeGenerator& generator) {
  return empty_like(t).bernoulli_(p, generator);
}

Tensor normal(const Tensor& mean, const Tensor& std, const MaybeGenerator& generator) {
  Tensor out = normal_raw(mean, std, generator);
  record(kNormalBoth, out, {&mean, &std}, {});
  return out;
}
Tensor normal(const Tensor& mean, double std, const MaybeGenerator& generator) {
  Tensor out = normal_raw(mean, scalar_tensor(std, mean.options()), generator);
  record(kNormalMean, out, {&mean}, {});
  return out;
}
Tensor normal(double mean, const Tensor& std, const MaybeGenerator& generator) {
  Tensor out = normal_raw(scalar_tensor(mean, std.options()), std, generator);
  record(kNormalStd, out, {&std}, {});
  return out;
}
Tensor normal(double mean, double std, IntArrayRef sizes, const MaybeGenerator& generator,
              const TensorOptions& options) {
  return filled(sizes, options, [&](const Tensor& t) { t.normal_(mean, std, generator); });
}

Tensor Tensor::bernoulli(const std::optional<Generator>& generator) const {
  Tensor out = raw_empty(sizes(), *this);
  {
    NoGradGuard no_grad;
    out.bernoulli_(*this, generator);
  }
  out->version().set(0);
  record(kBernoulli, out, {this}, {});
  return out;
}
Tensor Tensor::bernoulli(double p, const std::optional<Generator>& generator) const {
  return filled(sizes(), options(), [&](const Tensor& t) { t.bernoulli_(p, generator); });
}

Tensor Tensor::multinomial(std::int64_t num_samples, bool replacement,
                           const std::optional<Generator>& generator) const {
  NoGradGuard no_grad;
  const Tensor wide = host_clone(detach().to(kDouble));
  expect_weights(*this, wide, num_samples, replacement);
  const std::int64_t columns = size(-1), rows = dim() == 2 ? size(0) : 1;
  const Tensor out = empty({rows, num_samples}, kLong);
  const Tensor waits =
      replacement ? Tensor() : host_clone(empty(sizes(), options()).exponential_(1, generator).to(kDouble));
  std::optional<Draw> draw;
  if (replacement) draw.emplace(generator);
  auto* to = out.data_ptr<std::int64_t>();
  for (std::int64_t r = 0; r < rows; ++r) {
    const Weights w{wide.data_ptr<double>() + r * columns, columns};
    double total = 0;
    for (std::int64_t k = 0; k < columns; ++k) total += w.row[k];
    if (!(total > 0)) raise(ErrorKind::value, "invalid multinomial distribution (sum of probabilities <= 0)");
    if (replacement)
      for (std::int64_t s = 0; s < num_samples; ++s) *to++ = draw_one(*draw, w, total);
    else
      for (std::int64_t k : draw_distinct(w, waits.data_ptr<double>() + r * columns, num_samples)) *to++ = k;
  }
  if (dim() == 1) out->layout = Layout(IntArrayRef(num_samples));
  return placed_beside(*this, out);
}

Tensor dropout_mask(const Tensor& t, double p, const MaybeGenerator& generator) {
  NoGradGuard no_grad;
  const Tensor mask = raw_empty(t.sizes(), t);
  mask.bernoulli_(1 - p, generator);
  return p < 1 ? mask.div(Scalar(1 - p)) : mask;
}

}  // namespace gradproof
