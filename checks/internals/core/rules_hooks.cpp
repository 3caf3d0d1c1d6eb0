// Hooks on gradients, on nodes and around saved tensors, and anomaly mode (semantics 1.5, 1.7).
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/checks/internals/core/errors.hpp>
#include <gradproof/core/graph/saved_tensor.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

struct Triple : FunctionPreHook {
  TensorList operator()(const TensorList& grads) override { return {grads[0] * 3}; }
};

struct Watch : FunctionPostHook {
  explicit Watch(std::vector<double>& s) : seen(s) {}
  TensorList operator()(const TensorList& outputs, const TensorList& inputs) override {
    seen = {double(outputs.size()), double(inputs.size()), outputs[0].sum().item<double>(),
            inputs[0].sum().item<double>()};
    return {outputs[0] * 10};
  }
  std::vector<double>& seen;
};

}  // namespace

TEST_CASE("hooks return a gradient or nothing, and are removed by number") {
  const Tensor x = leaf({2});
  int calls = 0;
  const auto counting = x.register_hook([&calls](Tensor) { ++calls; });
  const auto doubling = x.register_hook([](const Tensor& g) { return g * 2; });
  x.sum().backward();
  CHECK(calls == 1);
  CHECK(numbers(x.grad()) == std::vector<double>{2, 2});
  x.remove_hook(doubling);
  x.remove_hook(counting);
  x.remove_hook(counting);
  CHECK(error_of([&] { x.remove_hook(doubling + 1); }) == ErrorKind::argument);
  x.sum().backward();
  CHECK(calls == 1);
  CHECK(numbers(x.grad()) == std::vector<double>{3, 3});
}

TEST_CASE("a hook may not change the size or the type of a gradient") {
  const Tensor x = leaf({2});
  const auto wrong_size = x.register_hook([](const Tensor&) { return ones({3}, kDouble); });
  CHECK(error_of([&] { x.sum().backward(); }) == ErrorKind::gradient_shape);
  x.remove_hook(wrong_size);
  x.register_hook([](const Tensor& g) { return g.to(kFloat); });
  CHECK(error_of([&] { x.sum().backward(); }) == ErrorKind::gradient_shape);
}

TEST_CASE("1.7.11 a hook that writes its gradient changes what flows on") {
  const Tensor x = leaf({2}), h = x * 2;
  h.register_hook([](const Tensor& g) { g.mul_(5); });
  (h * 3).sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{30, 30});
}

TEST_CASE("node hooks see and replace what arrives and what leaves") {
  const Tensor x = leaf({2}), h = x * 2;
  std::vector<double> seen;
  h.grad_fn()->add_pre_hook(std::make_unique<Triple>());
  const auto id = h.grad_fn()->add_post_hook(std::make_unique<Watch>(seen));
  h.sum().backward({}, true);
  CHECK(seen == std::vector<double>{1, 1, 12, 6});
  CHECK(numbers(x.grad()) == std::vector<double>{60, 60});
  CHECK(remove_node_hook(*h.grad_fn(), id));
  CHECK_FALSE(remove_node_hook(*h.grad_fn(), id));
  h.sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{66, 66});
}

TEST_CASE("a node hook on a leaf's accumulator lives with hooks of the leaf") {
  const Tensor x = leaf({2});
  const Ref<Node> accumulator = autograd::impl::grad_accumulator(x);
  accumulator->add_pre_hook(std::make_unique<Triple>());
  x.register_hook([](const Tensor& g) { return g + 1; });
  x.sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{6, 6});
}

TEST_CASE("saved-tensor hooks stand between a node and what it saves") {
  const Tensor x = leaf({3});
  std::vector<Tensor> kept;
  Tensor y;
  {
    const SavedTensorHooksGuard hooks(
        [&kept](const Tensor& t) {
          CHECK_FALSE(t.requires_grad());
          kept.push_back(t.clone());
          return std::any(kept.size() - 1);
        },
        [&kept](const std::any& at) { return kept[std::any_cast<std::size_t>(at)] * 2; });
    y = (x * x).exp();
  }
  CHECK(kept.size() == 3);  // both factors, and exp's result
  y.sum().backward({}, true);
  const Tensor direct = leaf({3});
  (direct * direct).exp().sum().backward();
  for (int i = 0; i < 3; ++i) CHECK(numbers(x.grad())[i] == Approx(4 * numbers(direct.grad())[i]));
}

TEST_CASE("1.5.3 saved-tensor hooks keep history, and switch the check off") {
  const auto same = [](const Tensor& t) { return std::any(t); };
  const auto back = [](const std::any& t) { return std::any_cast<Tensor>(t); };
  const auto cubed = [&](const Tensor& t) {
    const SavedTensorHooksGuard hooks(same, back);
    const Tensor in = t.requires_grad() ? t : t.detach().requires_grad_();
    const AutoGradMode on(true);
    return autograd::grad({weighted(in * in * in + in.exp())}, {in}, {}, {}, true)[0];
  };
  CHECK(gradient_error(cubed, leaf({3})) < 1e-6);

  const Tensor x = leaf({3}), h = x * 1;
  Tensor y;
  {
    const SavedTensorHooksGuard hooks(same, back);
    y = h * h;
  }
  h.add_(1);
  y.sum().backward();
  CHECK(x.grad().defined());
}

