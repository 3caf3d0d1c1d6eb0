// Custom functions: what a user's forward and backward may do, and what becomes of their results.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/core/tensor/alias.hpp>

using namespace gradproof;
using namespace gradproof::test;
using autograd::AutogradContext;

namespace {

/// x + by * x * y: saves inputs, a number in saved_data.
struct Mixed : autograd::Function<Mixed> {
  static Tensor forward(AutogradContext* ctx, Tensor x, double by, const Tensor& y) {
    ctx->saved_data["by"] = by;
    ctx->save_for_backward({x, y});
    return x + x * y * by;
  }
  static variable_list backward(AutogradContext* ctx, variable_list g) {
    const double by = ctx->saved_data["by"].toDouble();
    const variable_list saved = ctx->get_saved_variables();
    return {g[0] + g[0] * saved[1] * by, Tensor(), g[0] * saved[0] * by};
  }
};

/// Writes x in place and saves the result.
struct ExpInto : autograd::Function<ExpInto> {
  static Tensor forward(AutogradContext* ctx, Tensor x) {
    x.exp_();
    ctx->mark_dirty({x});
    ctx->save_for_backward({x});
    return x;
  }
  static variable_list backward(AutogradContext* ctx, variable_list g) {
    return {g[0] * ctx->get_saved_variables()[0]};
  }
};

/// Two outputs; tells which gradients came.
struct Parts : autograd::Function<Parts> {
  static inline bool materialize = true;
  static inline std::vector<bool> came;
  static variable_list forward(AutogradContext* ctx, const Tensor& x) {
    ctx->set_materialize_grads(materialize);
    return {x * 2, x * 3};
  }
  static variable_list backward(AutogradContext*, variable_list g) {
    came = {g[0].defined(), g[1].defined()};
    return {g[0].defined() ? (g[1].defined() ? g[0] * 2 + g[1] * 3 : g[0] * 2) : g[1] * 3};
  }
};

struct Same : autograd::Function<Same> {
  static Tensor forward(AutogradContext*, Tensor x) { return x; }
  static variable_list backward(AutogradContext*, variable_list g) { return {g[0] * 10}; }
};

struct ForgetsDirty : autograd::Function<ForgetsDirty> {
  static Tensor forward(AutogradContext* ctx, Tensor x) {
    ctx->mark_dirty({x});
    return x * 2;
  }
  static variable_list backward(AutogradContext*, variable_list g) { return g; }
};

struct DirtyAndMore : autograd::Function<DirtyAndMore> {
  static variable_list forward(AutogradContext* ctx, Tensor x) {
    x.mul_(2);
    ctx->mark_dirty({x});
    return {x, x + 1};
  }
  static variable_list backward(AutogradContext*, variable_list g) { return {g[0] * 2 + g[1] * 2}; }
};

struct Counted2 : autograd::Function<Counted2> {
  static Tensor forward(AutogradContext*, Tensor x, std::optional<Tensor> y) { return y ? x + *y : x.clone(); }
  static variable_list backward(AutogradContext*, variable_list g) { return {g[0], g[0] * 5}; }
};

template <int kResults>
struct Miscounts : autograd::Function<Miscounts<kResults>> {
  static Tensor forward(AutogradContext*, Tensor x) { return x.clone(); }
  static variable_list backward(AutogradContext*, variable_list g) { return variable_list(kResults, g[0]); }
};

struct WrongSize : autograd::Function<WrongSize> {
  static Tensor forward(AutogradContext*, Tensor x) { return x.clone(); }
  static variable_list backward(AutogradContext*, variable_list) { return {ones({7, 7}, kDouble)}; }
};

struct Positive : autograd::Function<Positive> {
  static variable_list forward(AutogradContext* ctx, Tensor x) {
    const Tensor mask = (x > 0).to(x.dtype());
    ctx->mark_non_differentiable({mask});
    ctx->save_for_backward({mask, Tensor()});
    return {x * mask, mask};
  }
  static variable_list backward(AutogradContext* ctx, variable_list g) {
    const variable_list saved = ctx->get_saved_variables();
    if (saved[1].defined()) throw std::logic_error("an undefined tensor came back defined");
    return {g[0] * saved[0]};
  }
};

}  // namespace

TEST_CASE("a custom function's gradients are its own, to second order") {
  const Tensor x = leaf({2, 3}), y = leaf({2, 3}, -0.7, 0.41);
  const Tensor out = Mixed::apply(x, 1.5, y);
  CHECK(out.grad_fn()->name().find("CppNode<") != std::string::npos);
  CHECK(out.grad_fn()->name().find("Mixed") != std::string::npos);
  CHECK(out.grad_fn()->num_outputs() == 2);
  CHECK(gradient_error([&](const Tensor& t) { return Mixed::apply(t, 1.5, y.detach()); }, x) < 1e-7);
  CHECK(gradient_error([&](const Tensor& t) { return Mixed::apply(x.detach(), 1.5, t); }, y) < 1e-7);
  const auto first = [&](const Tensor& t) {
    const Tensor in = t.requires_grad() ? t : t.detach().requires_grad_();
    AutoGradMode on(true);
    return autograd::grad({weighted(Mixed::apply(in, 1.5, in * in))}, {in}, {}, {}, true)[0];
  };
  CHECK(gradient_error(first, x) < 1e-6);
}

