#include <gradproof/core/nn/functional.hpp>
#include <gradproof/core/nn/init.hpp>
#include <gradproof/core/nn/modules/batchnorm.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <ostream>

namespace gradproof::nn {

BatchNormImplBase::BatchNormImplBase(const BatchNormOptions& o, const char* name) : options(o), name_(name) { reset(); }

void BatchNormImplBase::reset() {
  const std::int64_t n = options.num_features();
  weight = register_parameter("weight", options.affine() ? empty({n}) : Tensor());
  bias = register_parameter("bias", options.affine() ? empty({n}) : Tensor());
  const bool tracks = options.track_running_stats();
  running_mean = register_buffer("running_mean", tracks ? zeros({n}) : Tensor());
  running_var = register_buffer("running_var", tracks ? ones({n}) : Tensor());
  num_batches_tracked = register_buffer("num_batches_tracked", tracks ? scalar_tensor(0, kLong) : Tensor());
  reset_parameters();
}

void BatchNormImplBase::reset_running_stats() {
  if (!options.track_running_stats()) return;
  running_mean.zero_();
  running_var.fill_(1);
  num_batches_tracked.zero_();
}

void BatchNormImplBase::reset_parameters() {
  reset_running_stats();
  if (!options.affine()) return;
  init::ones_(weight);
  init::zeros_(bias);
}

void BatchNormImplBase::pretty_print(std::ostream& stream) const {
  stream << std::boolalpha << "torch::nn::" << name_ << "(" << options.num_features() << ", eps=" << options.eps()
         << ", momentum=";
  if (options.momentum())
    stream << *options.momentum();
  else
    stream << "None";
  stream << ", affine=" << options.affine() << ", track_running_stats=" << options.track_running_stats() << ")";
}

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

void BatchNorm1dImpl::expect_rank(const Tensor& input) const {
  if (input.dim() != 2 && input.dim() != 3)
    raise(ErrorKind::value, "expected 2D or 3D input (got " + std::to_string(input.dim()) + "D input)");
}
void BatchNorm2dImpl::expect_rank(const Tensor& input) const {
  if (input.dim() != 4) raise(ErrorKind::value, "expected 4D input (got " + std::to_string(input.dim()) + "D input)");
}

}  // namespace gradproof::nn
