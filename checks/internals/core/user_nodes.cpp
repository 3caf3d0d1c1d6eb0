// Nodes of a user's own, and what they keep of the forward pass.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/gradproof.hpp>

using namespace gradproof;
using namespace gradproof::autograd;

namespace {

int alive = 0;

struct Times : Node {
  explicit Times(double by) : factor(by) { ++alive; }
  ~Times() override { --alive; }
  variable_list apply(variable_list&& grads) override {
    variable_list results;
    for (std::size_t i = 0; i < num_outputs(); ++i) results.push_back(grads.at(0) * factor);
    return results;
  }
  double factor;
};

/// x's elements times `by`, through a Times.
Tensor times(const Tensor& x, double by, int edges = 1) {
  const auto node = std::make_shared<Times>(by);
  for (int i = 0; i < edges; ++i) node->add_next_edge(gradient_edge(x));
  Tensor result = x.detach() * by;
  create_gradient_edge(result, node);
  return result;
}

struct Doubled : SavedVariableHooks {
  void call_pack_hook(const Tensor& value) override { kept = value * 2; }
  Tensor call_unpack_hook() override { return kept / 2; }
  Tensor kept;
};
struct Writing : Doubled {
  void call_pack_hook(const Tensor& value) override { value.add_(1); }
};

/// x * y; says in backward which gradients were asked for.
struct Asked : Function<Asked> {
  static Tensor forward(AutogradContext* ctx, const Tensor& x, double, const Tensor& y) {
    ctx->save_for_backward({x, y});
    return x * y;
  }
  static variable_list backward(AutogradContext* ctx, variable_list g) {
    first = ctx->needs_input_grad(0);
    second = ctx->needs_input_grad(1);
    const IndexRange x(0, 1), y(1, 2);
    CHECK(ctx->needs_input_grad({x}) == first);
    CHECK(ctx->needs_input_grad({y}) == second);
    CHECK(ctx->needs_input_grad({x, y}) == (first || second));
    const variable_list saved = ctx->get_saved_variables();
    return {g[0] * saved[1], Tensor(), g[0] * saved[0]};
  }
  static inline bool first = false, second = false;
};

}  // namespace

TEST_CASE("a node lives while the graph or its maker holds it") {
  alive = 0;
  const Tensor x = tensor({1.5, -2.0}).requires_grad_();
  {
    const Tensor y = times(x, 4);
    CHECK(alive == 1);
    CHECK(y.grad_fn()->num_inputs() == 1);
    CHECK(dynamic_cast<Times*>(y.grad_fn().get())->factor == 4);
    const std::shared_ptr<Node> shared = y.grad_fn();
    CHECK(std::dynamic_pointer_cast<Times>(shared));
    CHECK(shared->shared_from_this() == shared);
    y.sum().backward();
  }
  CHECK(alive == 0);
  CHECK(x.grad().equal(tensor({4.0, 4.0})));
  const auto kept = std::make_shared<Times>(3);
  kept->set_next_edges(collect_next_edges(x));
  {
    Tensor y = x.detach().clone();
    create_gradient_edge(y, kept);
  }
  CHECK(alive == 1);
  CHECK(kept->next_edge(0).is_valid());
}

TEST_CASE("a chain of nodes of one's own ends without growing the stack") {
  alive = 0;
  {
    const Tensor x = ones({1}).requires_grad_();
    Tensor y = x;
    for (int i = 0; i < 100000; ++i) y = times(y, 1) * 1;
    CHECK(alive == 100000);
    y.sum().backward();
    CHECK(x.grad().item<float>() == 1);
  }
  CHECK(alive == 0);
}

TEST_CASE("a node must return one gradient per edge") {
  struct Few : Times {
    using Times::Times;
    variable_list apply(variable_list&&) override { return {}; }
  };
  const Tensor x = ones({2}).requires_grad_();
  const auto node = std::make_shared<Few>(1);
  node->set_next_edges(collect_next_edges(x));
  Tensor y = ones({2});
  create_gradient_edge(y, node);
  try {
    y.sum().backward();
    FAIL("nothing was returned");
  } catch (const Error& e) {
    CHECK(e.kind() == ErrorKind::custom_function);
  }
  CHECK(node->name().find("Few") != std::string::npos);
  CHECK_THROWS_AS((x * 2).grad_fn()->add_next_edge(Edge()), Error);
}

TEST_CASE("a built-in node can be called by hand") {
  const Tensor x = tensor({2.0, 3.0}).requires_grad_(), y = tensor({5.0, 7.0}).requires_grad_();
  const variable_list grads = (*(x * y).grad_fn())({tensor({1.0, 10.0})});
  REQUIRE(grads.size() == 2);
  CHECK(grads[0].equal(tensor({5.0, 70.0})));
  CHECK(grads[1].equal(tensor({2.0, 30.0})));
  CHECK_THROWS_AS((*(x * y).grad_fn())({}), Error);
}