TEST_CASE("1.7.13 a custom function: saved tensors are checked and freed") {
  const Tensor x = leaf({3}), y = (leaf({3}) * 2).detach();
  const Tensor out = Mixed::apply(x, 2.0, y).sum();
  y.add_(1);
  CHECK(error_of([&] { out.backward(); }) == ErrorKind::modified_after_save);
  const Tensor again = Mixed::apply(x, 2.0, y).sum();
  again.backward();
  CHECK(error_of([&] { again.backward(); }) == ErrorKind::freed_graph);
}

TEST_CASE("1.7.13 mark_dirty: the input is the output, through views too") {
  const Tensor x = leaf({4}), h = x * 1;
  const Tensor out = ExpInto::apply(h);
  CHECK(out.is_same(h));
  CHECK(h._version() == 2);  // exp_ and the declaration
  weighted(h).backward();
  const Tensor direct = leaf({4});
  weighted(direct.exp()).backward();
  CHECK(numbers(x.grad()) == numbers(direct.grad()));

  const Tensor base = leaf({4}) * 1, part = base.slice(0, 1, 3);
  ExpInto::apply(part);
  CHECK(base.grad_fn()->name() == "torch::autograd::CopySlices");
  CHECK(gradient_error(
            [](const Tensor& t) {
              const Tensor b = t * 1;
              ExpInto::apply(b.slice(0, 1, 3));
              return b * b;
            },
            leaf({4})) < 1e-6);
}

TEST_CASE("1.7.13 mark_dirty: leaves, forgotten returns and views with several outputs are refused") {
  const Tensor x = leaf({3});
  CHECK(error_of([&] { ExpInto::apply(x); }) == ErrorKind::leaf_write);
  CHECK(error_of([&] { ForgetsDirty::apply(leaf({3}) * 1); }) == ErrorKind::dirty);
  const Tensor base = leaf({3}) * 1;
  CHECK(error_of([&] { DirtyAndMore::apply(base.slice(0, 0, 2)); }) == ErrorKind::dirty);
  const Tensor whole = leaf({3}) * 1;
  CHECK(DirtyAndMore::apply(whole)[0].is_same(whole));
}

TEST_CASE("1.7.13 an input returned as it is becomes a view that may not be written") {
  const Tensor x = leaf({3}), h = x * 1;
  const Tensor out = Same::apply(h);
  CHECK_FALSE(out.is_same(h));
  CHECK(out.is_view());
  CHECK(error_of([&] { out.add_(1); }) == ErrorKind::view_write);
  out.sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{10, 10, 10});
}

TEST_CASE("several outputs: missing gradients are zeros unless asked otherwise") {
  for (const bool materialize : {true, false}) {
    Parts::materialize = materialize;
    const Tensor x = leaf({2});
    const variable_list parts = Parts::apply(x);
    CHECK(parts[1].output_nr() == 1);
    parts[1].sum().backward();
    CHECK(Parts::came == std::vector<bool>{materialize, true});
    CHECK(numbers(x.grad()) == std::vector<double>{3, 3});
  }
}

TEST_CASE("1.7.12 outputs marked non-differentiable require no grad") {
  const Tensor x = leaf({4}, -0.5);
  const variable_list out = Positive::apply(x);
  CHECK(out[0].requires_grad());
  CHECK_FALSE(out[1].requires_grad());
  out[0].sum().backward();
  CHECK(numbers(x.grad()) == numbers(out[1]));
}

TEST_CASE("a custom function that returns the wrong gradients is named") {
  const Tensor x = leaf({3});
  CHECK(error_of([&] { Miscounts<0>::apply(x).sum().backward(); }) == ErrorKind::custom_function);
  CHECK(error_of([&] { Miscounts<2>::apply(x).sum().backward(); }) == ErrorKind::custom_function);
  CHECK(error_of([&] { WrongSize::apply(x).sum().backward(); }) == ErrorKind::gradient_shape);
  Counted2::apply(x, leaf({3})).sum().backward();
  CHECK(error_of([&] { Counted2::apply(x, std::nullopt).sum().backward(); }) == ErrorKind::custom_function);
}

TEST_CASE("a custom function without grad records nothing") {
  const Tensor x = leaf({3});
  {
    NoGradGuard off;
    CHECK_FALSE(Mixed::apply(x, 1.0, x).requires_grad());
    const Tensor returned = Same::apply(x);
    CHECK_FALSE(returned.is_same(x));
    CHECK_FALSE(returned.requires_grad());
  }
  CHECK_FALSE(Mixed::apply(x.detach(), 1.0, x.detach()).requires_grad());
  {
    InferenceMode mode;
    CHECK(Mixed::apply(x, 1.0, x).is_inference());
  }
}
