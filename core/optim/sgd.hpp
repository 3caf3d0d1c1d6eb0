#pragma once
#include <gradproof/core/optim/optimizer.hpp>

namespace gradproof::optim {

struct SGDOptions : OptimizerCloneableOptions<SGDOptions> {
  SGDOptions(double lr = 1e-3) : lr_(lr) {}
  TORCH_ARG(double, lr);
  TORCH_ARG(double, momentum) = 0;
  TORCH_ARG(double, dampening) = 0;
  TORCH_ARG(double, weight_decay) = 0;
  TORCH_ARG(bool, nesterov) = false;
  TORCH_ARG(bool, maximize) = false;
};

struct SGDParamState : OptimizerParamState {
  TORCH_ARG(Tensor, momentum_buffer);
};

/// Gradient descent with momentum, in the order of PyTorch's arithmetic: decay, momentum, step.
class SGD : public Optimizer {
 public:
  /// Throws `value` for a negative rate, momentum or decay, and for nesterov without momentum or with dampening.
  SGD(std::vector<OptimizerParamGroup> groups, SGDOptions defaults);
  SGD(TensorList params, SGDOptions defaults)
      : SGD(std::vector<OptimizerParamGroup>{OptimizerParamGroup(std::move(params))}, std::move(defaults)) {}

 protected:
  void update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) override;

 private:
  Tensor with_momentum(const Tensor& p, const Tensor& grad, const SGDOptions& o);
};

}  // namespace gradproof::optim
