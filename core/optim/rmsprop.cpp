#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/optim/rmsprop.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof::optim {
namespace {

std::unique_ptr<OptimizerOptions> checked(const RMSpropOptions& o) {
  const auto expect = [](const char* what, double found) {
    if (!(found >= 0)) raise(ErrorKind::value, std::string("Invalid ") + what + ": " + std::to_string(found));
  };
  expect("learning rate", o.lr());
  expect("epsilon value", o.eps());
  expect("momentum value", o.momentum());
  expect("weight_decay value", o.weight_decay());
  expect("alpha value", o.alpha());
  return o.clone();
}

}  // namespace

RMSprop::RMSprop(std::vector<OptimizerParamGroup> groups, RMSpropOptions defaults)
    : Optimizer(std::move(groups), checked(defaults)) {}

void RMSprop::update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) {
  const auto& o = static_cast<const RMSpropOptions&>(options);
  auto* known = find_state<RMSpropParamState>(p);
  RMSpropParamState& state = known ? *known : make_state<RMSpropParamState>(p);
  if (!known) {
    state.square_avg(zeros_like(p));
    if (o.momentum() > 0) state.momentum_buffer(zeros_like(p));
    if (o.centered()) state.grad_avg(zeros_like(p));
  }
  state.step(state.step() + 1);
  Tensor g = o.maximize() ? grad.neg() : grad;
  if (o.weight_decay() != 0) g = g.add(p, o.weight_decay());
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