TEST_CASE("1.6.15 a pack hook may not write, an unpack hook must return a tensor") {
  const Tensor x = leaf({3});
  {
    const SavedTensorHooksGuard hooks([](const Tensor& t) { return std::any(t.mul_(2)); },
                                      [](const std::any&) { return Tensor(); });
    CHECK(error_of([&] { x* x; }) == ErrorKind::saved_hook);
  }
  const SavedTensorHooksGuard hooks([](const Tensor&) { return std::any(); }, [](const std::any&) { return Tensor(); });
  const Tensor y = x * x;
  CHECK(error_of([&] { y.sum().backward(); }) == ErrorKind::saved_hook);
}

TEST_CASE("anomaly mode names the node that returned a NaN") {
  const Tensor x = tensor({0., 1.}, requires_grad());
  const Tensor y = (x.log() * tensor({0., 1.})).sum();
  {
    const DetectAnomalyGuard guard;
    CHECK(AnomalyMode::is_enabled());
    const std::string text = text_of([&] { (x * 0).sqrt().mul(0).sum().backward(); });
    CHECK(text.find("'SqrtBackward0' returned nan values in its 0th output") != std::string::npos);
    const DetectAnomalyGuard without_nan(false);
    (x * 0).sqrt().mul(0).sum().backward();
  }
  CHECK_FALSE(AnomalyMode::is_enabled());
  (x * 0).sqrt().mul(0).sum().backward();
}

TEST_CASE("anomaly mode warns where an error came from, through every pass that led to it") {
  struct Kept : WarningHandler {
    void process(const Warning& warning) override { all.push_back(warning.msg()); }
    std::vector<std::string> all;
  } kept;
  const WarningUtils::WarningHandlerGuard to_kept(&kept);
  const DetectAnomalyGuard guard;
  const auto has = [&](std::size_t i, const char* part) { return kept.all.at(i).find(part) != std::string::npos; };
  const Tensor x = tensor({0.0, 4.0}, requires_grad());
  const Tensor h = x * x, z = (h * h).sum();
  h.add_(1);
  CHECK(error_of([&] { z.backward(); }) == ErrorKind::modified_after_save);
  REQUIRE(kept.all.size() == 1);
  CHECK(has(0, "Error detected in MulBackward0. Traceback of forward call"));
  kept.all.clear();

  const Tensor first = autograd::grad({x.pow(1.5).sum()}, {x}, {}, true, true)[0];
  CHECK(kept.all.empty());
  CHECK(error_of([&] { autograd::grad({first}, {x}, {tensor({0.0, 0.0})}); }) == ErrorKind::value);
  REQUIRE(kept.all.size() == 2);
  CHECK(has(0, "Error detected in PowBackward0"));
  CHECK(has(1, "Previous calculation was induced by PowBackward0. Traceback of forward call that induced"));
}

TEST_CASE("1.6.1 anomaly mode knows which operation wrote last") {
  const Tensor x = leaf({3}), h = x * 1;
  const Tensor y = (h * h).sum();
  CHECK(text_of([&] {
          h.add_(1);
          y.backward();
        }).find("enable anomaly detection") != std::string::npos);
  const DetectAnomalyGuard guard;
  h.detach().exp_();
  h.slice(0, 0, 1).mul_(2);
  const std::string text = text_of([&] { y.backward(); });
  CHECK(text.find("is at version 3; expected version 0") != std::string::npos);
  CHECK(text.find("The last write to it was mul") != std::string::npos);
}

TEST_CASE("backward with inputs accumulates there alone, and non-leaves retain") {
  const Tensor p = leaf({2}), q = leaf({2}), z = p * q;
  int accumulated = 0;
  register_post_accumulate_grad_hook(p, [&](const Tensor&) { ++accumulated; });
  const Tensor loss = (z * z).sum();
  loss.backward({}, true, false, TensorList{p, z});
  CHECK(accumulated == 1);
  CHECK(z.retains_grad());
  CHECK(z.grad().defined());
  CHECK_FALSE(q.grad().defined());
  const auto once = numbers(z.grad());
  loss.backward({}, true, false, TensorList{q});
  CHECK(accumulated == 1);
  for (int i = 0; i < 2; ++i) CHECK(numbers(z.grad())[i] == Approx(2 * once[i]));
  CHECK(error_of([&] { loss.backward({}, true, false, TensorList{}); }) == ErrorKind::value);
  CHECK(error_of([&] { loss.backward({}, true, false, TensorList{p.detach()}); }) == ErrorKind::requires_grad);
}
