#pragma once
#include <gradproof/core/optim/optimizer.hpp>
#include <tuple>

namespace gradproof::optim {

using AdamBetas = std::tuple<double, double>;

struct AdamOptions : OptimizerCloneableOptions<AdamOptions> {
  AdamOptions(double lr = 1e-3) : lr_(lr) {}
  friend bool operator==(const AdamOptions&, const AdamOptions&) = default;
  TORCH_ARG(double, lr);
  TORCH_ARG(AdamBetas, betas) = AdamBetas(0.9, 0.999);
  TORCH_ARG(double, eps) = 1e-8;
  TORCH_ARG(double, weight_decay) = 0;
  TORCH_ARG(bool, amsgrad) = false;
  TORCH_ARG(bool, maximize) = false;
};

struct AdamWOptions : OptimizerCloneableOptions<AdamWOptions> {
  AdamWOptions(double lr = 1e-3) : lr_(lr) {}
  friend bool operator==(const AdamWOptions&, const AdamWOptions&) = default;
  TORCH_ARG(double, lr);
  TORCH_ARG(AdamBetas, betas) = AdamBetas(0.9, 0.999);
  TORCH_ARG(double, eps) = 1e-8;
  TORCH_ARG(double, weight_decay) = 1e-2;
  TORCH_ARG(bool, amsgrad) = false;
  TORCH_ARG(bool, maximize) = false;
};

struct AdamParamState : OptimizerCloneableParamState<AdamParamState> {
  TORCH_ARG(std::int64_t, step) = 0;
  TORCH_ARG(Tensor, exp_avg);
  TORCH_ARG(Tensor, exp_avg_sq);
  TORCH_ARG(Tensor, max_exp_avg_sq);
};

/// Kingma and Ba 2015, in the order of PyTorch's arithmetic; weight decay is added to the gradient.
class Adam : public ParameterwiseOptimizer {
 public:
  /// Throws `value` for a negative rate, eps or decay and for betas outside [0, 1).
  explicit Adam(const std::vector<OptimizerParamGroup>& groups, AdamOptions defaults = {});
  explicit Adam(TensorList params, AdamOptions defaults = {})
      : Adam(std::vector<OptimizerParamGroup>{OptimizerParamGroup(std::move(params))}, std::move(defaults)) {}

 protected:
  void update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) override;
};

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): the parameter itself shrinks.
class AdamW : public ParameterwiseOptimizer {
 public:
  /// Throws `value` as Adam does.
  explicit AdamW(const std::vector<OptimizerParamGroup>& groups, AdamWOptions defaults = {});
  explicit AdamW(TensorList params, AdamWOptions defaults = {})
      : AdamW(std::vector<OptimizerParamGroup>{OptimizerParamGroup(std::move(params))}, std::move(defaults)) {}

 protected:
  void update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) override;
};

}  // namespace gradproof::optim
