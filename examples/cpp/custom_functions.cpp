// Functions with a derivative of their own: saved values, in-place writes, several outputs, second order.
#include <gradproof/examples/cpp/library.hpp>

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

/// x * by + y, elementwise; the factor is no tensor.
struct Scale : torch::autograd::Function<Scale> {
  static torch::Tensor forward(AutogradContext* ctx, torch::Tensor x, double by, torch::Tensor y) {
    ctx->saved_data["by"] = by;
    return x * by + y;
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    return {grads[0] * ctx->saved_data["by"].toDouble(), torch::Tensor(), grads[0]};
  }
};

/// Squares its input in place.
struct SquareInto : torch::autograd::Function<SquareInto> {
  static torch::Tensor forward(AutogradContext* ctx, torch::Tensor x) {
    ctx->save_for_backward({x.clone()});
    x.mul_(x);
    ctx->mark_dirty({x});
    return x;
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    return {2 * ctx->get_saved_variables()[0] * grads[0]};
  }
};

/// The positive and negative parts, and where the former are, which has no gradient.
struct Signs : torch::autograd::Function<Signs> {
  static variable_list forward(AutogradContext* ctx, torch::Tensor x) {
    torch::Tensor mask = (x > 0).to(torch::kDouble);
    ctx->save_for_backward({mask});
    ctx->mark_non_differentiable({mask});
    return {x * mask, x * (1 - mask), mask};
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    const torch::Tensor mask = ctx->get_saved_variables()[0];
    return {grads[0] * mask + grads[1] * (1 - mask)};
  }
};

/// x^3 whose backward is itself differentiable.
struct Cube : torch::autograd::Function<Cube> {
  static torch::Tensor forward(AutogradContext* ctx, torch::Tensor x) {
    ctx->save_for_backward({x});
    return x * x * x;
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    const torch::Tensor x = ctx->get_saved_variables()[0];
    return {grads[0] * 3 * x * x};
  }
};

torch::Tensor leaf() { return torch::tensor({0.5, -1.25, 2.0}, torch::dtype(torch::kDouble).requires_grad(true)); }

}  // namespace

int main() {
  torch::Tensor x = leaf(), y = leaf();
  (Scale::apply(x, 3.0, y) * torch::tensor({1.0, 2.0, 3.0}, torch::kDouble)).sum().backward();
  show("scale x", x.grad());
  show("scale y", y.grad());

  x = leaf();
  torch::Tensor h = x * 2;
  torch::Tensor squared = SquareInto::apply(h);
  std::printf("same tensor %d, leaf %d\n", int(squared.is_same(h)), int(h.is_leaf()));
  h.sum().backward();
  show("square", x.grad());
  show_error("a leaf", "a leaf Variable that requires grad", [&] { SquareInto::apply(x); });

  x = leaf();
  h = x * 1;
  SquareInto::apply(h.slice(0, 1, 3));  // through a view: its base gets the history
  std::printf("base %s\n", h.grad_fn()->name().c_str());
  h.sum().backward();
  show("square of a slice", x.grad());

  x = leaf();
  variable_list parts = Signs::apply(x);
  std::printf("requires grad %d %d %d, output %d\n", int(parts[0].requires_grad()), int(parts[1].requires_grad()),
              int(parts[2].requires_grad()), int(parts[1].output_nr()));
  (parts[0] * 2 + parts[1] * 5).sum().backward();
  show("signs", x.grad());

  x = leaf();
  const torch::Tensor first = torch::autograd::grad({Cube::apply(x).sum()}, {x}, {}, true, true)[0];
  show("cube, first order", first);
  first.sum().backward();
  show("cube, second order", x.grad());

  x = leaf();
  const torch::Tensor kept = x.detach() * 1;
  torch::Tensor cubes = Cube::apply(kept.requires_grad_());
  {
    torch::NoGradGuard no_grad;
    kept.add_(1);
  }
  show_error("written after save", "modified by an inplace operation", [&] { cubes.sum().backward(); });
  return 0;
}
