// Hooks on tensors and on nodes, retained gradients, and who of them sees which gradient.
#include <gradproof/checks/internals/interface/library.hpp>

using torch::Tensor;
using namespace torch::autograd;

namespace hooks_twin {

Tensor row() { return torch::tensor({1.f, -2.f, 4.f}, torch::requires_grad()); }

struct Tripled : FunctionPreHook {
  variable_list operator()(const variable_list& grads) override { return {grads[0] * 3}; }
};
struct PlusOne : FunctionPostHook {
  variable_list operator()(const variable_list& results, const variable_list& arrived) override {
    EXPECT(arrived.size() == 1);
    variable_list changed;
    for (const Variable& r : results) changed.push_back(r.defined() ? r + 1 : r);
    return changed;
  }
};

void on_tensors() {
  const Tensor x = row();
  int seen = 0;
  const auto doubles = x.register_hook([](Tensor g) { return g * 2; });
  x.register_hook([&](const Tensor&) { ++seen; });
  x.register_hook([](Tensor) -> Tensor { return {}; });
  (x * x).sum().backward();
  EXPECT(x.grad().equal(4 * x.detach()) && seen == 1);
  x.remove_hook(doubles);
  x.mutable_grad().reset();
  (x * x).sum().backward();
  EXPECT(x.grad().equal(2 * x.detach()) && seen == 2);
  EXPECT(!thrown([&] { x.remove_hook(99); }).empty());
  EXPECT(!thrown([] { torch::ones({2}).register_hook([](Tensor) {}); }).empty());
}

void numbered_by_tensor() {
  const Tensor x = row(), y = x * 2;
  int calls = 0;
  const auto count = [&](const Tensor&) { ++calls; };
  const auto first = x.register_hook(count), second = x.register_hook(count), of_other = y.register_hook(count);
  EXPECT(first == 0 && second == 1 && of_other == 0);
  x.remove_hook(second);
  x.remove_hook(second);
  EXPECT(x.register_hook(count) == 2);
  EXPECT(contains(thrown([&] { x.remove_hook(3); }), "Invalid index, no hook at position 3"));
  y.sum().backward();
  EXPECT(calls == 3);
}

void of_another_size() {
  const Tensor x = row(), y = x * 2;
  y.register_hook([](Tensor) { return torch::ones({2}); });
  EXPECT(contains(thrown([&] { y.sum().backward(); }), "has changed the size of value"));
}

void before_a_write() {
  const Tensor x = row(), y = x * 3;
  Tensor seen;
  y.register_hook([&](Tensor g) { seen = g; });
  y.mul_(2);
  y.sum().backward();
  EXPECT(seen.equal(torch::full({3}, 2.0)));
  EXPECT(x.grad().equal(torch::full({3}, 6.0)));
}

void retained() {
  const Tensor x = row(), y = x * 3;
  EXPECT(!y.retains_grad());
  y.retain_grad();
  y.retain_grad();
  EXPECT(y.retains_grad() && !x.retains_grad());
  (y * y).sum().backward();
  EXPECT(y.grad().equal(2 * y.detach()));
  EXPECT(x.grad().equal(6 * y.detach()));
}

void on_nodes() {
  const Tensor x = row(), y = x * 5;
  y.grad_fn()->add_pre_hook(std::make_unique<Tripled>());
  y.grad_fn()->add_post_hook(std::make_unique<PlusOne>());
  EXPECT(y.grad_fn()->pre_hooks().size() == 1 && y.grad_fn()->post_hooks().size() == 1);
  y.sum().backward();
  EXPECT(x.grad().equal(torch::full({3}, 16.0)));
}

void in_order() {
  const Tensor x = row();
  std::string order;
  const Tensor inner = x.exp(), outer = inner.sin();
  inner.register_hook([&](Tensor) { order += "inner "; });
  outer.register_hook([&](Tensor) { order += "outer "; });
  x.register_hook([&](Tensor) { order += "leaf"; });
  outer.sum().backward();
  EXPECT(order == "outer inner leaf");
}

TWIN(hooks) {
  on_tensors();
  numbered_by_tensor();
  of_another_size();
  before_a_write();
  retained();
  on_nodes();
  in_order();
}

}  // namespace hooks_twin
