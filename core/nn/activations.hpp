#pragma once
// Activations with an options object, as functions (nn::functional) and as modules. ReLU, Tanh and Sigmoid, which came
// first, stand in modules/activation.hpp.
#include <gradproof/core/layout/argument.hpp>
#include <gradproof/core/nn/modules/activation.hpp>
#include <ostream>

namespace gradproof::nn {

struct LeakyReLUOptions {
  TORCH_ARG(double, negative_slope) = 1e-2;
  TORCH_ARG(bool, inplace) = false;
};
struct ELUOptions {
  TORCH_ARG(double, alpha) = 1.0;
  TORCH_ARG(bool, inplace) = false;
};
struct SELUOptions {
  SELUOptions(bool inplace = false) : inplace_(inplace) {}
  TORCH_ARG(bool, inplace);
};
struct ReLU6Options {
  ReLU6Options(bool inplace = false) : inplace_(inplace) {}
  TORCH_ARG(bool, inplace);
};
struct HardtanhOptions {
  TORCH_ARG(double, min_val) = -1.0;
  TORCH_ARG(double, max_val) = 1.0;
  TORCH_ARG(bool, inplace) = false;
};
struct GELUOptions {
  TORCH_ARG(std::string, approximate) = "none";
};
struct SoftplusOptions {
  TORCH_ARG(double, beta) = 1.0;
  TORCH_ARG(double, threshold) = 20.0;
};
struct SoftmaxOptions {
  SoftmaxOptions(std::int64_t dim) : dim_(dim) {}
  TORCH_ARG(std::int64_t, dim);
};
using LogSoftmaxOptions = SoftmaxOptions;
using SoftminOptions = SoftmaxOptions;
struct ThresholdOptions {
  ThresholdOptions(double threshold, double value) : threshold_(threshold), value_(value) {}
  TORCH_ARG(double, threshold);
  TORCH_ARG(double, value);
  TORCH_ARG(bool, inplace) = false;
};
struct RReLUOptions {
  TORCH_ARG(double, lower) = 1.0 / 8.0;
  TORCH_ARG(double, upper) = 1.0 / 3.0;
  TORCH_ARG(bool, inplace) = false;
};
struct PReLUOptions {
  PReLUOptions() = default;
  PReLUOptions(std::int64_t num_parameters) : num_parameters_(num_parameters) {}
  TORCH_ARG(std::int64_t, num_parameters) = 1;
  TORCH_ARG(double, init) = 0.25;
};
struct CELUOptions {
  TORCH_ARG(double, alpha) = 1.0;
  TORCH_ARG(bool, inplace) = false;
};
struct GLUOptions {
  GLUOptions(std::int64_t dim = -1) : dim_(dim) {}
  TORCH_ARG(std::int64_t, dim);
};
struct HardshrinkOptions {
  HardshrinkOptions(double lambda = 0.5) : lambda_(lambda) {}
  TORCH_ARG(double, lambda);
};
using SoftshrinkOptions = HardshrinkOptions;

namespace functional {

using ReLUFuncOptions = ReLUOptions;
using LeakyReLUFuncOptions = LeakyReLUOptions;
using ELUFuncOptions = ELUOptions;
using SELUFuncOptions = SELUOptions;
using ReLU6FuncOptions = ReLU6Options;
using HardtanhFuncOptions = HardtanhOptions;
using GELUFuncOptions = GELUOptions;
using SoftplusFuncOptions = SoftplusOptions;
using CELUFuncOptions = CELUOptions;
using GLUFuncOptions = GLUOptions;
using HardshrinkFuncOptions = HardshrinkOptions;
using SoftshrinkFuncOptions = SoftshrinkOptions;
struct SoftmaxFuncOptions {
  SoftmaxFuncOptions(std::int64_t dim) : dim_(dim) {}
  TORCH_ARG(std::int64_t, dim);
  TORCH_ARG(std::optional<DType>, dtype) = std::nullopt;
};
using LogSoftmaxFuncOptions = SoftmaxFuncOptions;
using SoftminFuncOptions = SoftmaxFuncOptions;
using ThresholdFuncOptions = ThresholdOptions;
struct RReLUFuncOptions {
  TORCH_ARG(double, lower) = 1.0 / 8.0;
  TORCH_ARG(double, upper) = 1.0 / 3.0;
  TORCH_ARG(bool, training) = false;
  TORCH_ARG(bool, inplace) = false;
};
struct GumbelSoftmaxFuncOptions {
  TORCH_ARG(double, tau) = 1.0;
  TORCH_ARG(bool, hard) = false;
  TORCH_ARG(int, dim) = -1;
};

Tensor relu(const Tensor& input, const ReLUFuncOptions& options = {});
Tensor leaky_relu(const Tensor& input, const LeakyReLUFuncOptions& options = {});
Tensor elu(const Tensor& input, const ELUFuncOptions& options = {});
Tensor selu(const Tensor& input, const SELUFuncOptions& options = {});
Tensor relu6(const Tensor& input, const ReLU6FuncOptions& options = {});
Tensor hardtanh(const Tensor& input, const HardtanhFuncOptions& options = {});
Tensor gelu(const Tensor& input, const GELUFuncOptions& options = {});
Tensor softplus(const Tensor& input, const SoftplusFuncOptions& options = {});
Tensor celu(const Tensor& input, const CELUFuncOptions& options = {});
Tensor glu(const Tensor& input, const GLUFuncOptions& options = {});
Tensor hardshrink(const Tensor& input, const HardshrinkFuncOptions& options = {});
Tensor softshrink(const Tensor& input, const SoftshrinkFuncOptions& options = {});
Tensor softmax(const Tensor& input, const SoftmaxFuncOptions& options);
Tensor log_softmax(const Tensor& input, const LogSoftmaxFuncOptions& options);
Tensor softmin(const Tensor& input, const SoftminFuncOptions& options);
Tensor threshold(const Tensor& input, const ThresholdFuncOptions& options);
Tensor rrelu(const Tensor& input, const RReLUFuncOptions& options = {});
/// A sample of the categories whose logits lie along `dim` (Jang, Gu and Poole 2017), the softer the larger tau; `hard`
/// gives one-hot values with the derivative of the soft ones.
Tensor gumbel_softmax(const Tensor& logits, const GumbelSoftmaxFuncOptions& options = {});
Tensor silu(const Tensor& input);
Tensor mish(const Tensor& input);
Tensor softsign(const Tensor& input);
Tensor tanhshrink(const Tensor& input);
Tensor logsigmoid(const Tensor& input);
Tensor prelu(const Tensor& input, const Tensor& weight);

inline Tensor softmax_of(const Tensor& input, const SoftmaxOptions& o) { return softmax(input, o.dim()); }
inline Tensor log_softmax_of(const Tensor& input, const SoftmaxOptions& o) { return log_softmax(input, o.dim()); }
inline Tensor softmin_of(const Tensor& input, const SoftmaxOptions& o) { return softmin(input, o.dim()); }
/// Over the channels of [C, H, W] or [N, C, H, W]. Throws `shape` for another rank.
Tensor softmax2d(const Tensor& input);

}  // namespace functional

/// What stands between the brackets where the module is printed.
std::ostream& operator<<(std::ostream& stream, const LeakyReLUOptions& options);
std::ostream& operator<<(std::ostream& stream, const ELUOptions& options);
std::ostream& operator<<(std::ostream& stream, const SELUOptions& options);
std::ostream& operator<<(std::ostream& stream, const ReLU6Options& options);
std::ostream& operator<<(std::ostream& stream, const HardtanhOptions& options);
std::ostream& operator<<(std::ostream& stream, const GELUOptions& options);
std::ostream& operator<<(std::ostream& stream, const SoftplusOptions& options);
std::ostream& operator<<(std::ostream& stream, const SoftmaxOptions& options);
std::ostream& operator<<(std::ostream& stream, const CELUOptions& options);
std::ostream& operator<<(std::ostream& stream, const GLUOptions& options);
std::ostream& operator<<(std::ostream& stream, const HardshrinkOptions& options);
std::ostream& operator<<(std::ostream& stream, const ThresholdOptions& options);

/// An activation with options as a module.
template <class Options, Tensor (*Function)(const Tensor&, const Options&)>
class Activation : public Module {
 public:
  explicit Activation(const Options& options) : options(options) {}
  Activation() requires std::is_default_constructible_v<Options>
  = default;
  Tensor forward(const Tensor& input) { return Function(input, options); }
  void pretty_print(std::ostream& stream) const override { stream << title() << '(' << options << ')'; }

