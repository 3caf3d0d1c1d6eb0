// Rules 1.7.6 to 1.7.15: what becomes of hooks, flags and gradients.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/checks/internals/core/errors.hpp>
#include <thread>

using namespace gradproof;
using namespace gradproof::test;

namespace {

const std::vector<double> kOnes = {1, 1, 1};

struct Records : FunctionPreHook {
  explicit Records(std::vector<double>& s) : seen(s) {}
  TensorList operator()(const TensorList& grads) override { return seen = numbers(grads[0]), grads; }
  std::vector<double>& seen;
};

}  // namespace

TEST_CASE("1.7.6 after a write hooks stay with the version they were put on") {
  const Tensor x = leaf({3}), h = x * 1;
  std::vector<double> order;
  h.register_hook([&](const Tensor& g) { order.push_back(numbers(g)[0]); });
  h.mul_(3);
  h.register_hook([&](const Tensor& g) { order.push_back(numbers(g)[0]); });
  (h * 2).sum().backward();
  CHECK(order == std::vector<double>{2, 6});
}

TEST_CASE("1.7.6 after a write an older version is unused, retains nothing, and keeps its edge") {
  const Tensor x = leaf({3}), h = x * 1, y = (h * 2).sum();
  h.retain_grad();
  std::vector<double> old;
  const Edge edge = gradient_edge(h);
  edge.function->add_pre_hook(std::make_unique<Records>(old));
  h.mul_(3);
  CHECK_FALSE(gradient_edge(h) == edge);
  CHECK(error_of([&] { autograd::grad({y}, {h}, {}, true); }) == ErrorKind::unused_input);
  y.backward({}, true, false, TensorList{h});
  CHECK_FALSE(h.grad().defined());
  y.backward({}, true);
  CHECK_FALSE(h.grad().defined());
  CHECK(old == std::vector<double>{2, 2, 2});
  h.sum().backward();
  CHECK(numbers(h.grad()) == kOnes);
}

TEST_CASE("1.7.6 the old node of a view drops out, and its hooks with it") {
  const Tensor x = leaf({3}), h = x * 1, v = h.narrow(0, 0, 2);
  int calls = 0;
  v.register_hook([&](const Tensor&) { ++calls; });
  v.retain_grad();
  v.mul_(3);
  h.sum().backward({}, true);
  CHECK(calls == 0);
  CHECK_FALSE(v.grad().defined());
  v.sum().backward();
  CHECK(calls == 0);
  CHECK(numbers(v.grad()) == std::vector<double>{1, 1});
  CHECK(numbers(x.grad()) == std::vector<double>{6, 6, 1});
}

TEST_CASE("1.7.7 grad modes are of the thread, and writes under no_grad are counted") {
  const Tensor x = leaf({3});
  const NoGradGuard off;
  std::thread([&] {
    CHECK(GradMode::is_enabled());
    CHECK_FALSE(InferenceMode::is_enabled());
    const InferenceMode inference;
    CHECK((x * 2).is_inference());
  }).join();
  CHECK_FALSE(InferenceMode::is_enabled());
  x.add_(1);
  CHECK(x._version() == 1);
}

TEST_CASE("1.7.8 set_ of a leaf counts, and what was saved before it is a changed tensor") {
  const Tensor x = leaf({3}), squares = (x * x).sum(), old = x.detach(), wide = leaf({5}).detach();
  {
    const NoGradGuard off;
    x.set_(wide);
  }
  CHECK(x._version() == 1);
  CHECK(x.is_leaf());
  CHECK(old._version() == 1);
  CHECK(old.numel() == 3);
  CHECK(error_of([&] { squares.backward(); }) == ErrorKind::modified_after_save);
  (x * 3).sum().backward();
  CHECK(x.grad().numel() == 5);
}

TEST_CASE("1.7.9 a flag changed after forward changes no recorded edge, but a leaf switched off receives nothing") {
  const Tensor x = leaf({3}), w = leaf({3}), late = leaf({3}).detach(), y = (x * w * late).sum();
  x.requires_grad_(false);
  late.requires_grad_();
  CHECK_FALSE((x * 2).requires_grad());
  y.backward();
  CHECK_FALSE(x.grad().defined());
  CHECK_FALSE(late.grad().defined());
  CHECK(w.grad().defined());
}

TEST_CASE("1.7.10 the first gradient is taken without a copy, unless somebody holds it or a graph is made of it") {
  const Tensor x = leaf({3}), seed = ones({3}, kDouble);
  x.view({3}).backward(seed);
  CHECK(x.grad().is_alias_of(seed));
  for (const bool create_graph : {false, true}) {
    const Tensor held = leaf({3});
    (held * 1).register_hook([](const Tensor&) {});
    held.clone().backward(seed, {}, create_graph);
    CHECK_FALSE(held.grad().is_alias_of(seed));
  }
  const Tensor a = leaf({3}), b = leaf({3});
  (a + b).backward(seed);
  CHECK_FALSE(a.grad().is_alias_of(b.grad()));
  CHECK_FALSE(a.grad().is_alias_of(seed));
  const TensorList shared = autograd::grad({a + b}, {a, b}, {seed});
  CHECK(shared[0].is_alias_of(seed));
  CHECK(shared[1].is_alias_of(seed));
}

TEST_CASE("1.7.10 later gradients are added in place unless a graph is made, so that aliases see it") {
  const Tensor x = leaf({3});
  (x * 2).sum().backward();
  const Tensor alias = x.grad();
  (x * 2).sum().backward();
  CHECK(numbers(alias) == std::vector<double>{4, 4, 4});
  (x * x).sum().backward({}, {}, true);
  CHECK_FALSE(x.grad().is_same(alias));
  CHECK(x.grad().requires_grad());
  CHECK(numbers(alias) == std::vector<double>{4, 4, 4});
}

TEST_CASE("1.7.11 hooks get the gradients themselves: a write reaches siblings and the caller's seed") {
  const Tensor x = leaf({3}), y = leaf({3}), seed = ones({3}, kDouble), z = x + y;
  x.register_hook([](const Tensor& g) { g.mul_(10); });
  z.backward(seed);
  CHECK(numbers(seed) == std::vector<double>{10, 10, 10});
  CHECK(numbers(x.grad()) == std::vector<double>{10, 10, 10});
  CHECK(numbers(y.grad()) == std::vector<double>{10, 10, 10});
}

TEST_CASE("1.7.12 integer and boolean results never require grad, and reading values counts nothing") {
  const Tensor x = leaf({2, 3}), h = x * 1;
  const auto [largest, where] = h.max(1);
  CHECK(largest.requires_grad());
  for (const Tensor& t : {where, h > 0, h.argmax(), h.to(kLong), h.isnan(), h.nonzero()})
    CHECK_FALSE(t.requires_grad());
  std::ostringstream text;
  text << h;
  h[0][0].item<double>();
  h.sum().item();
  CHECK(h._version() == 0);
  for (const Tensor& row : h.unbind()) CHECK(error_of([&] { row.add_(1); }) == ErrorKind::view_write);
}

TEST_CASE("1.7.15 the ways around the check: telling of a write, hiding one, hooks") {
  const Tensor h = leaf({3}) * 1, loss = (h * h).sum();
  autograd::impl::bump_version(h);
  CHECK(error_of([&] { loss.backward({}, true); }) == ErrorKind::modified_after_save);
  const std::uint32_t now = h._version();
  const Tensor again = (h * h).sum();
  h.detach().add_(1);
  h->version().set(now);
  CHECK_NOTHROW(again.backward());
}
