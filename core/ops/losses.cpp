// Losses that compare element by element. Derivatives are of input and target both, by public operations.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/losses.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {

Tensor reduced_loss(const Tensor& each, std::int64_t reduction) {
  if (reduction < 0 || reduction >= Reduction::END)
    raise(ErrorKind::value, std::to_string(reduction) + " is not a valid value for reduction: None, Mean or Sum");
  return reduction == Reduction::None ? each : reduction == Reduction::Mean ? each.mean() : each.sum();
}

PairLoss pair_loss(const Tensor& input, const Tensor& target, std::int64_t reduction, double threshold) {
  return {reduction, double(Layout(broadcast_sizes(input.sizes(), target.sizes())).numel()), threshold};
}

Tensor share_of_each(const Tensor& grad, const PairLoss& loss) {
  return loss.reduction == Reduction::Mean ? grad / loss.elements : grad;
}

Tensor log_of_one_plus(const Tensor& x) {
  const Tensor sum = x + 1, kept = sum - 1, lost = kept.eq(0);
  return sum.log() * ((x + lost) / (kept + lost)) + x * lost;
}

void expect_floating_loss(const Tensor& t, const char* kernel) {
  if (!is_floating(t.dtype()))
    raise(ErrorKind::not_implemented, "\"" + std::string(kernel) + "\" not implemented for '" +
                                          std::string(scalar_name(t.dtype())) + "'; convert with .to(kFloat) first");
}

namespace {

/// Value of a loss: `each` of input and target, reduced, recorded with both saved.
template <class Each>
Tensor compared(const GradientRule& rule, const Tensor& input, const Tensor& target, const PairLoss& loss, Each each) {
  Tensor out;
  {
    NoGradGuard no_grad;
    out = reduced_loss(each(input, target), loss.reduction);
  }
  record(rule, out, {&input, &target}, {save(input), save(target)}, loss);
  return out;
}

/// Hands `slope` (of the loss by input) to the input and its opposite to the target.
void give_slopes(Backward& b, const Tensor& slope) {
  const Tensor g = share_of_each(b.grad(), b.attributes<PairLoss>());
  if (b.wants(0)) b.give(0, slope * g);
  if (b.wants(1)) b.give(1, -slope * g);
}

void mse_gradient(Backward& b) { give_slopes(b, (b.saved(0) - b.saved(1)) * 2); }
void smooth_l1_gradient(Backward& b) {
  const Tensor off = b.saved(0) - b.saved(1), size = off.detach().abs();
  const double beta = b.attributes<PairLoss>().threshold;
  give_slopes(b, off / beta * size.lt(beta) + off.detach().sign() * size.ge(beta));
}
void huber_gradient(Backward& b) {
  const Tensor off = b.saved(0) - b.saved(1), size = off.detach().abs();
  const double delta = b.attributes<PairLoss>().threshold;
  give_slopes(b, off * size.lt(delta) + off.detach().sign() * delta * size.ge(delta));
}
void soft_margin_gradient(Backward& b) {
  const Tensor x = b.saved(0), t = b.saved(1);
  const Tensor z = (-t * x).exp(), g = share_of_each(b.grad(), b.attributes<PairLoss>());
  b.give(0, -t * z / (z + 1) * g);
}

constexpr GradientRule kMse = {"MseLossBackward0", mse_gradient},
                       kSmoothL1 = {"SmoothL1LossBackward0", smooth_l1_gradient},
                       kHuber = {"HuberLossBackward0", huber_gradient},
                       kSoftMargin = {"SoftMarginLossBackward0", soft_margin_gradient};

}  // namespace

namespace nn::functional {

Tensor mse_loss(const Tensor& input, const Tensor& target, std::int64_t reduction) {
  expect_floating_loss(input, "mse_cpu");
  return compared(kMse, input, target, pair_loss(input, target, reduction), [](auto& x, auto& t) {
    const Tensor off = x - t;
    return off * off;
  });
}

Tensor l1_loss(const Tensor& input, const Tensor& target, std::int64_t reduction) {
  return reduced_loss((input - target).abs(), reduction);
}

Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, std::int64_t reduction, double beta) {
  if (beta < 0) raise(ErrorKind::value, "smooth_l1_loss does not support negative values for beta");
  if (beta == 0) return l1_loss(input, target, reduction);
  expect_floating_loss(input, "smooth_l1_cpu");
  return compared(kSmoothL1, input, target, pair_loss(input, target, reduction, beta), [&](auto& x, auto& t) {
    const Tensor size = (x - t).abs(), near = size.minimum(full_like(size, beta));
    return near * near * (0.5 / beta) + (size - near);
  });
}

Tensor huber_loss(const Tensor& input, const Tensor& target, std::int64_t reduction, double delta) {
  if (!(delta > 0)) raise(ErrorKind::value, "huber_loss does not support non-positive values for delta.");
  expect_floating_loss(input, "huber_cpu");
  return compared(kHuber, input, target, pair_loss(input, target, reduction, delta), [&](auto& x, auto& t) {
    const Tensor size = (x - t).abs(), near = size.minimum(full_like(size, delta));
    return near * near * 0.5 + (size - near) * delta;
  });
}

Tensor soft_margin_loss(const Tensor& input, const Tensor& target, std::int64_t reduction) {
  Tensor out;
  const PairLoss loss = pair_loss(input, target, reduction);
  {
    NoGradGuard no_grad;
    out = reduced_loss(log_of_one_plus((-target * input).exp()), reduction);
  }
  record(kSoftMargin, out, {&input}, {save(input), save(target)}, loss);
  return out;
}

}  // namespace nn::functional
}  // namespace gradproof
