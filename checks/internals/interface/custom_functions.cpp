// Functions of a user's own: arguments of every kind, several results, inputs written, results that are inputs.
#include <gradproof/checks/internals/interface/library.hpp>

using torch::Tensor;
using namespace torch::autograd;

namespace custom_functions_twin {

struct Affine : Function<Affine> {
  static Variable forward(AutogradContext* ctx, const Variable& a, int by, const Variable& b, double both, bool flag) {
    ctx->saved_data["by"] = by;
    ctx->saved_data["both"] = both;
    ctx->saved_data["flag"] = flag;
    ctx->save_for_backward({a, b});
    return a + by * b + both * a * b;
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    const variable_list saved = ctx->get_saved_variables();
    const double both = ctx->saved_data["both"].toDouble();
    EXPECT(ctx->saved_data["flag"].toBool());
    return {grads[0] * (1 + both * saved[1]), Variable(), grads[0] * (ctx->saved_data["by"].toInt() + both * saved[0]),
            Variable(), Variable()};
  }
};

struct Halves : Function<Halves> {
  static variable_list forward(AutogradContext* ctx, const Variable& x) {
    ctx->set_materialize_grads(false);
    const Variable place = x.argmax();
    ctx->mark_non_differentiable({place});
    return {x * 2, x * 3, place};
  }
  static variable_list backward(AutogradContext*, variable_list grads) {
    EXPECT(!grads[0].defined());
    return {grads[1] * 3};
  }
};

struct TripleInPlace : Function<TripleInPlace> {
  static Variable forward(AutogradContext* ctx, Variable x) {
    x.mul_(3);
    ctx->mark_dirty({x});
    return x;
  }
  static variable_list backward(AutogradContext*, variable_list grads) { return {grads[0] * 3}; }
};

struct Returned : Function<Returned> {
  static Variable forward(AutogradContext*, Variable x) { return x; }
  static variable_list backward(AutogradContext*, variable_list grads) { return {grads[0] * 7}; }
};

struct Exponential : Function<Exponential> {
  static Variable forward(AutogradContext* ctx, const Variable& x) {
    const Variable result = x.exp();
    ctx->save_for_backward({result});
    return result;
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    return {grads[0] * ctx->get_saved_variables()[0]};
  }
};

Tensor row() { return torch::tensor({1.f, -2.f, 0.5f}, torch::requires_grad()); }

void arguments() {
  const Tensor a = row(), b = torch::tensor({2.f, 0.25f, -1.f}, torch::requires_grad());
  const Tensor out = Affine::apply(a, 3, b, 0.5, true);
  out.sum().backward();
  EXPECT(a.grad().equal(1 + 0.5 * b.detach()));
  EXPECT(b.grad().equal(3 + 0.5 * a.detach()));
  EXPECT(out.grad_fn()->num_outputs() == 2);
  EXPECT(!Affine::apply(a.detach(), 3, b.detach(), 0.5, true).requires_grad());
}

void several_results() {
  const Tensor x = row();
  const variable_list out = Halves::apply(x);
  EXPECT(out[0].requires_grad() && out[1].requires_grad() && !out[2].requires_grad());
  EXPECT(out[1].output_nr() == 1);
  out[1].sum().backward();
  EXPECT(x.grad().equal(torch::full({3}, 3.0)));
}

void written_inputs() {
  const Tensor x = row(), y = x * 1;
  EXPECT(TripleInPlace::apply(y).is_same(y));
  EXPECT(y._version() > 0);
  y.sum().backward();
  EXPECT(x.grad().equal(torch::full({3}, 3.0)));
  EXPECT(contains(thrown([&] { TripleInPlace::apply(x); }), "leaf Variable that requires grad"));
  const Tensor base = x * 1, view = base.view({3, 1});
  TripleInPlace::apply(view);
  x.mutable_grad().reset();
  base.sum().backward();
  EXPECT(x.grad().equal(torch::full({3}, 3.0)));
}

void returned_inputs() {
  const Tensor x = row(), y = Returned::apply(x);
  EXPECT(!y.is_same(x));
  y.sum().backward();
  EXPECT(x.grad().equal(torch::full({3}, 7.0)));
}

void saved_results() {
  const Tensor x = row();
  const Tensor first = grad({Exponential::apply(x).sum()}, {x}, {}, true, true)[0];
  EXPECT(first.requires_grad());
  EXPECT(torch::allclose(grad({first.sum()}, {x})[0], x.exp()));
  const Tensor written = Exponential::apply(x * 1);
  written.add_(1);
  EXPECT(contains(thrown([&] { written.sum().backward(); }), "modified by an inplace operation"));
  const Tensor twice = Exponential::apply(x).sum();
  twice.backward();
  EXPECT(contains(thrown([&] { twice.backward(); }), "backward through the graph a second time"));
}

/// The product of a list's tensors.
struct Product : torch::autograd::Function<Product> {
  static Tensor forward(AutogradContext* ctx, at::TensorList factors) {
    variable_list kept;
    for (const Tensor& f : factors) kept.push_back(f);
    ctx->save_for_backward(kept);
    return factors[0] * factors[1];
  }
  static variable_list backward(AutogradContext* ctx, variable_list g) {
    const variable_list saved = ctx->get_saved_variables();
    return {g[0] * saved[1], g[0] * saved[0]};
  }
};

void lists() {
  const Tensor x = row(), y = torch::tensor({2.F, 0.5F, -3.F}, torch::requires_grad());
  const variable_list both = {x, y};
  at::TensorList list = both;
  Product::apply(list).sum().backward();
  EXPECT(x.grad().equal(y) && y.grad().equal(x));
}

TWIN(custom_functions) {
  arguments();
  several_results();
  written_inputs();
  returned_inputs();
  saved_results();
  lists();
}

}  // namespace custom_functions_twin
