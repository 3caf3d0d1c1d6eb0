// backward() and grad(): what accumulates, what is refused, and how far a second derivative goes.
#include <gradproof/checks/internals/interface/library.hpp>

using torch::Tensor;
using namespace torch::autograd;

namespace backward_twin {

Tensor matrix(float a, float b, float c, float d) {
  return torch::tensor({{a, b}, {c, d}}, torch::dtype(torch::kFloat).requires_grad(true));
}

void accumulates() {
  const Tensor x = matrix(1, -2, 0.5, 3), y = matrix(2, 0.25, -1, 4);
  const Tensor z = x + 2 * y + x * y;
  backward({z.sum()}, {}, /*retain_graph=*/true);
  EXPECT(x.grad().equal(y.detach() + 1));
  EXPECT(y.grad().equal(x.detach() + 2));
  z.backward(torch::full({2, 2}, 3.0));
  EXPECT(x.grad().equal((y.detach() + 1) * 4));
  EXPECT(!thrown([&] { z.sum().backward(); }).empty());
}

void second_order() {
  const Tensor x = matrix(1, -2, 0.5, 3), y = matrix(2, 0.25, -1, 4);
  const variable_list first = grad({(x * x * y).sum()}, {x, y}, {torch::tensor(2.f)}, c10::nullopt, true);
  EXPECT(first[0].equal(4 * x * y));
  const variable_list second = grad({first[0].sum()}, {x, y}, {}, c10::nullopt, false);
  EXPECT(second[0].equal(4 * y));
  EXPECT(second[1].equal(4 * x));
  EXPECT(!x.grad().defined());
}

void refusals() {
  const Tensor x = matrix(1, -2, 0.5, 3), y = matrix(2, 0.25, -1, 4);
  EXPECT(contains(thrown([&] { (x * 2).backward(); }), "scalar outputs"));
  EXPECT(contains(thrown([] { torch::ones({1}).backward(); }), "does not require grad"));
  EXPECT(!thrown([&] { (x * 2).backward(torch::ones({3})); }).empty());
  EXPECT(!thrown([&] { backward({x.sum(), y.sum()}, {torch::ones({})}); }).empty());
  EXPECT(contains(thrown([&] { grad({(x * 2).sum()}, {y}); }), "not have been used in the graph"));
  EXPECT(!grad({(x * 2).sum()}, {y}, {}, false, false, /*allow_unused=*/true)[0].defined());
  EXPECT(!thrown([&] { grad({x * y}, {}, {x}); }).empty());
  EXPECT(!thrown([] { torch::ones({2}, torch::kLong).requires_grad_(); }).empty());
}

void undefined_tensors() {
  const Tensor none, x = torch::ones({2});
  EXPECT(none.sizes() == at::IntArrayRef({0}) && none.dim() == 1 && none.numel() == 0);
  EXPECT(!none.requires_grad() && !none.is_inference() && none._version() == 0);
  EXPECT(!thrown([&] { none + x; }).empty());
  EXPECT(!thrown([&] { x* none; }).empty());
  EXPECT(!thrown([&] { none.backward(); }).empty());
  EXPECT(!thrown([&] { none.item(); }).empty());
  EXPECT(!thrown([&] { none.grad(); }).empty());
  EXPECT(!thrown([&] { none.strides(); }).empty());
}

void chosen_inputs() {
  const Tensor x = matrix(1, -2, 0.5, 3), y = matrix(2, 0.25, -1, 4);
  const Tensor middle = x * 2;
  (middle * y).sum().backward({}, c10::nullopt, false, std::vector<Tensor>{x});
  EXPECT(x.grad().equal(2 * y));
  EXPECT(!y.grad().defined());
  (x * y).backward(torch::ones({2, 2}), false, false, {y});
  EXPECT(y.grad().equal(x) && x.grad().equal(2 * y));
  (x * y).sum().backward({}, {}, false, {});
  EXPECT(y.grad().equal(2 * x) && x.grad().equal(3 * y));
  EXPECT(contains(thrown([&] { (x * y).sum().backward({}, {}, false, std::vector<Tensor>{}); }), "cannot be empty"));
}

TWIN(backward) {
  accumulates();
  second_order();
  refusals();
  undefined_tensors();
  chosen_inputs();
}

}  // namespace backward_twin
