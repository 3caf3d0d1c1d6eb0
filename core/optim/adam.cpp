#include <cmath>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/optim/adam.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof::optim {
namespace {

template <class Options>
std::unique_ptr<OptimizerOptions> checked(const Options& o) {
  const auto [beta1, beta2] = o.betas();
  expect_option(o.lr() >= 0, "learning rate", o.lr());
  expect_option(o.eps() >= 0, "epsilon value", o.eps());
  expect_option(beta1 >= 0 && beta1 < 1, "beta parameter at index 0", beta1, "it must be in [0, 1)");
  expect_option(beta2 >= 0 && beta2 < 1, "beta parameter at index 1", beta2, "it must be in [0, 1)");
  expect_option(o.weight_decay() >= 0, "weight_decay value", o.weight_decay());
  return o.clone();
}

auto start(const Tensor& p, bool amsgrad) {
  return [&p, amsgrad](AdamParamState& state) {
    state.exp_avg(zeros_like(p));
    state.exp_avg_sq(zeros_like(p));
    if (amsgrad) state.max_exp_avg_sq(zeros_like(p));
  };
}

/// The part that both algorithms share: moments, their correction, the step.
template <class Options>
void move(const Tensor& p, const Tensor& grad, AdamParamState& state, const Options& o) {
  const auto [beta1, beta2] = o.betas();
  state.step(state.step() + 1);
  const Tensor average = state.exp_avg(), square = state.exp_avg_sq();
  average.add_(grad - average, 1 - beta1);
  square.mul_(beta2).add_(grad * grad, 1 - beta2);
  const double correction1 = 1 - std::pow(beta1, double(state.step()));
  const double correction2 = std::sqrt(1 - std::pow(beta2, double(state.step())));
  if (o.amsgrad()) state.max_exp_avg_sq(maximum(state.max_exp_avg_sq(), square));
  const Tensor denominator = ((o.amsgrad() ? state.max_exp_avg_sq() : square).sqrt() / correction2).add_(o.eps());
  p.add_(average / denominator, -o.lr() / correction1);
}

}  // namespace

Adam::Adam(const std::vector<OptimizerParamGroup>& groups, AdamOptions defaults)
    : ParameterwiseOptimizer(groups, checked(defaults)) {}

void Adam::update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) {
  const auto& o = static_cast<const AdamOptions&>(options);
  auto& state = state_of<AdamParamState>(p, start(p, o.amsgrad()));
  move(p, decayed_gradient(p, grad, o), state, o);
}

AdamW::AdamW(const std::vector<OptimizerParamGroup>& groups, AdamWOptions defaults)
    : ParameterwiseOptimizer(groups, checked(defaults)) {}

void AdamW::update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) {
  const auto& o = static_cast<const AdamWOptions&>(options);
  auto& state = state_of<AdamParamState>(p, start(p, o.amsgrad()));
  if (o.weight_decay() != 0) p.mul_(1 - o.lr() * o.weight_decay());
  move(p, o.maximize() ? grad.neg() : grad, state, o);
}

}  // namespace gradproof::optim
