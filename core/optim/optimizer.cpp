#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/optim/optimizer.hpp>
#include <gradproof/core/optim/zero_grad.hpp>

namespace gradproof::optim {

void expect_option(bool holds, const char* what, double found, const char* due) {
  if (!holds) raise(ErrorKind::value, std::string("Invalid ") + what + ": " + std::to_string(found) + "; " + due);
}

Optimizer::Optimizer(const std::vector<OptimizerParamGroup>& groups, std::unique_ptr<OptimizerOptions> defaults)
    : defaults_(std::move(defaults)) {
  for (const OptimizerParamGroup& group : groups) add_param_group(group);
}

void Optimizer::add_param_group(const OptimizerParamGroup& group) {
  const TensorList known = parameters();
  for (const Tensor& p : group.params()) {
    if (!p.is_leaf())
      raise(ErrorKind::value, "can't optimize a non-leaf Tensor: pass parameters, not results of operations");
    for (const Tensor& k : known)
      if (k.is_same(p)) raise(ErrorKind::value, "some parameters appear in more than one parameter group");
  }
  param_groups_.push_back(group);
  if (!group.has_options()) param_groups_.back().set_options(defaults_->clone());
}

void Optimizer::add_parameters(const TensorList& parameters) {
  TensorList& first = param_groups_.at(0).params();
  first.insert(first.end(), parameters.begin(), parameters.end());
}

TensorList Optimizer::parameters() const {
  TensorList all;
  for (const OptimizerParamGroup& group : param_groups_)
    all.insert(all.end(), group.params().begin(), group.params().end());
  return all;
}

void Optimizer::zero_grad(bool set_to_none) { optim::zero_grad(parameters(), set_to_none); }

Tensor ParameterwiseOptimizer::step(LossClosure closure) {
  Tensor loss;
  if (closure) {
    AutoEnableGrad grad_mode;
    loss = closure();
  }
  NoGradGuard no_grad;
  for (const OptimizerParamGroup& group : param_groups_)
    for (const Tensor& p : group.params())
      if (const Tensor grad = p.grad(); grad.defined()) update(p, grad, group.options());
  return loss;
}

}  // namespace gradproof::optim
