#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/optim/zero_grad.hpp>

namespace gradproof::optim {

void zero_grad(const TensorList& parameters, bool set_to_none) {
  NoGradGuard no_grad;
  for (const Tensor& p : parameters) {
    const Tensor grad = p.grad();
    if (!grad.defined()) continue;
    if (set_to_none) {
      p.mutable_grad().reset();
    } else {
      if (grad.requires_grad()) grad.detach_();
      grad.zero_();
    }
  }
}

}  // namespace gradproof::optim
