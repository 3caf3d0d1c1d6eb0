#pragma once
#include <gradproof/core/optim/optimizer.hpp>

namespace gradproof::optim {

struct AdagradOptions : OptimizerCloneableOptions<AdagradOptions> {
  AdagradOptions(double lr = 1e-2) : lr_(lr) {}
  friend bool operator==(const AdagradOptions&, const AdagradOptions&) = default;
  TORCH_ARG(double, lr);
  TORCH_ARG(double, lr_decay) = 0;
  TORCH_ARG(double, weight_decay) = 0;
  TORCH_ARG(double, initial_accumulator_value) = 0;
  TORCH_ARG(double, eps) = 1e-10;
  TORCH_ARG(bool, maximize) = false;
};

struct AdagradParamState : OptimizerCloneableParamState<AdagradParamState> {
  TORCH_ARG(std::int64_t, step) = 0;
  TORCH_ARG(Tensor, sum);
};

/// Duchi, Hazan and Singer 2011, in the order of PyTorch's arithmetic.
class Adagrad : public ParameterwiseOptimizer {
 public:
  /// Throws `value` for a negative rate, decay, eps or start of the sum.
  explicit Adagrad(const std::vector<OptimizerParamGroup>& groups, AdagradOptions defaults = {});
  explicit Adagrad(TensorList params, AdagradOptions defaults = {})
      : Adagrad(std::vector<OptimizerParamGroup>{OptimizerParamGroup(std::move(params))}, std::move(defaults)) {}

 protected:
  void update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) override;
};

}  // namespace gradproof::optim
