#pragma once
#include <gradproof/core/optim/optimizer.hpp>

namespace gradproof::optim {

struct RMSpropOptions : OptimizerCloneableOptions<RMSpropOptions> {
  RMSpropOptions(double lr = 1e-2) : lr_(lr) {}
  friend bool operator==(const RMSpropOptions&, const RMSpropOptions&) = default;
  TORCH_ARG(double, lr);
  TORCH_ARG(double, alpha) = 0.99;
  TORCH_ARG(double, eps) = 1e-8;
  TORCH_ARG(double, weight_decay) = 0;
  TORCH_ARG(double, momentum) = 0;
  TORCH_ARG(bool, centered) = false;
  TORCH_ARG(bool, maximize) = false;
};

struct RMSpropParamState : OptimizerCloneableParamState<RMSpropParamState> {
  TORCH_ARG(std::int64_t, step) = 0;
  TORCH_ARG(Tensor, square_avg);
  TORCH_ARG(Tensor, momentum_buffer);
  TORCH_ARG(Tensor, grad_avg);
};

/// Tieleman and Hinton 2012, in the order of PyTorch's arithmetic.
class RMSprop : public ParameterwiseOptimizer {
 public:
  /// Throws `value` for a negative rate, eps, momentum, decay or alpha.
  explicit RMSprop(const std::vector<OptimizerParamGroup>& groups, RMSpropOptions defaults = {});
  explicit RMSprop(TensorList params, RMSpropOptions defaults = {})
      : RMSprop(std::vector<OptimizerParamGroup>{OptimizerParamGroup(std::move(params))}, std::move(defaults)) {}

 protected:
  void update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) override;
};

}  // namespace gradproof::optim
