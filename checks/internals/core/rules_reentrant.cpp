// Passes inside passes: re-entrance, errors that leave no state.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

/// Every level's backward runs the next level's.
struct Nested : autograd::Function<Nested> {
  static Tensor forward(autograd::AutogradContext* ctx, Tensor x, int levels) {
    ctx->saved_data["levels"] = levels;
    return x * 2;
  }
  static variable_list backward(autograd::AutogradContext* ctx, variable_list g) {
    const int levels = int(ctx->saved_data["levels"].toInt());
    if (levels == 0) return {g[0] * 2, Tensor()};
    const AutoGradMode on(true);
    const Tensor inner = ones({1}, dtype(kDouble).requires_grad(true));
    apply(inner, levels - 1).sum().backward();
    return {g[0] * inner.grad(), Tensor()};
  }
};

struct Fails : autograd::Function<Fails> {
  static Tensor forward(autograd::AutogradContext*, Tensor x) { return x * 1; }
  static variable_list backward(autograd::AutogradContext*, variable_list) { throw std::runtime_error("on purpose"); }
};

}  // namespace

TEST_CASE("backward from backward, 5000 levels deep") {
  const Tensor x = ones({1}, dtype(kDouble).requires_grad(true));
  Nested::apply(x, 5000).sum().backward();
  CHECK(x.grad().item<double>() == 2);
}

TEST_CASE("an error in backward leaves no gradients on their way") {
  const Tensor x = leaf({3}), h = x * 2;
  const Tensor good = (h * 3).sum(), bad = Fails::apply(h).sum();
  CHECK_THROWS_AS((good + bad).backward({}, true), std::runtime_error);
  CHECK_FALSE(x.grad().defined());
  good.backward();
  CHECK(numbers(x.grad()) == std::vector<double>(3, 6));
}

TEST_CASE("a view saved by the write that replaces its base's history is no cycle") {
  RefCount const* count = nullptr;
  Tensor alive;
  {
    const Tensor y = leaf({2}) * 1, same = y.view({2});
    y.mul_(same);
    alive = y.detach();
    count = &alive->storage->refs;
    CHECK(error_of([&] { y.sum().backward(); }) == ErrorKind::modified_after_save);
  }
  CHECK(count->unique());
}
