#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/optim/sgd.hpp>

namespace gradproof::optim {

SGD::SGD(const std::vector<OptimizerParamGroup>& groups, SGDOptions defaults)
    : ParameterwiseOptimizer(groups, std::make_unique<SGDOptions>(defaults)) {
  expect_option(defaults.lr() >= 0, "learning rate", defaults.lr());
  expect_option(defaults.momentum() >= 0, "momentum value", defaults.momentum());
  expect_option(defaults.weight_decay() >= 0, "weight_decay value", defaults.weight_decay());
  if (defaults.nesterov() && (defaults.momentum() <= 0 || defaults.dampening() != 0))
    raise(ErrorKind::value, "Nesterov momentum requires a momentum and zero dampening");
}

Tensor SGD::with_momentum(const Tensor& p, const Tensor& grad, const SGDOptions& o) {
  Tensor buffer;
  if (auto* state = find_state<SGDParamState>(p)) {
    buffer = state->momentum_buffer();
    buffer.mul_(o.momentum()).add_(grad, 1 - o.dampening());
  } else {
    buffer = grad.detach().clone();
    make_state<SGDParamState>(p).momentum_buffer(buffer);
  }
  return o.nesterov() ? grad.add(buffer, o.momentum()) : buffer;
}

void SGD::update(const Tensor& p, const Tensor& grad, const OptimizerOptions& options) {
  const auto& o = static_cast<const SGDOptions&>(options);
  Tensor g = decayed_gradient(p, grad, o);
  if (o.momentum() != 0) g = with_momentum(p, g, o);
  p.add_(g, -o.lr());
}

}  // namespace gradproof::optim
