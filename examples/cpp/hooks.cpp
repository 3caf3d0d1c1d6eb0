// Hooks on gradients, and what in-place writes do to them: a hook stays with the version on which it was registered,
// a kept gradient follows the newest.
#include <gradproof/examples/cpp/library.hpp>

int main() {
  const auto f64 = torch::dtype(torch::kDouble).requires_grad(true);
  torch::Tensor x = torch::tensor({1.0, -2.0, 3.0}, f64);
  torch::Tensor h = x * 2;
  h.register_hook([](torch::Tensor g) { show("first version", g); });
  h.mul_(10);
  const auto doubled = h.register_hook([](torch::Tensor g) { return g * 2; });
  h.register_hook([](const torch::Tensor& g) { show("second version, doubled", g); });
  (h * torch::tensor({1.0, 0.5, 0.25}, torch::kDouble)).sum().backward({}, /*retain_graph=*/true);
  show("x.grad", x.grad());

  // A kept gradient follows the tensor through later writes.
  torch::Tensor kept = x * 2;
  kept.retain_grad();
  kept.mul_(5);
  kept.exp().sum().backward();
  show("kept", kept.grad());

  h.remove_hook(doubled);
  x.mutable_grad().reset();
  h.sum().backward();
  show("x.grad without the doubling", x.grad());

  // A hook on a leaf sees what is about to be accumulated, and may change it.
  torch::Tensor w = torch::tensor({4.0, 5.0}, f64);
  w.register_hook([](torch::Tensor g) { return g.neg(); });
  (w * w).sum().backward();
  (w * 3).sum().backward();
  show("w.grad", w.grad());

  // A write to what a product saved is noticed in backward, not before.
  torch::Tensor a = torch::tensor({1.0, 2.0}, f64), b = a + 1, c = b * b;
  std::printf("versions %d", int(b._version()));
  b.add_(1);
  std::printf(" %d\n", int(b._version()));
  show_error("saved", "is at version 1; expected version 0", [&] { c.sum().backward(); });
  show("a.grad", a.grad().defined() ? a.grad() : torch::zeros({1}));

  // A sum saves nothing.
  torch::Tensor d = b + 1;
  b.mul_(2);
  d.sum().backward();
  show("a.grad through a sum", a.grad());

  // A hook that runs another backward pass.
  torch::Tensor inner = torch::tensor({2.0}, f64), outer = torch::tensor({3.0}, f64), both = outer * 2;
  both.register_hook([&](torch::Tensor g) {
    torch::AutoGradMode record(true);
    (inner * inner * g.detach()).sum().backward();
  });
  (both * both).sum().backward();
  show("inner", inner.grad());
  show("outer", outer.grad());
  std::printf("edges %d, next %s\n", int((both + inner).grad_fn()->next_edges().size()),
              both.grad_fn()->next_edge(0).function->name().c_str());
  return 0;
}
