#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/optim/adagrad.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof::optim {
namespace {

std::unique_ptr<OptimizerOptions> checked(const AdagradOptions& o) {
  const auto expect = [](const char* what, double found) {
    if (!(found >= 0)) raise(ErrorKind::value, std::string("Invalid ") + what + ": " + std::to_string(found));
  };
  expect("learning rate", o.lr());
  expect("lr_decay value", o.lr_decay());
  expect("weight_decay value", o.weight_decay());
  expect("initial_accumulator_value value", o.initial_accumulator_value());
  expect("epsilon value", o.eps());
  return o.clone();
}

}  // namespace

Adagrad::Adagrad(std::vector<OptimizerParamGroup> groups, AdagradOptions defaults)
    : Optimizer(std::move(groups), checked(defaults)) {}

void Adagrad::update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) {
  const auto& o = static_cast<const AdagradOptions&>(options);
  auto* known = find_state<AdagradParamState>(p);
  AdagradParamState& state = known ? *known : make_state<AdagradParamState>(p);
  if (!known) state.sum(full_like(p, o.initial_accumulator_value()));
  state.step(state.step() + 1);
  Tensor g = o.maximize() ? grad.neg() : grad;
  if (o.weight_decay() != 0) g = g.add(p, o.weight_decay());
  const double rate = o.lr() / (1 + double(state.step() - 1) * o.lr_decay());
  const Tensor sum = state.sum();
  sum.add_(g * g);
  p.add_(g / sum.sqrt().add_(o.eps()), -rate);
}

}  // namespace gradproof::optim
