#pragma once
#include <gradproof/core/optim/optimizer.hpp>

namespace gradproof::optim {

struct Trial;

struct LBFGSOptions : OptimizerCloneableOptions<LBFGSOptions> {
  LBFGSOptions(double lr = 1) : lr_(lr) {}
  friend bool operator==(const LBFGSOptions&, const LBFGSOptions&) = default;
  TORCH_ARG(double, lr);
  TORCH_ARG(std::int64_t, max_iter) = 20;
  /// None: 5 / 4 of max_iter.
  TORCH_ARG(std::optional<std::int64_t>, max_eval) = std::nullopt;
  TORCH_ARG(double, tolerance_grad) = 1e-7;
  TORCH_ARG(double, tolerance_change) = 1e-9;
  TORCH_ARG(std::int64_t, history_size) = 100;
  /// None, or "strong_wolfe".
  TORCH_ARG(std::optional<std::string>, line_search_fn) = std::nullopt;
};

/// Of all parameters together, kept as the first one's.
struct LBFGSParamState : OptimizerCloneableParamState<LBFGSParamState> {
  TORCH_ARG(std::int64_t, func_evals) = 0;
  TORCH_ARG(std::int64_t, n_iter) = 0;
  TORCH_ARG(double, t) = 0;
  TORCH_ARG(double, prev_loss) = 0;
  TORCH_ARG(Tensor, d);
  TORCH_ARG(Tensor, H_diag);
  TORCH_ARG(Tensor, prev_flat_grad);
  TORCH_ARG(TensorList, old_dirs);
  TORCH_ARG(TensorList, old_stps);
  TORCH_ARG(TensorList, ro);
  TORCH_ARG(std::optional<TensorList>, al) = std::nullopt;
};

/// Limited-memory BFGS (Liu and Nocedal 1989), in the order of PyTorch's arithmetic. A step evaluates the closure
/// several times.
class LBFGS : public Optimizer {
 public:
  /// Throws `value` for several groups, a negative rate and an unknown line search.
  explicit LBFGS(const std::vector<OptimizerParamGroup>& groups, LBFGSOptions defaults = {});
  explicit LBFGS(TensorList params, LBFGSOptions defaults = {})
      : LBFGS(std::vector<OptimizerParamGroup>{OptimizerParamGroup(std::move(params))}, std::move(defaults)) {}
  /// The loss before the first move. The closure runs with grad mode on. Throws `argument` without one.
  Tensor step(LossClosure closure) override;

 private:
  const LBFGSOptions& options() const;
  const TensorList& params() const { return param_groups_.front().params(); }
  Tensor flat_gradient() const;
  void move(double t, const Tensor& direction) const;
  /// Loss and gradient `t` along the direction from where the parameters are, to which they return.
  Trial look_ahead(const LossClosure& evaluate, double t, const Tensor& direction) const;
  void iterate(LBFGSParamState& state, Trial at, const LossClosure& evaluate) const;
};

}  // namespace gradproof::optim
