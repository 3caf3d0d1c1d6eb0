#include <gradproof/core/nn/modules/dropout.hpp>

namespace gradproof::nn::functional {

Tensor dropout_of(const Tensor& input, const DropoutOptions& o, bool training) {
  return dropout(input, DropoutFuncOptions().p(o.p()).training(training).inplace(o.inplace()));
}
Tensor dropout2d_of(const Tensor& input, const DropoutOptions& o, bool training) {
  return dropout2d(input, DropoutFuncOptions().p(o.p()).training(training).inplace(o.inplace()));
}
Tensor alpha_dropout_of(const Tensor& input, const DropoutOptions& o, bool training) {
  return alpha_dropout(input, AlphaDropoutFuncOptions().p(o.p()).training(training).inplace(o.inplace()));
}
Tensor feature_alpha_dropout_of(const Tensor& input, const DropoutOptions& o, bool training) {
  return feature_alpha_dropout(input,
                               FeatureAlphaDropoutFuncOptions().p(o.p()).training(training).inplace(o.inplace()));
}

}  // namespace gradproof::nn::functional
