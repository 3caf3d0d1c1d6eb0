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
Tensor dropout3d(const Tensor& input, const DropoutFuncOptions& o) { return dropout2d(input, o); }
Tensor alpha_dropout(const Tensor& input, const AlphaDropoutFuncOptions& o) {
  return o.inplace() ? alpha_dropout_(input, o.p(), o.training())
                     : gradproof::alpha_dropout(input, o.p(), o.training());
}
Tensor feature_alpha_dropout(const Tensor& input, const FeatureAlphaDropoutFuncOptions& o) {
  return o.inplace() ? feature_alpha_dropout_(input, o.p(), o.training())
                     : gradproof::feature_alpha_dropout(input, o.p(), o.training());
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

Tensor instance_norm(const Tensor& input, const InstanceNormFuncOptions& o) {
  return gradproof::instance_norm(input, o.weight(), o.bias(), o.running_mean(), o.running_var(), o.use_input_stats(),
                                  o.momentum(), o.eps());
}

Tensor local_response_norm(const Tensor& input, const LocalResponseNormFuncOptions& o) {
  if (input.dim() < 3)
    raise(ErrorKind::shape,
          "Expected 3D or higher dimensionality input (got " + std::to_string(input.dim()) + " dimensions)");
  if (input.numel() == 0) return input;
  std::vector<std::int64_t> around(std::size_t(2 * (input.dim() - 2)), 0);
  around.push_back(o.size() / 2);
  around.push_back((o.size() - 1) / 2);
  const Tensor neighbours = constant_pad_nd(input * input, around, 0).unfold(1, o.size(), 1).mean(-1);
  return input / (neighbours * o.alpha() + o.k()).pow(o.beta());
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

Tensor bilinear(const Tensor& input1, const Tensor& input2, const Tensor& weight, const Tensor& bias) {
  if (weight.dim() != 3 || input1.dim() != input2.dim() || input1.size(-1) != weight.size(1) ||
      input2.size(-1) != weight.size(2))
    raise(ErrorKind::shape,
          "bilinear(): input1 and input2 must have the same number of dimensions and end in weight's "
          "second and third size: found input1 " +
              to_string(input1.sizes()) + ", input2 " + to_string(input2.sizes()) + ", weight " +
              to_string(weight.sizes()));
  const Tensor product = einsum("...i,oij,...j->...o", {input1, weight, input2});
  return bias.defined() ? product + bias : product;
}

}  // namespace gradproof::nn::functional
