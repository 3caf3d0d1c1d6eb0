#pragma once
// Activations with an options object, as functions (nn::functional) and as modules. ReLU, Tanh and Sigmoid, which came
// first, stand in modules/activation.hpp.
#include <gradproof/core/layout/argument.hpp>
#include <gradproof/core/nn/modules/activation.hpp>

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
Tensor silu(const Tensor& input);
Tensor mish(const Tensor& input);
Tensor softsign(const Tensor& input);
Tensor tanhshrink(const Tensor& input);
Tensor logsigmoid(const Tensor& input);
Tensor prelu(const Tensor& input, const Tensor& weight);

inline Tensor softmax_of(const Tensor& input, const SoftmaxOptions& o) { return softmax(input, o.dim()); }
inline Tensor log_softmax_of(const Tensor& input, const SoftmaxOptions& o) { return log_softmax(input, o.dim()); }

}  // namespace functional

/// An activation with options as a module.
template <class Options, Tensor (*Function)(const Tensor&, const Options&)>
class ActivationImpl : public Cloneable<ActivationImpl<Options, Function>> {
 public:
  explicit ActivationImpl(const Options& options) : options(options) {}
  ActivationImpl() requires std::is_default_constructible_v<Options>
  = default;
  Tensor forward(const Tensor& input) { return Function(input, options); }

  Options options;
};
/// One without.
template <Tensor (*Function)(const Tensor&)>
class PlainActivationImpl : public Cloneable<PlainActivationImpl<Function>> {
 public:
  Tensor forward(const Tensor& input) { return Function(input); }
};

using LeakyReLUImpl = ActivationImpl<LeakyReLUOptions, functional::leaky_relu>;
using ELUImpl = ActivationImpl<ELUOptions, functional::elu>;
using SELUImpl = ActivationImpl<SELUOptions, functional::selu>;
using ReLU6Impl = ActivationImpl<ReLU6Options, functional::relu6>;
using HardtanhImpl = ActivationImpl<HardtanhOptions, functional::hardtanh>;
using GELUImpl = ActivationImpl<GELUOptions, functional::gelu>;
using SoftplusImpl = ActivationImpl<SoftplusOptions, functional::softplus>;
using SoftmaxImpl = ActivationImpl<SoftmaxOptions, functional::softmax_of>;
using LogSoftmaxImpl = ActivationImpl<LogSoftmaxOptions, functional::log_softmax_of>;
using CELUImpl = ActivationImpl<CELUOptions, functional::celu>;
using GLUImpl = ActivationImpl<GLUOptions, functional::glu>;
using HardshrinkImpl = ActivationImpl<HardshrinkOptions, functional::hardshrink>;
using SoftshrinkImpl = ActivationImpl<SoftshrinkOptions, functional::softshrink>;
using SiLUImpl = PlainActivationImpl<functional::silu>;
using MishImpl = PlainActivationImpl<functional::mish>;
using SoftsignImpl = PlainActivationImpl<functional::softsign>;
using TanhshrinkImpl = PlainActivationImpl<functional::tanhshrink>;
using LogSigmoidImpl = PlainActivationImpl<functional::logsigmoid>;
TORCH_MODULE(LeakyReLU);
TORCH_MODULE(ELU);
TORCH_MODULE(SELU);
TORCH_MODULE(ReLU6);
TORCH_MODULE(Hardtanh);
TORCH_MODULE(GELU);
TORCH_MODULE(Softplus);
TORCH_MODULE(Softmax);
TORCH_MODULE(LogSoftmax);
TORCH_MODULE(SiLU);
TORCH_MODULE(Mish);
TORCH_MODULE(Softsign);
TORCH_MODULE(LogSigmoid);
TORCH_MODULE(Tanhshrink);
TORCH_MODULE(CELU);
TORCH_MODULE(GLU);
TORCH_MODULE(Hardshrink);
TORCH_MODULE(Softshrink);

}  // namespace gradproof::nn