TEST_CASE("a saved variable gives back what it was given, or says why not") {
  const Tensor x = tensor({1.0, 2.0}).requires_grad_(), y = x * 2;
  CHECK_FALSE(SavedVariable().unpack().defined());
  CHECK_FALSE(SavedVariable(Tensor(), false).unpack().defined());
  SavedVariable saved(y, false);
  CHECK(saved.unpack().is_same(y));
  y.add_(1);
  CHECK_THROWS_AS(saved.unpack(), Error);
  SavedVariable own(y, true);
  CHECK_THROWS_AS(own.unpack(), Error);
  CHECK(own.unpack(y.grad_fn()).grad_fn() == y.grad_fn());
  own.reset_data();
  try {
    own.unpack(y.grad_fn());
    FAIL("it was dropped");
  } catch (const Error& e) {
    CHECK(e.kind() == ErrorKind::freed_graph);
  }
}

TEST_CASE("a saved variable's hooks pack once") {
  const Tensor x = tensor({1.0, 2.0}).requires_grad_(), y = x * 2;
  SavedVariable saved(y, false), none;
  CHECK_THROWS_AS(none.register_hooks(std::make_unique<Doubled>()), Error);
  CHECK_THROWS_AS(saved.register_hooks(std::make_unique<Writing>()), Error);
  SavedVariable other(x * 3, false);
  other.register_hooks(std::make_unique<Doubled>());
  CHECK(other.unpack().equal(tensor({3.0, 6.0})));
  CHECK(other.unpack().grad_fn()->name() == "MulBackward1");
  CHECK_THROWS_AS(other.register_hooks(std::make_unique<Doubled>()), Error);
}

TEST_CASE("a gradient that is never given, and one that is refused") {
  const Tensor x = ones({2}).requires_grad_();
  UndefinedGrad().apply({x})[0].sum().backward();
  CHECK_FALSE(x.grad().defined());
  const Tensor y = DelayedError("not through here", 1).apply({x})[0];
  try {
    y.sum().backward();
    FAIL("it is refused");
  } catch (const Error& e) {
    CHECK(std::string(e.what()) == "not through here");
  }
}

TEST_CASE("an edge to an input that a node does not have is refused where it is made") {
  const Tensor x = tensor({1.5, -2.0}).requires_grad_();
  const auto bare = std::make_shared<Times>(2);
  Tensor y = x.detach().clone();
  CHECK_THROWS_AS(autograd::impl::set_gradient_edge(y, {bare, 0}), Error);
  CHECK_THROWS_AS(autograd::impl::rebase_history(y, {bare, 0}), Error);
  CHECK_THROWS_AS(bare->add_next_edge({gradient_edge(x).function, 1}), Error);
  CHECK_THROWS_AS(bare->set_next_edge(0, gradient_edge(x)), Error);
  CHECK_THROWS_AS(Engine::get_default_engine().execute({Edge(bare, 0)}, {y}, false, false, true), Error);
  CHECK(y.is_leaf());
  CHECK(bare->add_input_metadata(y) == 0);
  autograd::impl::set_gradient_edge(y, {bare, 0});
  CHECK_THROWS_AS(autograd::impl::set_gradient_edge(y, {bare, 1}), Error);
  CHECK(y.grad_fn() == bare);
}

TEST_CASE("a part of a base is written by a node without edges") {
  const Tensor x = tensor({1.5, -2.0, 4.0}).requires_grad_();
  Tensor base = x * 3;
  Tensor part = base.slice(0, 0, 1);
  const auto writer = std::make_shared<Times>(2);
  writer->add_input_metadata(part);
  autograd::impl::rebase_history(part, {writer, 0});
  (base * tensor({1.0, 10.0, 100.0})).sum().backward();
  CHECK(x.grad().equal(tensor({0.0, 30.0, 300.0})));
}

TEST_CASE("a derivative is told which gradients the pass goes on with") {
  const Tensor x = tensor({1.5, -2.0}).requires_grad_(), y = tensor({3.0, 0.5}).requires_grad_();
  const auto expect = [](bool first, bool second) {
    CHECK(Asked::first == first);
    CHECK(Asked::second == second);
  };
  CHECK(grad({Asked::apply(x, 2, y).sum()}, {x})[0].equal(y));
  expect(true, false);
  CHECK(grad({Asked::apply(x * 1, 2, y * 1).sum()}, {y})[0].equal(x));
  expect(false, true);
  grad({Asked::apply(x, 2, y).sum()}, {y, x});
  expect(true, true);
  Asked::apply(x, 2, y).sum().backward();
  expect(true, true);
  Asked::apply(x, 2, y.detach()).sum().backward();
  expect(true, false);
  Asked::apply(x, 2, y).sum().backward({}, {}, false, {y});
  expect(false, true);
}
