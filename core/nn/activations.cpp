#include <gradproof/core/nn/activations.hpp>
#include <gradproof/core/ops/functions/activations.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof::nn::functional {

Tensor relu(const Tensor& input, const ReLUFuncOptions& o) { return o.inplace() ? input.relu_() : input.relu(); }
Tensor leaky_relu(const Tensor& input, const LeakyReLUFuncOptions& o) {
  return o.inplace() ? gradproof::leaky_relu_(input, o.negative_slope())
                     : gradproof::leaky_relu(input, o.negative_slope());
}
Tensor elu(const Tensor& input, const ELUFuncOptions& o) {
  return o.inplace() ? gradproof::elu_(input, o.alpha()) : gradproof::elu(input, o.alpha());
}
Tensor selu(const Tensor& input, const SELUFuncOptions& o) {
  return o.inplace() ? gradproof::selu_(input) : gradproof::selu(input);
}
Tensor relu6(const Tensor& input, const ReLU6FuncOptions& o) {
  return o.inplace() ? gradproof::relu6_(input) : gradproof::relu6(input);
}
Tensor hardtanh(const Tensor& input, const HardtanhFuncOptions& o) {
  return o.inplace() ? gradproof::hardtanh_(input, o.min_val(), o.max_val())
                     : gradproof::hardtanh(input, o.min_val(), o.max_val());
}
Tensor gelu(const Tensor& input, const GELUFuncOptions& o) { return gradproof::gelu(input, o.approximate()); }
Tensor softplus(const Tensor& input, const SoftplusFuncOptions& o) {
  return gradproof::softplus(input, o.beta(), o.threshold());
}
Tensor celu(const Tensor& input, const CELUFuncOptions& o) {
  return o.inplace() ? gradproof::celu_(input, o.alpha()) : gradproof::celu(input, o.alpha());
}
Tensor glu(const Tensor& input, const GLUFuncOptions& o) { return gradproof::glu(input, o.dim()); }
Tensor hardshrink(const Tensor& input, const HardshrinkFuncOptions& o) {
  return gradproof::hardshrink(input, o.lambda());
}
Tensor softshrink(const Tensor& input, const SoftshrinkFuncOptions& o) {
  return gradproof::softshrink(input, o.lambda());
}
Tensor softmax(const Tensor& input, const SoftmaxFuncOptions& o) { return input.softmax(o.dim(), o.dtype()); }
Tensor log_softmax(const Tensor& input, const LogSoftmaxFuncOptions& o) {
  return input.log_softmax(o.dim(), o.dtype());
}
Tensor softmin(const Tensor& input, const SoftminFuncOptions& o) { return (-input).softmax(o.dim(), o.dtype()); }
Tensor softmax2d(const Tensor& input) {
  if (input.dim() != 3 && input.dim() != 4)
    raise(ErrorKind::shape, "Softmax2d requires a 3D or 4D tensor as input, found sizes " + to_string(input.sizes()));
  return input.softmax(-3);
}
Tensor threshold(const Tensor& input, const ThresholdFuncOptions& o) {
  return o.inplace() ? gradproof::threshold_(input, o.threshold(), o.value())
                     : gradproof::threshold(input, o.threshold(), o.value());
}
Tensor rrelu(const Tensor& input, const RReLUFuncOptions& o) {
  return o.inplace() ? gradproof::rrelu_(input, o.lower(), o.upper(), o.training())
                     : gradproof::rrelu(input, o.lower(), o.upper(), o.training());
}
Tensor gumbel_softmax(const Tensor& logits, const GumbelSoftmaxFuncOptions& o) {
  const Tensor noise = empty_like(logits).exponential_().log().neg();
  const Tensor soft = ((logits + noise) / o.tau()).softmax(o.dim());
  if (!o.hard()) return soft;
  const Tensor largest = std::get<1>(soft.max(o.dim(), true));
  return zeros_like(logits).scatter(o.dim(), largest, 1) - soft.detach() + soft;
}
Tensor silu(const Tensor& input) { return gradproof::silu(input); }
Tensor mish(const Tensor& input) { return gradproof::mish(input); }
Tensor softsign(const Tensor& input) { return gradproof::softsign(input); }
Tensor tanhshrink(const Tensor& input) { return gradproof::tanhshrink(input); }
Tensor logsigmoid(const Tensor& input) { return gradproof::log_sigmoid(input); }
Tensor prelu(const Tensor& input, const Tensor& weight) { return gradproof::prelu(input, weight); }

}  // namespace gradproof::nn::functional

