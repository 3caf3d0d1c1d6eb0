#include <gradproof/core/nn/functional.hpp>
#include <gradproof/core/nn/init.hpp>
#include <gradproof/core/nn/modules/batchnorm.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <ostream>

namespace gradproof::nn {
namespace {

void print(std::ostream& stream, double momentum) { stream << momentum; }
void print(std::ostream& stream, const std::optional<double>& momentum) {
  if (momentum)
    stream << *momentum;
  else
    stream << "None";
}

}  // namespace

template <class Options>
ChannelNorm<Options>::ChannelNorm(const Options& o, std::int64_t least_rank, std::int64_t most_rank)
    : options(o), least_rank_(least_rank), most_rank_(most_rank) {}

template <class Options>
void ChannelNorm<Options>::reset() {
  const std::int64_t n = options.num_features();
  weight = register_parameter("weight", options.affine() ? empty({n}) : Tensor());
  bias = register_parameter("bias", options.affine() ? empty({n}) : Tensor());
  const bool tracks = options.track_running_stats();
  running_mean = register_buffer("running_mean", tracks ? zeros({n}) : Tensor());
  running_var = register_buffer("running_var", tracks ? ones({n}) : Tensor());
  num_batches_tracked = register_buffer("num_batches_tracked", tracks ? scalar_tensor(0, kLong) : Tensor());
  reset_parameters();
}

template <class Options>
void ChannelNorm<Options>::reset_running_stats() {
  if (!options.track_running_stats()) return;
  running_mean.zero_();
  running_var.fill_(1);
  num_batches_tracked.zero_();
}

template <class Options>
void ChannelNorm<Options>::reset_parameters() {
  reset_running_stats();
  if (!options.affine()) return;
  init::ones_(weight);
  init::zeros_(bias);
}

template <class Options>
void ChannelNorm<Options>::pretty_print(std::ostream& stream) const {
  stream << std::boolalpha << title() << "(" << options.num_features() << ", eps=" << options.eps() << ", momentum=";
  print(stream, options.momentum());
  stream << ", affine=" << options.affine() << ", track_running_stats=" << options.track_running_stats() << ")";
}

template <class Options>
void ChannelNorm<Options>::expect_rank(const Tensor& input) const {
  if (input.dim() >= least_rank_ && input.dim() <= most_rank_) return;
  std::string ranks = std::to_string(least_rank_) + "D";
  if (most_rank_ != least_rank_) ranks += " or " + std::to_string(most_rank_) + "D";
  raise(ErrorKind::value, "expected " + ranks + " input (got " + std::to_string(input.dim()) + "D input)");
}

template class ChannelNorm<BatchNormOptions>;
template class ChannelNorm<InstanceNormOptions>;

Tensor BatchNormImplBase::forward(const Tensor& input) {
  expect_rank(input);
  double momentum = options.momentum().value_or(0);
  if (is_training() && num_batches_tracked.defined()) {
    num_batches_tracked.add_(1);
    if (!options.momentum()) momentum = 1 / num_batches_tracked.item<double>();
  }
  const bool use_batch = is_training() || !running_mean.defined();
  const bool use_running = !is_training() || options.track_running_stats();
  return functional::batch_norm(
      input, use_running ? running_mean : Tensor(), use_running ? running_var : Tensor(),
      functional::BatchNormFuncOptions().weight(weight).bias(bias).training(use_batch).momentum(momentum).eps(
          options.eps()));
}

Tensor InstanceNormImplBase::forward(const Tensor& input) {
  expect_rank(input);
  const auto call = functional::InstanceNormFuncOptions()
                        .running_mean(running_mean)
                        .running_var(running_var)
                        .weight(weight)
                        .bias(bias)
                        .use_input_stats(is_training() || !options.track_running_stats())
                        .momentum(options.momentum())
                        .eps(options.eps());
  if (input.dim() == most_rank_) return functional::instance_norm(input, call);
  return functional::instance_norm(input.unsqueeze(0), call).squeeze(0);
}

}  // namespace gradproof::nn
