// Nodes of a user's own in the graph, and what they save.
#include <gradproof/checks/internals/interface/library.hpp>
#include <unordered_set>

using torch::Tensor;
using namespace torch::autograd;

namespace nodes_twin {

struct Scaled : Node {
  explicit Scaled(double by) : factor(by) {}
  variable_list apply(variable_list&& grads) override {
    ++calls;
    return {grads[0] * factor};
  }
  std::string name() const override { return "ScaledBackward"; }
  double factor;
  int calls = 0;
};

struct Product : Node {
  SavedVariable a, b;
  bool released = false;
  variable_list apply(variable_list&& grads) override {
    const Tensor left = a.unpack(), right = b.unpack();
    return {should_compute_output(0) ? grads[0] * right : Tensor(),
            should_compute_output(1) ? grads[0] * left : Tensor()};
  }
  void release_variables() override {
    a.reset_data();
    b.reset_data();
    released = true;
  }
};

Tensor product(const Tensor& a, const Tensor& b, std::shared_ptr<Product> node = std::make_shared<Product>()) {
  node->set_next_edges(collect_next_edges(a, b));
  node->a = SavedVariable(a, false);
  node->b = SavedVariable(b, false);
  Tensor result = a.detach() * b.detach();
  create_gradient_edge(result, node);
  return result;
}

struct Halved : SavedVariableHooks {
  void call_pack_hook(const Tensor& value) override { kept = value / 2; }
  Tensor call_unpack_hook() override { return kept * 2; }
  Tensor kept;
};

Tensor row(float a, float b) { return torch::tensor({a, b}, torch::requires_grad()); }

void scaled() {
  const Tensor x = row(1.5, -2);
  const auto node = std::make_shared<Scaled>(4);
  node->add_next_edge(impl::gradient_edge(x));
  Tensor y = x.detach().clone();
  create_gradient_edge(y, node);
  EXPECT(!y.is_leaf() && y.output_nr() == 0);
  EXPECT(y.grad_fn()->name() == "ScaledBackward");
  EXPECT(y.grad_fn().get() == node.get());
  EXPECT(node->num_inputs() == 1 && node->num_outputs() == 1);
  (y * y).sum().backward();
  EXPECT(x.grad().equal(8 * x.detach()));
  EXPECT(node->calls == 1);
  EXPECT((Edge(node, 0) == Edge(node, 0)) && !Edge().is_valid());
}

void product_of_two() {
  const Tensor a = row(2, 5), b = row(-3, 0.5);
  const auto node = std::make_shared<Product>();
  const Tensor c = product(a, b, node);
  c.sum().backward();
  EXPECT(a.grad().equal(b.detach()) && b.grad().equal(a.detach()));
  EXPECT(node->released);
  EXPECT(contains(thrown([&] { c.sum().backward(); }), "second time"));
  product(a, torch::full({2}, 3.0)).sum().backward();
  EXPECT(a.grad().equal(b.detach() + 3));
  const Tensor first = grad({product(a, a).sum()}, {a}, {}, true, true)[0];
  EXPECT(first.equal(2 * a));
  EXPECT(grad({first.sum()}, {a})[0].equal(torch::full({2}, 2.0)));
}

void written_after_save() {
  const Tensor a = row(2, 5), b = row(-3, 0.5), moved = a * 1;
  const Tensor c = product(moved, b);
  moved.mul_(2);
  EXPECT(contains(thrown([&] { c.sum().backward(); }), "modified by an inplace operation"));
}

void saved_variables() {
  EXPECT(!SavedVariable().unpack().defined());
  const Tensor x = row(1, 2) * 2;
  SavedVariable saved(x, false);
  EXPECT(saved.unpack().is_same(x));
  saved.register_hooks(std::make_unique<Halved>());
  EXPECT(saved.unpack().equal(x) && saved.unpack().requires_grad());
  EXPECT(!thrown([&] { saved.register_hooks(std::make_unique<Halved>()); }).empty());
  saved.reset_data();
}

void called_by_hand() {
  const Tensor a = row(2, 5), b = row(-3, 0.5);
  const variable_list grads = (*(a * b).grad_fn())({torch::tensor({1.f, 2.f})});
  EXPECT(grads.size() == 2);
  EXPECT(grads[0].equal(torch::tensor({-3.f, 1.f})) && grads[1].equal(torch::tensor({2.f, 10.f})));
}

struct Doubled : FunctionPostHook {
  variable_list operator()(const variable_list& results, const variable_list&) override { return {results[0] * 2}; }
};

void hooks_that_go() {
  const Tensor x = row(1, 2);
  const Tensor y = x * 3;
  const auto key = y.grad_fn()->add_post_hook(std::make_unique<Doubled>());
  EXPECT(grad({y.sum()}, {x}, {}, true)[0].equal(torch::full({2}, 6.0)));
  EXPECT(y.grad_fn()->del_post_hook(key) && !y.grad_fn()->del_post_hook(key));
  EXPECT(grad({y.sum()}, {x})[0].equal(torch::full({2}, 3.0)));
}

void edges_as_keys() {
  const Tensor x = row(1, 2), sum = x + x, other = x * 2;
  std::unordered_set<Edge> seen;
  for (const Edge& edge : sum.grad_fn()->next_edges()) seen.insert(edge);
  EXPECT(seen.size() == 1 && seen.count(impl::gradient_edge(x)) == 1 && seen.count(impl::gradient_edge(other)) == 0);
  EXPECT(any_variable_requires_grad({torch::ones({1}), x}) && !any_variable_requires_grad({torch::ones({1})}));
}

TWIN(nodes) {
  scaled();
  product_of_two();
  written_after_save();
  saved_variables();
  called_by_hand();
  hooks_that_go();
  edges_as_keys();
}

}  // namespace nodes_twin
