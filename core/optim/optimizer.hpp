#pragma once
#include <gradproof/core/graph/grad_mode.hpp>
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

/// Base of every algorithm: groups, state, zero_grad, and the frame of a step. Parameters are written in place under
/// no_grad, so their counters move as PyTorch's do.
class Optimizer {
 public:
  using State = std::unordered_map<void*, std::unique_ptr<OptimizerParamState>>;

  /// Throws `value` for a parameter that is no leaf or stands in two groups.
  Optimizer(std::vector<OptimizerParamGroup> groups, std::unique_ptr<OptimizerOptions> defaults);
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;
  virtual ~Optimizer() = default;

  /// Throws `value` as the constructor does.
  void add_param_group(const OptimizerParamGroup& group);
  std::vector<OptimizerParamGroup>& param_groups() { return groups_; }
  const std::vector<OptimizerParamGroup>& param_groups() const { return groups_; }
  /// By TensorImpl.
  State& state() { return state_; }
  const State& state() const { return state_; }
  OptimizerOptions& defaults() { return *defaults_; }
  const OptimizerOptions& defaults() const { return *defaults_; }
  /// Parameters of all groups.
  TensorList parameters() const;
  std::size_t size() const { return parameters().size(); }

  /// Drops the gradients, or writes zeros over them.
  void zero_grad(bool set_to_none = true);

  /// One update of every parameter that has a gradient; returns the closure's loss. The closure runs with grad mode on.
  Tensor step() { return step_after(Tensor()); }
  Tensor step(std::nullptr_t) { return step(); }
  template <class Closure>
  Tensor step(Closure&& closure) {
    AutoEnableGrad grad_mode;
    return step_after(closure());
  }

 protected:
  /// Updates `p` from `grad` under no_grad.
  virtual void update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) = 0;
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

 private:
  Tensor step_after(Tensor loss);

  std::vector<OptimizerParamGroup> groups_;
  std::unique_ptr<OptimizerOptions> defaults_;
  State state_;
};

}  // namespace gradproof::optim
