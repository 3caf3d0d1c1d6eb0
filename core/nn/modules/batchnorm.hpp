#pragma once
#include <gradproof/core/layout/argument.hpp>
#include <gradproof/core/nn/cloneable.hpp>

namespace gradproof::nn {

struct BatchNormOptions {
  BatchNormOptions(std::int64_t num_features) : num_features_(num_features) {}
  TORCH_ARG(std::int64_t, num_features);
  TORCH_ARG(double, eps) = 1e-5;
  /// None: the running statistics are the plain average of all batches.
  TORCH_ARG(std::optional<double>, momentum) = 0.1;
  TORCH_ARG(bool, affine) = true;
  TORCH_ARG(bool, track_running_stats) = true;
};
using BatchNorm1dOptions = BatchNormOptions;
using BatchNorm2dOptions = BatchNormOptions;
using BatchNorm3dOptions = BatchNormOptions;

struct InstanceNormOptions {
  InstanceNormOptions(std::int64_t num_features) : num_features_(num_features) {}
  TORCH_ARG(std::int64_t, num_features);
  TORCH_ARG(double, eps) = 1e-5;
  TORCH_ARG(double, momentum) = 0.1;
  TORCH_ARG(bool, affine) = false;
  TORCH_ARG(bool, track_running_stats) = false;
};
using InstanceNorm1dOptions = InstanceNormOptions;
using InstanceNorm2dOptions = InstanceNormOptions;
using InstanceNorm3dOptions = InstanceNormOptions;

/// What normalizations of channels share: parameters, running statistics, and how many dimensions an input may have.
template <class Options>
class ChannelNorm : public Module {
 public:
  void reset();
  void reset_parameters();
  void reset_running_stats();
  void pretty_print(std::ostream& stream) const override;

  Options options;
  Tensor weight, bias, running_mean, running_var, num_batches_tracked;

 protected:
  ChannelNorm(const Options& options, std::int64_t least_rank, std::int64_t most_rank);
  /// Throws `value` for another rank.
  void expect_rank(const Tensor& input) const;

  std::int64_t least_rank_, most_rank_;
};

class BatchNormImplBase : public ChannelNorm<BatchNormOptions> {
 public:
  using ChannelNorm::ChannelNorm;
  /// Throws `value` for an input of another rank, and while training for one value per channel.
  Tensor forward(const Tensor& input);
};

/// Each channel of each item by its own statistics; an input of one dimension less has no batch.
class InstanceNormImplBase : public ChannelNorm<InstanceNormOptions> {
 public:
  using ChannelNorm::ChannelNorm;
  /// Throws `value` for an input of another rank.
  Tensor forward(const Tensor& input);
};

/// Of inputs with Least to Most dimensions.
template <class Base, std::int64_t Least, std::int64_t Most>
class RankedNorm : public Base {
 public:
  explicit RankedNorm(const decltype(Base::options)& options) : Base(options, Least, Most) { this->reset(); }
};

GRADPROOF_MODULE(BatchNorm1d, RankedNorm<BatchNormImplBase, 2, 3>);
GRADPROOF_MODULE(BatchNorm2d, RankedNorm<BatchNormImplBase, 4, 4>);
GRADPROOF_MODULE(BatchNorm3d, RankedNorm<BatchNormImplBase, 5, 5>);
GRADPROOF_MODULE(InstanceNorm1d, RankedNorm<InstanceNormImplBase, 2, 3>);
GRADPROOF_MODULE(InstanceNorm2d, RankedNorm<InstanceNormImplBase, 3, 4>);
GRADPROOF_MODULE(InstanceNorm3d, RankedNorm<InstanceNormImplBase, 4, 5>);

}  // namespace gradproof::nn
