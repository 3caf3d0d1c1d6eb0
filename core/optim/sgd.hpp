#pragma once
#include <gradproof/core/optim/optimizer.hpp>

namespace gradproof::optim {

struct SGDOptions : OptimizerCloneableOptions<SGDOptions> {
  SGDOptions(double lr = 1e-3) : lr_(lr) {}
  friend bool operator==(const SGDOptions&, const SGDOptions&) = default;
  TORCH_ARG(double, lr);
  TORCH_ARG(double, momentum) = 0;
  TORCH_ARG(double, dampening) = 0;
  TORCH_ARG(double, weight_decay) = 0;
  TORCH_ARG(bool, nesterov) = false;
  TORCH_ARG(bool, maximize) = false;
};

struct SGDParamState : OptimizerCloneableParamState<SGDParamState> {
  TORCH_ARG(Tensor, momentum_buffer);
};

/// Gradient descent with momentum, in the order of PyTorch's arithmetic: decay, momentum, step.
class SGD : public ParameterwiseOptimizer {
 public:
  /// Throws `value` for a negative rate, momentum or decay, and for nesterov without momentum or with dampening.
  explicit SGD(const std::vector<OptimizerParamGroup>& groups, SGDOptions defaults);
  explicit SGD(TensorList params, SGDOptions defaults)
      : SGD(std::vector<OptimizerParamGroup>{OptimizerParamGroup(std::move(params))}, std::move(defaults)) {}

 protected:
  void update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) override;

 private:
  Tensor with_momentum(const Tensor& p, const Tensor& grad, const SGDOptions& o);
};

}  // namespace gradproof::optim