  Options options;
};
/// One without.
template <Tensor (*Function)(const Tensor&)>
class PlainActivation : public Module {
 public:
  Tensor forward(const Tensor& input) { return Function(input); }
  void pretty_print(std::ostream& stream) const override { stream << title() << "()"; }
};

GRADPROOF_MODULE(LeakyReLU, Activation<LeakyReLUOptions, functional::leaky_relu>);
GRADPROOF_MODULE(ELU, Activation<ELUOptions, functional::elu>);
GRADPROOF_MODULE(SELU, Activation<SELUOptions, functional::selu>);
GRADPROOF_MODULE(ReLU6, Activation<ReLU6Options, functional::relu6>);
GRADPROOF_MODULE(Hardtanh, Activation<HardtanhOptions, functional::hardtanh>);
GRADPROOF_MODULE(GELU, Activation<GELUOptions, functional::gelu>);
GRADPROOF_MODULE(Softplus, Activation<SoftplusOptions, functional::softplus>);
GRADPROOF_MODULE(Softmax, Activation<SoftmaxOptions, functional::softmax_of>);
GRADPROOF_MODULE(LogSoftmax, Activation<LogSoftmaxOptions, functional::log_softmax_of>);
GRADPROOF_MODULE(CELU, Activation<CELUOptions, functional::celu>);
GRADPROOF_MODULE(GLU, Activation<GLUOptions, functional::glu>);
GRADPROOF_MODULE(Hardshrink, Activation<HardshrinkOptions, functional::hardshrink>);
GRADPROOF_MODULE(Softshrink, Activation<SoftshrinkOptions, functional::softshrink>);
GRADPROOF_MODULE(Softmin, Activation<SoftminOptions, functional::softmin_of>);
GRADPROOF_MODULE(SiLU, PlainActivation<functional::silu>);
GRADPROOF_MODULE(Mish, PlainActivation<functional::mish>);
GRADPROOF_MODULE(Softsign, PlainActivation<functional::softsign>);
GRADPROOF_MODULE(Tanhshrink, PlainActivation<functional::tanhshrink>);
GRADPROOF_MODULE(LogSigmoid, PlainActivation<functional::logsigmoid>);
GRADPROOF_MODULE(Softmax2d, PlainActivation<functional::softmax2d>);

class ThresholdImpl : public Cloneable<ThresholdImpl, Activation<ThresholdOptions, functional::threshold>> {
 public:
  ThresholdImpl(double threshold, double value);
  explicit ThresholdImpl(const ThresholdOptions& options);
};
TORCH_MODULE(Threshold);

/// Its slopes are drawn while training.
class RReLUImpl : public Cloneable<RReLUImpl> {
 public:
  explicit RReLUImpl(const RReLUOptions& options = {});
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input);

  RReLUOptions options;
};
TORCH_MODULE(RReLU);

/// Its slopes are a parameter: one, or one for each channel.
class PReLUImpl : public Cloneable<PReLUImpl> {
 public:
  explicit PReLUImpl(const PReLUOptions& options = {});
  void reset() override;
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input) { return functional::prelu(input, weight); }

  PReLUOptions options;
  Tensor weight;
};
TORCH_MODULE(PReLU);

}  // namespace gradproof::nn
