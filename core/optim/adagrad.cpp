#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/optim/adagrad.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof::optim {
namespace {

std::unique_ptr<OptimizerOptions> checked(const AdagradOptions& o) {
  expect_option(o.lr() >= 0, "learning rate", o.lr());
  expect_option(o.lr_decay() >= 0, "lr_decay value", o.lr_decay());
  expect_option(o.weight_decay() >= 0, "weight_decay value", o.weight_decay());
  expect_option(o.initial_accumulator_value() >= 0, "initial_accumulator_value value", o.initial_accumulator_value());
  expect_option(o.eps() >= 0, "epsilon value", o.eps());
  return o.clone();
}

}  // namespace

Adagrad::Adagrad(const std::vector<OptimizerParamGroup>& groups, AdagradOptions defaults)
    : ParameterwiseOptimizer(groups, checked(defaults)) {}

void Adagrad::update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) {
  const auto& o = static_cast<const AdagradOptions&>(options);
  auto& state =
      state_of<AdagradParamState>(p, [&](AdagradParamState& s) { s.sum(full_like(p, o.initial_accumulator_value())); });
  state.step(state.step() + 1);
  const Tensor g = decayed_gradient(p, grad, o);
  const double rate = o.lr() / (1 + double(state.step() - 1) * o.lr_decay());
  const Tensor sum = state.sum();
  sum.add_(g * g);
  p.add_(g / sum.sqrt().add_(o.eps()), -rate);
}

}  // namespace gradproof::optim
