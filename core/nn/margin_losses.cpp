#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/nn/margin_losses.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/print.hpp>

namespace gradproof::nn {

void print_options(std::ostream& stream, const HingeEmbeddingLossOptions& o) { stream << "margin=" << o.margin(); }
void print_options(std::ostream& stream, const CosineEmbeddingLossOptions& o) { stream << "margin=" << o.margin(); }
void print_options(std::ostream& stream, const MultiMarginLossOptions& o) {
  stream << "p=" << o.p() << ", margin=" << o.margin() << ", weight=" << o.weight()
         << ", reduction=" << enumtype::get_enum_name(o.reduction());
}
void print_options(std::ostream& stream, const TripletMarginLossOptions& o) {
  stream << std::boolalpha << "margin=" << o.margin() << ", p=" << o.p() << ", eps=" << o.eps()
         << ", swap=" << o.swap();
}
void print_options(std::ostream& stream, const TripletMarginWithDistanceLossOptions& o) {
  stream << std::boolalpha << "margin=" << o.margin() << ", swap=" << o.swap();
}

namespace functional {

void print_options(std::ostream& stream, const CosineSimilarityFuncOptions& o) {
  stream << "dim=" << o.dim() << ", eps=" << o.eps();
}
void print_options(std::ostream& stream, const PairwiseDistanceFuncOptions& o) {
  stream << std::boolalpha << "p=" << o.p() << ", eps=" << o.eps() << ", keepdim=" << o.keepdim();
}

Tensor hinge_embedding_loss(const Tensor& input, const Tensor& target, const HingeEmbeddingLossFuncOptions& o) {
  return hinge_embedding_loss(input, target, o.margin(), plain_reduction(o.reduction()));
}
Tensor multi_margin_loss(const Tensor& input, const Tensor& target, const MultiMarginLossFuncOptions& o) {
  return multi_margin_loss(input, target, o.p(), o.margin(), o.weight(), plain_reduction(o.reduction()));
}
Tensor multilabel_margin_loss(const Tensor& input, const Tensor& target, const MultilabelMarginLossFuncOptions& o) {
  return multilabel_margin_loss(input, target, plain_reduction(o.reduction()));
}
Tensor soft_margin_loss(const Tensor& input, const Tensor& target, const SoftMarginLossFuncOptions& o) {
  return soft_margin_loss(input, target, plain_reduction(o.reduction()));
}
Tensor multilabel_soft_margin_loss(const Tensor& input, const Tensor& target,
                                   const MultilabelSoftMarginLossFuncOptions& o) {
  return multilabel_soft_margin_loss(input, target, o.weight(), plain_reduction(o.reduction()));
}
Tensor cosine_embedding_loss(const Tensor& input1, const Tensor& input2, const Tensor& target,
                             const CosineEmbeddingLossFuncOptions& o) {
  return cosine_embedding_loss(input1, input2, target, o.margin(), plain_reduction(o.reduction()));
}
Tensor margin_ranking_loss(const Tensor& input1, const Tensor& input2, const Tensor& target,
                           const MarginRankingLossFuncOptions& o) {
  if (input1.dim() != input2.dim() || input1.dim() != target.dim())
    raise(ErrorKind::shape,
          "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: " +
              to_string(input1.sizes()) + ", input2: " + to_string(input2.sizes()) +
              ", target: " + to_string(target.sizes()));
  return margin_ranking_loss(input1, input2, target, o.margin(), plain_reduction(o.reduction()));
}
Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative,
                           const TripletMarginLossFuncOptions& o) {
  return triplet_margin_loss(anchor, positive, negative, o.margin(), o.p(), o.eps(), o.swap(),
                             plain_reduction(o.reduction()));
}
Tensor triplet_margin_with_distance_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative,
                                         const TripletMarginWithDistanceLossFuncOptions& o) {
  const auto distance = [&](const Tensor& a, const Tensor& b) {
    return o.distance_function() ? (*o.distance_function())(a, b) : gradproof::pairwise_distance(a, b);
  };
  const Tensor near = distance(anchor, positive);
  Tensor far = distance(anchor, negative);
  if (o.swap()) far = far.minimum(distance(positive, negative));
  const Tensor each = (near - far + o.margin()).clamp_min(0);
  if (std::holds_alternative<enumtype::kNone>(o.reduction())) return each;
  return std::holds_alternative<enumtype::kMean>(o.reduction()) ? each.mean() : each.sum();
}

}  // namespace functional
}  // namespace gradproof::nn
