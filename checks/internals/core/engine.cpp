// The engine: order, accumulation, hooks, capture, depth, failure.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <thread>

using namespace gradproof;
using namespace gradproof::test;

namespace {

Tensor x_leaf() { return tensor({2., -3.}, dtype(kDouble).requires_grad(true)); }
const std::vector<double> kOnes = {1, 1};

}  // namespace

TEST_CASE("gradients of shared subexpressions are summed once each") {
  const Tensor x = x_leaf(), y = x * x, z = y + y * x;
  z.sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{2 * 2 + 3 * 4, -6 + 27});
}

TEST_CASE("1.7.10 accumulation adds to what is there") {
  const Tensor x = x_leaf();
  (x * 2).sum().backward();
  const Tensor held = x.grad();
  (x * 3).sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{5, 5});
  CHECK(numbers(held) == std::vector<double>{5, 5});  // in place, as PyTorch has it
}

TEST_CASE("1.7.10 a seed the user holds is not changed by what follows") {
  const Tensor x = x_leaf(), seed = tensor({1., 2.}, kDouble);
  (x + 0).backward(seed);
  (x + 0).backward(seed);
  CHECK(numbers(seed) == std::vector<double>{1, 2});
  CHECK(numbers(x.grad()) == std::vector<double>{2, 4});
}

TEST_CASE("1.7.9 a leaf switched off after the forward receives nothing") {
  const Tensor x = x_leaf(), w = x_leaf(), y = (x * w).sum();
  x.requires_grad_(false);
  y.backward();
  CHECK_FALSE(x.grad().defined());
  CHECK(w.grad().defined());
}

TEST_CASE("grad returns without accumulating, stops at inner tensors, and allows unused ones") {
  const Tensor x = x_leaf(), h = x * x, y = (h * 3).sum();
  const TensorList g = autograd::grad({y}, {h, x, x_leaf()}, {}, true, false, true);
  CHECK(numbers(g[0]) == std::vector<double>{3, 3});
  CHECK(numbers(g[1]) == std::vector<double>{12, -18});
  CHECK_FALSE(g[2].defined());
  CHECK_FALSE(x.grad().defined());
}

TEST_CASE("backward with inputs fills only those") {
  const Tensor x = x_leaf(), w = x_leaf();
  (x * w).sum().backward({}, {}, false, TensorList{w});
  CHECK_FALSE(x.grad().defined());
  CHECK(numbers(w.grad()) == std::vector<double>{2, -3});
}

TEST_CASE("create_graph makes gradients differentiable") {
  const Tensor x = x_leaf();
  (x * x * x).sum().backward({}, {}, true);
  CHECK(x.grad().requires_grad());
  const Tensor first = x.grad();
  x.mutable_grad().reset();
  first.sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{12, -18});
}

TEST_CASE("hooks see, replace and stop; retain_grad keeps the newest version's gradient") {
  const Tensor x = x_leaf(), h = x * 2;
  h.retain_grad();
  std::vector<double> seen;
  const std::uint32_t id = register_hook(h, [&](const Tensor& g) {
    seen = numbers(g);
    return g * 10;
  });
  const std::uint32_t silent = register_hook(x, [&](const Tensor&) {
    seen.clear();
    return Tensor();
  });
  CHECK(remove_hook(x, silent));
  CHECK_FALSE(remove_hook(x, silent));
  (h * 3).sum().backward({}, true);
  CHECK(seen == std::vector<double>{3, 3});
  CHECK(numbers(h.grad()) == std::vector<double>{30, 30});
  CHECK(numbers(x.grad()) == std::vector<double>{60, 60});
  CHECK(remove_hook(h, id));
  h.mul_(5);
  h.mutable_grad().reset();
  h.sum().backward();
  CHECK(numbers(h.grad()) == kOnes);
}

TEST_CASE("a hook may run another backward") {
  const Tensor x = x_leaf(), w = x_leaf(), y = x * 2;
  register_hook(y, [&](const Tensor&) {
    AutoEnableGrad grad;
    (w * w).sum().backward();
    return Tensor();
  });
  y.sum().backward();
  CHECK(numbers(w.grad()) == std::vector<double>{4, -6});
  CHECK(numbers(x.grad()) == std::vector<double>{2, 2});
}

TEST_CASE("post-accumulate hooks get the leaf") {
  const Tensor x = x_leaf();
  int calls = 0;
  register_post_accumulate_grad_hook(x, [&](const Tensor& leaf) { calls += leaf.grad().defined(); });
  (x * 2).sum().backward();
  (x * 2).sum().backward();
  CHECK(calls == 2);
}

TEST_CASE("a failed backward leaves nothing behind in the graph") {
  const Tensor x = x_leaf(), h = x * 1, good = h * 2, bad = h * h, y = good.sum() + bad.sum();
  h.detach().add_(0);
  CHECK(error_of([&] { y.backward({}, true); }) == ErrorKind::modified_after_save);
  CHECK_FALSE(x.grad().defined());
  good.sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{2, 2});
}

TEST_CASE("1.7.7 grad mode is of the thread and of the scope") {
  const Tensor x = x_leaf();
  NoGradGuard no_grad;
  CHECK_FALSE((x * 2).requires_grad());
  bool elsewhere = false;
  std::thread([&] { elsewhere = GradMode::is_enabled(); }).join();
  CHECK(elsewhere);
  AutoEnableGrad grad;
  CHECK((x * 2).requires_grad());
}
