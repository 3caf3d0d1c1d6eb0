#include <gradproof/core/nn/losses.hpp>
#include <gradproof/core/ops/functions/losses.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::nn::functional {
std::int64_t plain_reduction(const LossReduction& reduction) {
  if (std::holds_alternative<enumtype::kNone>(reduction)) return Reduction::None;
  return std::holds_alternative<enumtype::kMean>(reduction) ? Reduction::Mean : Reduction::Sum;
}

Tensor l1_loss(const Tensor& input, const Tensor& target, const L1LossFuncOptions& o) {
  return l1_loss(input, target, plain_reduction(o.reduction()));
}
Tensor mse_loss(const Tensor& input, const Tensor& target, const MSELossFuncOptions& o) {
  return mse_loss(input, target, plain_reduction(o.reduction()));
}
Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, const SmoothL1LossFuncOptions& o) {
  return smooth_l1_loss(input, target, plain_reduction(o.reduction()), o.beta().value_or(1));
}
Tensor huber_loss(const Tensor& input, const Tensor& target, const HuberLossFuncOptions& o) {
  return huber_loss(input, target, plain_reduction(o.reduction()), o.delta());
}
Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const BinaryCrossEntropyFuncOptions& o) {
  return binary_cross_entropy(input, target, o.weight(), plain_reduction(o.reduction()));
}
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        const BinaryCrossEntropyWithLogitsFuncOptions& o) {
  return binary_cross_entropy_with_logits(input, target, o.weight(), o.pos_weight(), plain_reduction(o.reduction()));
}
Tensor nll_loss(const Tensor& input, const Tensor& target, const NLLLossFuncOptions& o) {
  return nll_loss(input, target, o.weight(), plain_reduction(o.reduction()), o.ignore_index());
}
Tensor cross_entropy(const Tensor& input, const Tensor& target, const CrossEntropyFuncOptions& o) {
  return cross_entropy(input, target, o.weight(), plain_reduction(o.reduction()), o.ignore_index(),
                       o.label_smoothing());
}
Tensor kl_div(const Tensor& input, const Tensor& target, const KLDivFuncOptions& o) {
  if (std::holds_alternative<enumtype::kBatchMean>(o.reduction())) {
    const Tensor loss = kl_div(input, target, Reduction::Sum, o.log_target());
    return input.dim() != 0 ? loss / double(input.size(0)) : loss;
  }
  const LossReduction reduction = std::holds_alternative<enumtype::kNone>(o.reduction())  ? LossReduction(kNone)
                                  : std::holds_alternative<enumtype::kSum>(o.reduction()) ? LossReduction(kSum)
                                                                                          : LossReduction(kMean);
  return kl_div(input, target, plain_reduction(reduction), o.log_target());
}
Tensor poisson_nll_loss(const Tensor& input, const Tensor& target, const PoissonNLLLossFuncOptions& o) {
  return poisson_nll_loss(input, target, o.log_input(), o.full(), o.eps(), plain_reduction(o.reduction()));
}

}  // namespace gradproof::nn::functional
