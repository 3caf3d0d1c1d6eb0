#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/optim/rmsprop.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof::optim {
namespace {

std::unique_ptr<OptimizerOptions> checked(const RMSpropOptions& o) {
  expect_option(o.lr() >= 0, "learning rate", o.lr());
  expect_option(o.eps() >= 0, "epsilon value", o.eps());
  expect_option(o.momentum() >= 0, "momentum value", o.momentum());
  expect_option(o.weight_decay() >= 0, "weight_decay value", o.weight_decay());
  expect_option(o.alpha() >= 0, "alpha value", o.alpha());
  return o.clone();
}

}  // namespace

RMSprop::RMSprop(const std::vector<OptimizerParamGroup>& groups, RMSpropOptions defaults)
    : ParameterwiseOptimizer(groups, checked(defaults)) {}

void RMSprop::update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) {
  const auto& o = static_cast<const RMSpropOptions&>(options);
  auto& state = state_of<RMSpropParamState>(p, [&](RMSpropParamState& s) {
    s.square_avg(zeros_like(p));
    if (o.momentum() > 0) s.momentum_buffer(zeros_like(p));
    if (o.centered()) s.grad_avg(zeros_like(p));
  });
  state.step(state.step() + 1);
  const Tensor g = decayed_gradient(p, grad, o);
  const Tensor square = state.square_avg();
  square.mul_(o.alpha()).add_(g * g, 1 - o.alpha());
  Tensor scale = square;
  if (o.centered()) {
    const Tensor mean = state.grad_avg();
    mean.add_(g - mean, 1 - o.alpha());
    scale = square - mean * mean;
  }
  const Tensor change = g / scale.sqrt().add_(o.eps());
  if (o.momentum() == 0) return static_cast<void>(p.add_(change, -o.lr()));
  const Tensor buffer = state.momentum_buffer();
  buffer.mul_(o.momentum()).add_(change);
  p.add_(buffer, -o.lr());
}

}  // namespace gradproof::optim
