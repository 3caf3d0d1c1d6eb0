// The randomized leaky ReLU: a product with slopes that are constants of the graph.
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/activations.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

void expect_bounds(double lower, double upper) {
  if (!(lower <= upper))
    raise(ErrorKind::value, "Lower bound should be less than or equal to the upper bound, found " +
                                std::to_string(lower) + " and " + std::to_string(upper));
}

/// One draw for each element that is not positive, in the elements' order, as PyTorch draws.
Tensor slopes(const Tensor& x, double lower, double upper) {
  NoGradGuard no_grad;
  const Tensor below = x.detach().le(0);
  const Tensor drawn = empty({below.sum().item<std::int64_t>()}, kDouble).uniform_(lower, upper);
  return ones_like(x).masked_scatter(below, drawn.to(x.dtype()));
}

}  // namespace

Tensor rrelu(const Tensor& x, const Scalar& lower, const Scalar& upper, bool training) {
  const double low = lower.toDouble(), high = upper.toDouble();
  expect_bounds(low, high);
  return training ? x * slopes(x, low, high) : leaky_relu(x, (low + high) / 2);
}
Tensor& rrelu_(const Tensor& x, const Scalar& lower, const Scalar& upper, bool training) {
  const double low = lower.toDouble(), high = upper.toDouble();
  expect_bounds(low, high);
  return training ? x.mul_(slopes(x, low, high)) : leaky_relu_(x, (low + high) / 2);
}

}  // namespace gradproof
