#pragma once
#include <functional>
#include <gradproof/core/optim/param_group.hpp>
#include <unordered_map>

namespace gradproof::optim {

/// Throws `value` for an option that is not as it must be ("Invalid learning rate: -1"), NaN included.
void expect_option(bool holds, const char* what, double found, const char* due = "it must not be negative");

/// The gradient that a step goes by: of -loss where it is to be maximized, with the decay of the parameter added.
template <class Options>
Tensor decayed_gradient(const Tensor& p, const Tensor& grad, const Options& o) {
  const Tensor g = o.maximize() ? grad.neg() : grad;
  return o.weight_decay() != 0 ? g.add(p, o.weight_decay()) : g;
}

/// Base of every algorithm, also of a program's own: parameter groups, their options, and the states. An algorithm has
/// step(); one that treats each parameter for itself derives from ParameterwiseOptimizer.
class Optimizer {
 public:
  using State = std::unordered_map<void*, std::unique_ptr<OptimizerParamState>>;
  /// Computes the loss, and the gradients with it.
  using LossClosure = std::function<Tensor()>;

  /// Throws `value` for a parameter that is no leaf or stands in two groups.
  Optimizer(const std::vector<OptimizerParamGroup>& groups, std::unique_ptr<OptimizerOptions> defaults);
  Optimizer(TensorList parameters, std::unique_ptr<OptimizerOptions> defaults)
      : Optimizer({OptimizerParamGroup(std::move(parameters))}, std::move(defaults)) {}
  Optimizer(Optimizer&&) = default;
  Optimizer& operator=(Optimizer&&) = default;
  virtual ~Optimizer() = default;

  /// One update of the parameters; returns the closure's loss.
  virtual Tensor step(LossClosure closure = nullptr) = 0;

  /// Throws `value` as the constructor does.
  void add_param_group(const OptimizerParamGroup& group);
  /// To the first group.
  void add_parameters(const TensorList& parameters);
  std::vector<OptimizerParamGroup>& param_groups() noexcept { return param_groups_; }
  const std::vector<OptimizerParamGroup>& param_groups() const noexcept { return param_groups_; }
  /// By TensorImpl.
  State& state() noexcept { return state_; }
  const State& state() const noexcept { return state_; }
  OptimizerOptions& defaults() noexcept { return *defaults_; }
  const OptimizerOptions& defaults() const noexcept { return *defaults_; }
  /// Parameters of all groups.
  TensorList parameters() const;
  std::size_t size() const { return parameters().size(); }

  /// Drops the gradients, or writes zeros over them.
  void zero_grad(bool set_to_none = true);

 protected:
  /// The state of `p`; null before the first update.
  template <class S>
  S* find_state(const Tensor& p) const {
    const auto found = state_.find(p.impl());
    return found == state_.end() ? nullptr : static_cast<S*>(found->second.get());
  }
  template <class S>
  S& make_state(const Tensor& p) {
    auto made = std::make_unique<S>();
    S& state = *made;
    state_[p.impl()] = std::move(made);
    return state;
  }
  /// The state of `p`; before the first update a new one, of which start(state) sets the tensors.
  template <class S, class Start>
  S& state_of(const Tensor& p, Start start) {
    if (S* known = find_state<S>(p)) return *known;
    S& made = make_state<S>(p);
    start(made);
    return made;
  }

  std::vector<OptimizerParamGroup> param_groups_;
  std::unique_ptr<OptimizerOptions> defaults_;
  State state_;
};

/// An algorithm that updates each parameter by its own gradient. Parameters are written in place under no_grad, so
/// their counters move as PyTorch's do.
class ParameterwiseOptimizer : public Optimizer {
 public:
  using Optimizer::Optimizer;
  /// Updates every parameter that has a gradient. The closure runs with grad mode on.
  Tensor step(LossClosure closure = nullptr) override;

 protected:
  /// Updates `p` from `grad` under no_grad.
  virtual void update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) = 0;
};

}  // namespace gradproof::optim
