#include <gradproof/core/nn/losses.hpp>
#include <gradproof/core/ops/functions/losses.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::nn::functional {
namespace {

template <class Choice>
std::int64_t plain(const Choice& reduction) {
  if (std::holds_alternative<enumtype::kNone>(reduction)) return Reduction::None;
  return std::holds_alternative<enumtype::kMean>(reduction) ? Reduction::Mean : Reduction::Sum;
}

}  // namespace

Tensor l1_loss(const Tensor& input, const Tensor& target, const L1LossFuncOptions& o) {
  return l1_loss(input, target, plain(o.reduction()));
}
Tensor mse_loss(const Tensor& input, const Tensor& target, const MSELossFuncOptions& o) {
  return mse_loss(input, target, plain(o.reduction()));
}
Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, const SmoothL1LossFuncOptions& o) {
  return smooth_l1_loss(input, target, plain(o.reduction()), o.beta().value_or(1));
}
Tensor huber_loss(const Tensor& input, const Tensor& target, const HuberLossFuncOptions& o) {
  return huber_loss(input, target, plain(o.reduction()), o.delta());
}
Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const BinaryCrossEntropyFuncOptions& o) {
  return binary_cross_entropy(input, target, o.weight(), plain(o.reduction()));
}
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        const BinaryCrossEntropyWithLogitsFuncOptions& o) {
  return binary_cross_entropy_with_logits(input, target, o.weight(), o.pos_weight(), plain(o.reduction()));
}
Tensor nll_loss(const Tensor& input, const Tensor& target, const NLLLossFuncOptions& o) {
  return nll_loss(input, target, o.weight(), plain(o.reduction()), o.ignore_index());
}
Tensor cross_entropy(const Tensor& input, const Tensor& target, const CrossEntropyFuncOptions& o) {
  return cross_entropy(input, target, o.weight(), plain(o.reduction()), o.ignore_index(), o.label_smoothing());
}
Tensor kl_div(const Tensor& input, const Tensor& target, const KLDivFuncOptions& o) {
  const Tensor loss = kl_div(input, target, plain(o.reduction()), o.log_target());
  const bool per_item = std::holds_alternative<enumtype::kBatchMean>(o.reduction()) && input.dim() != 0;
  return per_item ? loss / double(input.size(0)) : loss;
}

}  // namespace gradproof::nn::functional
