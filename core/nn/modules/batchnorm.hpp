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

/// What the batch normalizations share; they differ in the inputs that they take.
class BatchNormImplBase : public Module {
 public:
  void reset();
  void reset_parameters();
  void reset_running_stats();
  void pretty_print(std::ostream& stream) const override;
  /// Throws `value` for an input of another rank, and while training for one value per channel.
  Tensor forward(const Tensor& input);

  BatchNormOptions options;
  Tensor weight, bias, running_mean, running_var, num_batches_tracked;

 protected:
  BatchNormImplBase(const BatchNormOptions& options, const char* name);
  virtual void expect_rank(const Tensor& input) const = 0;

 private:
  const char* name_;
};

/// Over [N, C] or [N, C, L].
class BatchNorm1dImpl : public Cloneable<BatchNorm1dImpl, BatchNormImplBase> {
 public:
  explicit BatchNorm1dImpl(const BatchNormOptions& options) : Cloneable(options, "BatchNorm1d") {}
  void reset() override { BatchNormImplBase::reset(); }

 protected:
  void expect_rank(const Tensor& input) const override;
};
TORCH_MODULE(BatchNorm1d);

/// Over [N, C, H, W].
class BatchNorm2dImpl : public Cloneable<BatchNorm2dImpl, BatchNormImplBase> {
 public:
  explicit BatchNorm2dImpl(const BatchNormOptions& options) : Cloneable(options, "BatchNorm2d") {}
  void reset() override { BatchNormImplBase::reset(); }

 protected:
  void expect_rank(const Tensor& input) const override;
};
TORCH_MODULE(BatchNorm2d);

}  // namespace gradproof::nn
