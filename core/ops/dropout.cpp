// Dropout is a product with noise, and recorded as one: PyTorch's CPU has no node of its own for it.
#include <cmath>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

void expect_probability(double p) {
  if (!(p >= 0 && p <= 1))
    raise(ErrorKind::value, "dropout probability has to be between 0 and 1, but got " + std::to_string(p));
}

bool drops_nothing(const Tensor& input, double p, bool train) { return p == 0 || !train || input.numel() == 0; }

/// What the input is multiplied with: 0 or 1 / (1 - p).
Tensor noise(const Tensor& input, IntArrayRef sizes, double p) {
  NoGradGuard no_grad;
  if (p == 1) return zeros({}, input.options());
  const Tensor n = empty(sizes, input.options());
  n.bernoulli_(1 - p);
  return n.div_(1 - p);
}

std::vector<std::int64_t> channel_sizes(const Tensor& input) {
  if (input.dim() < 2)
    raise(ErrorKind::shape,
          "Feature dropout requires at least 2 dimensions in the input, found " + std::to_string(input.dim()));
  std::vector<std::int64_t> sizes(std::size_t(input.dim()), 1);
  sizes[0] = input.size(0), sizes[1] = input.size(1);
  return sizes;
}

/// What an alpha dropout multiplies the input by, and adds.
std::pair<Tensor, Tensor> alpha_noise(const Tensor& input, IntArrayRef sizes, double p) {
  NoGradGuard no_grad;
  if (p == 1) return {zeros({}, input.options()), zeros({}, input.options())};
  constexpr double alpha = 1.7580993408473766;  // minus what SELU tends to
  const double scale = 1 / std::sqrt((alpha * alpha * p + 1) * (1 - p));
  const Tensor kept = empty(sizes, input.options());
  kept.bernoulli_(1 - p);
  const Tensor shift = kept.sub(1).mul_(alpha * scale).add_(alpha * scale * p);
  return {kept.mul_(scale), shift};
}

}  // namespace

Tensor dropout(const Tensor& input, double p, bool train) {
  expect_probability(p);
  return drops_nothing(input, p, train) ? input : input.mul(noise(input, input.sizes(), p));
}
Tensor& dropout_(const Tensor& input, double p, bool train) {
  expect_probability(p);
  return drops_nothing(input, p, train) ? input.handle() : input.mul_(noise(input, input.sizes(), p));
}
Tensor feature_dropout(const Tensor& input, double p, bool train) {
  expect_probability(p);
  return drops_nothing(input, p, train) ? input : input.mul(noise(input, channel_sizes(input), p));
}
Tensor& feature_dropout_(const Tensor& input, double p, bool train) {
  expect_probability(p);
  return drops_nothing(input, p, train) ? input.handle() : input.mul_(noise(input, channel_sizes(input), p));
}

Tensor alpha_dropout(const Tensor& input, double p, bool train) {
  expect_probability(p);
  if (drops_nothing(input, p, train)) return input;
  const auto [scale, shift] = alpha_noise(input, input.sizes(), p);
  return input.mul(scale).add_(shift);
}
Tensor& alpha_dropout_(const Tensor& input, double p, bool train) {
  expect_probability(p);
  if (drops_nothing(input, p, train)) return input.handle();
  const auto [scale, shift] = alpha_noise(input, input.sizes(), p);
  return input.mul_(scale).add_(shift);
}
Tensor feature_alpha_dropout(const Tensor& input, double p, bool train) {
  expect_probability(p);
  if (drops_nothing(input, p, train)) return input;
  const auto [scale, shift] = alpha_noise(input, channel_sizes(input), p);
  return input.mul(scale).add_(shift);
}
Tensor& feature_alpha_dropout_(const Tensor& input, double p, bool train) {
  expect_probability(p);
  if (drops_nothing(input, p, train)) return input.handle();
  const auto [scale, shift] = alpha_noise(input, channel_sizes(input), p);
  return input.mul_(scale).add_(shift);
}

}  // namespace gradproof