namespace gradproof::nn {
namespace {
const char* inplace(bool on) { return on ? ", inplace=true" : ""; }
const char* inplace_alone(bool on) { return on ? "inplace=true" : ""; }
}  // namespace

std::ostream& operator<<(std::ostream& stream, const LeakyReLUOptions& o) {
  return stream << "negative_slope=" << o.negative_slope() << inplace(o.inplace());
}
std::ostream& operator<<(std::ostream& stream, const ELUOptions& o) {
  return stream << "alpha=" << o.alpha() << inplace(o.inplace());
}
std::ostream& operator<<(std::ostream& stream, const SELUOptions& o) { return stream << inplace_alone(o.inplace()); }
std::ostream& operator<<(std::ostream& stream, const ReLU6Options& o) { return stream << inplace_alone(o.inplace()); }
std::ostream& operator<<(std::ostream& stream, const HardtanhOptions& o) {
  return stream << "min_val=" << o.min_val() << ", max_val=" << o.max_val() << inplace(o.inplace());
}
std::ostream& operator<<(std::ostream& stream, const GELUOptions&) { return stream; }
std::ostream& operator<<(std::ostream& stream, const SoftplusOptions& o) {
  return stream << "beta=" << o.beta() << ", threshold=" << o.threshold();
}
std::ostream& operator<<(std::ostream& stream, const SoftmaxOptions& o) { return stream << "dim=" << o.dim(); }
std::ostream& operator<<(std::ostream& stream, const CELUOptions& o) {
  return stream << "alpha=" << o.alpha() << inplace(o.inplace());
}
std::ostream& operator<<(std::ostream& stream, const GLUOptions& o) { return stream << "dim=" << o.dim(); }
std::ostream& operator<<(std::ostream& stream, const HardshrinkOptions& o) { return stream << o.lambda(); }
std::ostream& operator<<(std::ostream& stream, const ThresholdOptions& o) {
  return stream << "threshold=" << o.threshold() << ", value=" << o.value() << inplace(o.inplace());
}

ThresholdImpl::ThresholdImpl(double threshold, double value) : ThresholdImpl(ThresholdOptions(threshold, value)) {}
ThresholdImpl::ThresholdImpl(const ThresholdOptions& o) : Cloneable(o) {}

RReLUImpl::RReLUImpl(const RReLUOptions& o) : options(o) {}

void RReLUImpl::pretty_print(std::ostream& stream) const {
  stream << "torch::nn::RReLU(lower=" << options.lower() << ", upper=" << options.upper() << inplace(options.inplace())
         << ')';
}
Tensor RReLUImpl::forward(const Tensor& input) {
  return functional::rrelu(input, functional::RReLUFuncOptions()
                                      .lower(options.lower())
                                      .upper(options.upper())
                                      .training(is_training())
                                      .inplace(options.inplace()));
}

PReLUImpl::PReLUImpl(const PReLUOptions& o) : options(o) { reset(); }

void PReLUImpl::reset() { weight = register_parameter("weight", full({options.num_parameters()}, options.init())); }
void PReLUImpl::pretty_print(std::ostream& stream) const {
  stream << "torch::nn::PReLU(num_parameters=" << options.num_parameters() << ')';
}

}  // namespace gradproof::nn
