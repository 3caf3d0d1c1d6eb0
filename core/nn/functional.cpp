#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/nn/functional.hpp>
#include <gradproof/core/ops/functions/further.hpp>

namespace gradproof::nn::functional {

void expect_probability(double p) {
  if (!(p >= 0 && p <= 1))
    raise(ErrorKind::value, "dropout probability has to be between 0 and 1, but got " + std::to_string(p));
}

Tensor dropout(const Tensor& input, const DropoutFuncOptions& o) {
  return o.inplace() ? dropout_(input, o.p(), o.training()) : gradproof::dropout(input, o.p(), o.training());
}
Tensor dropout2d(const Tensor& input, const DropoutFuncOptions& o) {
  return o.inplace() ? feature_dropout_(input, o.p(), o.training()) : feature_dropout(input, o.p(), o.training());
}

Tensor layer_norm(const Tensor& input, const LayerNormFuncOptions& o) {
  return gradproof::layer_norm(input, o.normalized_shape(), o.weight(), o.bias(), o.eps());
}
Tensor group_norm(const Tensor& input, const GroupNormFuncOptions& o) {
  return gradproof::group_norm(input, o.num_groups(), o.weight(), o.bias(), o.eps());
}

Tensor batch_norm(const Tensor& input, const Tensor& running_mean, const Tensor& running_var,
                  const BatchNormFuncOptions& o) {
  if (o.training() && input.dim() >= 2 && input.size(1) != 0 && input.numel() == input.size(1))
    raise(ErrorKind::value,
          "Expected more than 1 value per channel when training, got input size " + to_string(input.sizes()));
  return gradproof::batch_norm(input, o.weight(), o.bias(), running_mean, running_var, o.training(), o.momentum(),
                               o.eps());
}

Tensor cosine_similarity(const Tensor& x1, const Tensor& x2, const CosineSimilarityFuncOptions& o) {
  return cosine_similarity(x1, x2, o.dim(), o.eps());
}
Tensor pairwise_distance(const Tensor& x1, const Tensor& x2, const PairwiseDistanceFuncOptions& o) {
  return gradproof::pairwise_distance(x1, x2, o.p(), o.eps(), o.keepdim());
}

Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  return gradproof::linear(input, weight, bias);
}

}  // namespace gradproof::nn::functional
