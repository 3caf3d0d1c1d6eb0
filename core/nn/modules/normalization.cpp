#include <gradproof/core/nn/init.hpp>
#include <gradproof/core/nn/modules/normalization.hpp>
#include <gradproof/core/ops/functions/normalization.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <ostream>

namespace gradproof::nn {
namespace {

void start(const Tensor& weight, const Tensor& bias) {
  if (weight.defined()) init::ones_(weight);
  if (bias.defined()) init::zeros_(bias);
}

}  // namespace

LayerNormImpl::LayerNormImpl(LayerNormOptions o) : options(std::move(o)) { reset(); }

void LayerNormImpl::reset() {
  const bool affine = options.elementwise_affine();
  weight = register_parameter("weight", affine ? gradproof::empty(options.normalized_shape()) : Tensor());
  bias = register_parameter("bias", affine ? gradproof::empty(options.normalized_shape()) : Tensor());
  reset_parameters();
}
void LayerNormImpl::reset_parameters() { start(weight, bias); }

void LayerNormImpl::pretty_print(std::ostream& stream) const {
  stream << std::boolalpha << "torch::nn::LayerNorm(" << to_string(options.normalized_shape())
         << ", eps=" << options.eps() << ", elementwise_affine=" << options.elementwise_affine() << ")";
}

Tensor LayerNormImpl::forward(const Tensor& input) {
  return layer_norm(input, options.normalized_shape(), weight, bias, options.eps());
}

GroupNormImpl::GroupNormImpl(const GroupNormOptions& o) : options(o) { reset(); }

void GroupNormImpl::reset() {
  weight = register_parameter("weight", options.affine() ? empty({options.num_channels()}) : Tensor());
  bias = register_parameter("bias", options.affine() ? empty({options.num_channels()}) : Tensor());
  reset_parameters();
}
void GroupNormImpl::reset_parameters() { start(weight, bias); }

void GroupNormImpl::pretty_print(std::ostream& stream) const {
  stream << std::boolalpha << "torch::nn::GroupNorm(" << options.num_groups() << ", " << options.num_channels()
         << ", eps=" << options.eps() << ", affine=" << options.affine() << ")";
}

Tensor GroupNormImpl::forward(const Tensor& input) {
  return group_norm(input, options.num_groups(), weight, bias, options.eps());
}

LocalResponseNormImpl::LocalResponseNormImpl(const LocalResponseNormOptions& o) : options(o) {}

void LocalResponseNormImpl::pretty_print(std::ostream& stream) const {
  stream << "torch::nn::LocalResponseNorm(" << options.size() << ", alpha=" << options.alpha()
         << ", beta=" << options.beta() << ", k=" << options.k() << ")";
}

}  // namespace gradproof::nn
