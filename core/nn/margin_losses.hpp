#pragma once
// Losses of margins and distances with an options object, and distances, as functions (nn::functional) and as modules.
#include <functional>
#include <gradproof/core/nn/functional.hpp>
#include <gradproof/core/nn/losses.hpp>

namespace gradproof::nn {

struct HingeEmbeddingLossOptions {
  TORCH_ARG(double, margin) = 1.0;
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct CosineEmbeddingLossOptions {
  TORCH_ARG(double, margin) = 0.0;
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct MarginRankingLossOptions {
  TORCH_ARG(double, margin) = 0;
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct MultiMarginLossOptions {
  TORCH_ARG(std::int64_t, p) = 1;
  TORCH_ARG(double, margin) = 1.0;
  TORCH_ARG(Tensor, weight) = {};
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct MultiLabelMarginLossOptions {
  MultiLabelMarginLossOptions() = default;
  MultiLabelMarginLossOptions(ReductionChoice auto reduction) : reduction_(reduction) {}
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct SoftMarginLossOptions {
  SoftMarginLossOptions() = default;
  SoftMarginLossOptions(ReductionChoice auto reduction) : reduction_(reduction) {}
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct MultiLabelSoftMarginLossOptions {
  TORCH_ARG(Tensor, weight) = {};
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct TripletMarginLossOptions {
  TORCH_ARG(double, margin) = 1.0;
  TORCH_ARG(double, p) = 2.0;
  TORCH_ARG(double, eps) = 1e-6;
  TORCH_ARG(bool, swap) = false;
  TORCH_ARG(LossReduction, reduction) = kMean;
};
struct TripletMarginWithDistanceLossOptions {
  using distance_function_t = std::function<Tensor(const Tensor&, const Tensor&)>;
  /// None: the pairwise distance.
  TORCH_ARG(std::optional<distance_function_t>, distance_function) = std::nullopt;
  TORCH_ARG(double, margin) = 1.0;
  TORCH_ARG(bool, swap) = false;
  TORCH_ARG(LossReduction, reduction) = kMean;
};

void print_options(std::ostream& stream, const HingeEmbeddingLossOptions& options);
void print_options(std::ostream& stream, const CosineEmbeddingLossOptions& options);
void print_options(std::ostream& stream, const MultiMarginLossOptions& options);
void print_options(std::ostream& stream, const TripletMarginLossOptions& options);
void print_options(std::ostream& stream, const TripletMarginWithDistanceLossOptions& options);

namespace functional {

void print_options(std::ostream& stream, const CosineSimilarityFuncOptions& options);
void print_options(std::ostream& stream, const PairwiseDistanceFuncOptions& options);

using HingeEmbeddingLossFuncOptions = HingeEmbeddingLossOptions;
using CosineEmbeddingLossFuncOptions = CosineEmbeddingLossOptions;
using MarginRankingLossFuncOptions = MarginRankingLossOptions;
using MultiMarginLossFuncOptions = MultiMarginLossOptions;
using MultilabelMarginLossFuncOptions = MultiLabelMarginLossOptions;
using SoftMarginLossFuncOptions = SoftMarginLossOptions;
using MultilabelSoftMarginLossFuncOptions = MultiLabelSoftMarginLossOptions;
using TripletMarginLossFuncOptions = TripletMarginLossOptions;
using TripletMarginWithDistanceLossFuncOptions = TripletMarginWithDistanceLossOptions;

Tensor hinge_embedding_loss(const Tensor& input, const Tensor& target, const HingeEmbeddingLossFuncOptions& options);
Tensor multi_margin_loss(const Tensor& input, const Tensor& target, const MultiMarginLossFuncOptions& options);
Tensor multilabel_margin_loss(const Tensor& input, const Tensor& target,
                              const MultilabelMarginLossFuncOptions& options);
Tensor soft_margin_loss(const Tensor& input, const Tensor& target, const SoftMarginLossFuncOptions& options);
Tensor multilabel_soft_margin_loss(const Tensor& input, const Tensor& target,
                                   const MultilabelSoftMarginLossFuncOptions& options);
Tensor cosine_embedding_loss(const Tensor& input1, const Tensor& input2, const Tensor& target,
                             const CosineEmbeddingLossFuncOptions& options);
/// Throws `shape` unless all have as many dimensions.
Tensor margin_ranking_loss(const Tensor& input1, const Tensor& input2, const Tensor& target,
                           const MarginRankingLossFuncOptions& options);
Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative,
                           const TripletMarginLossFuncOptions& options);
Tensor triplet_margin_with_distance_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative,
                                         const TripletMarginWithDistanceLossFuncOptions& options = {});

}  // namespace functional

/// A loss as a module of three inputs.
template <class Options, Tensor (*Function)(const Tensor&, const Tensor&, const Tensor&, const Options&)>
class TripleLoss : public Module {
 public:
  explicit TripleLoss(const Options& options = {}) : options(options) {}
  Tensor forward(const Tensor& a, const Tensor& b, const Tensor& c) { return Function(a, b, c, options); }
  void pretty_print(std::ostream& stream) const override {
    stream << title() << '(';
    print_options(stream, options);
    stream << ')';
  }

  Options options;
};

using CosineSimilarityOptions = functional::CosineSimilarityFuncOptions;
using PairwiseDistanceOptions = functional::PairwiseDistanceFuncOptions;
GRADPROOF_MODULE(CosineSimilarity, Loss<CosineSimilarityOptions, functional::cosine_similarity>);
GRADPROOF_MODULE(PairwiseDistance, Loss<PairwiseDistanceOptions, functional::pairwise_distance>);

GRADPROOF_MODULE(HingeEmbeddingLoss, Loss<HingeEmbeddingLossOptions, functional::hinge_embedding_loss>);
GRADPROOF_MODULE(MultiMarginLoss, Loss<MultiMarginLossOptions, functional::multi_margin_loss>);
GRADPROOF_MODULE(MultiLabelMarginLoss, Loss<MultiLabelMarginLossOptions, functional::multilabel_margin_loss>);
GRADPROOF_MODULE(SoftMarginLoss, Loss<SoftMarginLossOptions, functional::soft_margin_loss>);
GRADPROOF_MODULE(MultiLabelSoftMarginLoss,
                 Loss<MultiLabelSoftMarginLossOptions, functional::multilabel_soft_margin_loss>);
GRADPROOF_MODULE(CosineEmbeddingLoss, TripleLoss<CosineEmbeddingLossOptions, functional::cosine_embedding_loss>);
GRADPROOF_MODULE(MarginRankingLoss, TripleLoss<MarginRankingLossOptions, functional::margin_ranking_loss>);
GRADPROOF_MODULE(TripletMarginLoss, TripleLoss<TripletMarginLossOptions, functional::triplet_margin_loss>);
GRADPROOF_MODULE(TripletMarginWithDistanceLoss,
                 TripleLoss<TripletMarginWithDistanceLossOptions, functional::triplet_margin_with_distance_loss>);

}  // namespace gradproof::nn
