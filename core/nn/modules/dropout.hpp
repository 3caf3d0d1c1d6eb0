#pragma once
#include <gradproof/core/nn/cloneable.hpp>
#include <gradproof/core/nn/functional.hpp>
#include <ostream>

namespace gradproof::nn {

struct DropoutOptions {
  DropoutOptions(double p = 0.5) : p_(p) {}
  TORCH_ARG(double, p);
  TORCH_ARG(bool, inplace) = false;
};
using Dropout2dOptions = DropoutOptions;

using Dropout3dOptions = DropoutOptions;
using AlphaDropoutOptions = DropoutOptions;
using FeatureAlphaDropoutOptions = DropoutOptions;

namespace functional {
Tensor dropout_of(const Tensor& input, const DropoutOptions& options, bool training);
Tensor dropout2d_of(const Tensor& input, const DropoutOptions& options, bool training);
Tensor alpha_dropout_of(const Tensor& input, const DropoutOptions& options, bool training);
Tensor feature_alpha_dropout_of(const Tensor& input, const DropoutOptions& options, bool training);
}  // namespace functional

/// Throws `value` unless the probability is in [0, 1].
template <Tensor (*Function)(const Tensor&, const DropoutOptions&, bool)>
class AnyDropout : public Module {
 public:
  explicit AnyDropout(const DropoutOptions& options = {}) : options(options) {
    functional::expect_probability(options.p());
  }
  void pretty_print(std::ostream& stream) const override {
    stream << std::boolalpha << title() << "(p=" << options.p() << ", inplace=" << options.inplace() << ')';
  }
  Tensor forward(const Tensor& input) { return Function(input, options, is_training()); }

  DropoutOptions options;
};

/// While training: elements are zeroed with probability p, the others scaled by 1 / (1 - p).
GRADPROOF_MODULE(Dropout, AnyDropout<functional::dropout_of>);
/// The same for whole channels.
GRADPROOF_MODULE(Dropout2d, AnyDropout<functional::dropout2d_of>);
GRADPROOF_MODULE(Dropout3d, AnyDropout<functional::dropout2d_of>);
/// Elements become what SELU saturates at, so that mean and variance stay; the second for whole channels.
GRADPROOF_MODULE(AlphaDropout, AnyDropout<functional::alpha_dropout_of>);
GRADPROOF_MODULE(FeatureAlphaDropout, AnyDropout<functional::feature_alpha_dropout_of>);

}  // namespace gradproof::nn
