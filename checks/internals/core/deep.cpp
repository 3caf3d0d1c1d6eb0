// A million operations after one another: built, differentiated and destroyed without growing the stack.

#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

// Whatever nests per operation overflows the stack long before the smallest of these.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kCostlyDepth = 100'000, kDepth = 100'000;
#elif defined(__OPTIMIZE__)
constexpr int kCostlyDepth = 1'000'000, kDepth = 1'000'000;
#else
constexpr int kCostlyDepth = 200'000, kDepth = 1'000'000;
#endif

Tensor one() { return ones({1}, dtype(kDouble).requires_grad(true)); }

struct Copy : autograd::Function<Copy> {
  static Tensor forward(autograd::AutogradContext* ctx, const Tensor& x) {
    const Tensor result = x.clone();
    ctx->save_for_backward({x, result});
    return result;
  }
  static variable_list backward(autograd::AutogradContext*, variable_list g) { return g; }
};

}  // namespace

TEST_CASE("a million operations deep: forward, backward, destruction") {
  const Tensor x = one();
  Tensor y = x;
  for (int i = 0; i < kDepth; ++i) y = y * 1.000001;
  y.backward();
  CHECK(x.grad().item<double>() == Approx(std::exp(kDepth * std::log(1.000001))));
  y.reset();
  Tensor unused = x;
  for (int i = 0; i < kDepth; ++i) unused = unused.sigmoid();
}

TEST_CASE("a million writes through a view: forward, backward, destruction") {
  const Tensor x = leaf({2}), h = x * 1, part = h.narrow(0, 0, 1);
  for (int i = 0; i < kCostlyDepth; ++i) part.add_(1);
  CHECK(h._version() == std::uint32_t(kCostlyDepth));
  h.sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{1, 1});
}

TEST_CASE("a million custom functions deep: forward, backward, destruction") {
  const Tensor x = one();
  Tensor y = x;
  for (int i = 0; i < kCostlyDepth; ++i) y = Copy::apply(y);
  y.backward();
  CHECK(x.grad().item<double>() == 1);
}

TEST_CASE("a graph of the gradients of a deep graph is destroyed unused") {
  const Tensor x = one();
  Tensor y = x;
  for (int i = 0; i < kCostlyDepth / 10; ++i) y = y * y * 0.5 + 0.5;
  const Tensor g = autograd::grad({y}, {x}, {}, true, true)[0];
  CHECK(g.requires_grad());
}
