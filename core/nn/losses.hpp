#pragma once
// Losses with an options object, as functions (nn::functional) and as modules. The plain forms that they call stand in
// core/ops/functions/losses.hpp.
#include <gradproof/core/layout/argument.hpp>
#include <gradproof/core/nn/cloneable.hpp>
#include <gradproof/core/nn/enum.hpp>
#include <ostream>
#include <variant>

namespace gradproof::nn {

/// What becomes of the losses of single elements.
using LossReduction = std::variant<enumtype::kNone, enumtype::kMean, enumtype::kSum>;
template <class R>
concept ReductionChoice =
    std::is_same_v<R, enumtype::kNone> || std::is_same_v<R, enumtype::kMean> || std::is_same_v<R, enumtype::kSum>;

struct L1LossOptions {
  L1LossOptions() = default;
  L1LossOptions(ReductionChoice auto reduction) : reduction_(reduction) {}
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct MSELossOptions {
  MSELossOptions() = default;
  MSELossOptions(ReductionChoice auto reduction) : reduction_(reduction) {}
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct SmoothL1LossOptions {
  SmoothL1LossOptions() = default;
  SmoothL1LossOptions(ReductionChoice auto reduction) : reduction_(reduction) {}
  TORCH_ARG(LossReduction, reduction) = kMean;
  TORCH_ARG(std::optional<double>, beta) = std::nullopt;
};
struct HuberLossOptions {
  HuberLossOptions() = default;
  HuberLossOptions(ReductionChoice auto reduction) : reduction_(reduction) {}
  TORCH_ARG(LossReduction, reduction) = kMean;
  TORCH_ARG(double, delta) = 1.0;
};
struct BCELossOptions {
  TORCH_ARG(Tensor, weight) = {};
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct BCEWithLogitsLossOptions {
  TORCH_ARG(Tensor, weight) = {};
  TORCH_ARG(LossReduction, reduction) = kMean;
  TORCH_ARG(Tensor, pos_weight) = {};
};
struct NLLLossOptions {
  TORCH_ARG(Tensor, weight) = {};
  TORCH_ARG(std::int64_t, ignore_index) = -100;
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct CrossEntropyLossOptions {
  TORCH_ARG(Tensor, weight) = {};
  TORCH_ARG(std::int64_t, ignore_index) = -100;
  TORCH_ARG(LossReduction, reduction) = kMean;
  TORCH_ARG(double, label_smoothing) = 0.0;
};

/// kl_div alone can also divide by the batch.
using KLDivReduction = std::variant<enumtype::kNone, enumtype::kBatchMean, enumtype::kSum, enumtype::kMean>;
struct KLDivLossOptions {
  KLDivLossOptions() = default;
  template <class R>
  requires(ReductionChoice<R> || std::is_same_v<R, enumtype::kBatchMean>) KLDivLossOptions(R reduction)
      : reduction_(reduction) {}
  TORCH_ARG(KLDivReduction, reduction) = kMean;
  TORCH_ARG(bool, log_target) = false;
};

struct PoissonNLLLossOptions {
  TORCH_ARG(bool, log_input) = true;
  TORCH_ARG(bool, full) = false;
  TORCH_ARG(double, eps) = 1e-8;
  TORCH_ARG(LossReduction, reduction) = kMean;
};

namespace functional {

/// A choice as the plain forms take it.
std::int64_t plain_reduction(const LossReduction& reduction);

using L1LossFuncOptions = L1LossOptions;
using MSELossFuncOptions = MSELossOptions;
using SmoothL1LossFuncOptions = SmoothL1LossOptions;
using HuberLossFuncOptions = HuberLossOptions;
using BinaryCrossEntropyFuncOptions = BCELossOptions;
using BinaryCrossEntropyWithLogitsFuncOptions = BCEWithLogitsLossOptions;
using NLLLossFuncOptions = NLLLossOptions;
using CrossEntropyFuncOptions = CrossEntropyLossOptions;
using KLDivFuncOptions = KLDivLossOptions;
using PoissonNLLLossFuncOptions = PoissonNLLLossOptions;

Tensor l1_loss(const Tensor& input, const Tensor& target, const L1LossFuncOptions& options);
Tensor mse_loss(const Tensor& input, const Tensor& target, const MSELossFuncOptions& options);
Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, const SmoothL1LossFuncOptions& options);
inline Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, const LossReduction& reduction, double beta) {
  return smooth_l1_loss(input, target, SmoothL1LossFuncOptions().reduction(reduction).beta(beta));
}
Tensor huber_loss(const Tensor& input, const Tensor& target, const HuberLossFuncOptions& options);
Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const BinaryCrossEntropyFuncOptions& options);
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        const BinaryCrossEntropyWithLogitsFuncOptions& options);
Tensor nll_loss(const Tensor& input, const Tensor& target, const NLLLossFuncOptions& options);
Tensor cross_entropy(const Tensor& input, const Tensor& target, const CrossEntropyFuncOptions& options);
Tensor kl_div(const Tensor& input, const Tensor& target, const KLDivFuncOptions& options);
Tensor poisson_nll_loss(const Tensor& input, const Tensor& target, const PoissonNLLLossFuncOptions& options);

}  // namespace functional

/// What stands between the brackets where a loss is printed: nothing, unless its options say more.
template <class Options>
void print_options(std::ostream&, const Options&) {}

/// A loss as a module of two inputs.
template <class Options, Tensor (*Function)(const Tensor&, const Tensor&, const Options&)>
class Loss : public Module {
 public:
  explicit Loss(const Options& options = {}) : options(options) {}
  Tensor forward(const Tensor& input, const Tensor& target) { return Function(input, target, options); }
  void pretty_print(std::ostream& stream) const override {
    stream << title() << '(';
    print_options(stream, options);
    stream << ')';
  }

  Options options;
};

GRADPROOF_MODULE(L1Loss, Loss<L1LossOptions, functional::l1_loss>);
GRADPROOF_MODULE(MSELoss, Loss<MSELossOptions, functional::mse_loss>);
GRADPROOF_MODULE(SmoothL1Loss, Loss<SmoothL1LossOptions, functional::smooth_l1_loss>);
GRADPROOF_MODULE(HuberLoss, Loss<HuberLossOptions, functional::huber_loss>);
GRADPROOF_MODULE(BCELoss, Loss<BCELossOptions, functional::binary_cross_entropy>);
GRADPROOF_MODULE(BCEWithLogitsLoss, Loss<BCEWithLogitsLossOptions, functional::binary_cross_entropy_with_logits>);
GRADPROOF_MODULE(NLLLoss, Loss<NLLLossOptions, functional::nll_loss>);
GRADPROOF_MODULE(CrossEntropyLoss, Loss<CrossEntropyLossOptions, functional::cross_entropy>);
GRADPROOF_MODULE(KLDivLoss, Loss<KLDivLossOptions, functional::kl_div>);
GRADPROOF_MODULE(PoissonNLLLoss, Loss<PoissonNLLLossOptions, functional::poisson_nll_loss>);

}  // namespace gradproof::nn
