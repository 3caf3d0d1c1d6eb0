// Rule 1.6: the kind and the key phrases of every error, in order.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/checks/internals/core/errors.hpp>

using namespace gradproof;
using namespace gradproof::test;
using autograd::AutogradContext;

namespace {

struct Keeps : autograd::Function<Keeps> {
  static inline AutogradContext* context = nullptr;
  static Tensor forward(AutogradContext* ctx, const Tensor& x) {
    context = ctx;
    ctx->save_for_backward({x});
    return x * 2;
  }
  static variable_list backward(AutogradContext* ctx, variable_list g) {
    return {g[0] * ctx->get_saved_variables()[0]};
  }
};

struct Same : autograd::Function<Same> {
  static Tensor forward(AutogradContext*, const Tensor& x) { return x; }
  static variable_list backward(AutogradContext*, variable_list g) { return g; }
};

struct Dirty : autograd::Function<Dirty> {
  static inline bool returns = true, more = false;
  static variable_list forward(AutogradContext* ctx, const Tensor& x) {
    x.add_(1);
    ctx->mark_dirty({x});
    if (!returns) return {x * 1};
    return more ? variable_list{x, x * 1} : variable_list{x};
  }
  static variable_list backward(AutogradContext*, variable_list g) { return {g[0]}; }
};

Tensor made_inside() {
  const InferenceMode guard;
  return ones({3}, kDouble);
}

/// A view of h made in no_grad or inference mode.
template <class Mode>
Tensor view_made_in(const Tensor& h) {
  const Mode mode;
  return h.narrow(0, 0, 2);
}

constexpr ErrorKind kView = ErrorKind::view_write;

}  // namespace

TEST_CASE("1.6.1 a saved tensor was changed: tensor, node, versions, advice") {
  const Tensor h = leaf({2, 3}) * 1, product = (h * h).sum();
  h.tanh_();
  const auto run = [&] { product.backward({}, true); };
  CHECK(amiss(run, ErrorKind::modified_after_save,
              {"one of the variables needed for gradient computation has been modified by an inplace operation",
               "[CPUDoubleType [2, 3]]", ", which is output 0 of TanhBackward0,",
               "is at version 1; expected version 0 instead", "Hint: enable anomaly detection"}) == "");
  const Tensor data = leaf({3}).detach().clone(), w = leaf({3}), scaled = (w * data).sum(), result = w.exp();
  data.add_(1);
  CHECK(amiss([&] { scaled.backward(); }, ErrorKind::modified_after_save,
              {"[CPUDoubleType [3]] is at version 1; expected version 0 instead"}) == "");
  result.mul_(2);
  CHECK(amiss([&] { result.sum().backward(); }, ErrorKind::modified_after_save,
              {"which is output 0 of ExpBackward0, is at version 1; expected version 0 instead"}) == "");
  const Tensor mask = tensor({true, false, true}), chosen = where(mask, w, w * 2).sum();
  mask.logical_not_();
  CHECK(amiss([&] { chosen.backward(); }, ErrorKind::modified_after_save, {"BoolT", " [3]] is at version 1"}) == "");
}

TEST_CASE("1.6.2 a graph was freed: same words for nodes, writes through views, and kept tensors") {
  const std::initializer_list<const char*> parts = {
      "Trying to backward through the graph a second time",
      "directly access saved tensors after they have already been freed",
      "Saved intermediate values of the graph are freed when you call .backward() or autograd.grad()",
      "Specify retain_graph=True"};
  const Tensor x = leaf({3}), h = x * 1;
  h.narrow(0, 0, 2).mul_(x.narrow(0, 1, 2));
  for (const Tensor& y : {x.exp(), x * 2, h, Keeps::apply(x)}) {
    const Tensor loss = y.sum();
    loss.backward();
    CHECK(amiss([&] { loss.backward(); }, ErrorKind::freed_graph, parts) == "");
  }
  const Tensor kept = Keeps::apply(x);
  kept.sum().backward();
  CHECK(amiss([&] { Keeps::context->get_saved_variables(); }, ErrorKind::freed_graph, parts) == "");
}

TEST_CASE("1.6.3 a leaf was written: directly, through a view, by a custom function") {
  const Tensor x = leaf({3});
  CHECK(amiss([&] { x.add_(1); }, ErrorKind::leaf_write,
              {"a leaf Variable that requires grad is being used in an in-place operation. add would change"}) == "");
  CHECK(amiss([&] { x[0].zero_(); }, ErrorKind::leaf_write,
              {"a view of a leaf Variable that requires grad is being used in an in-place operation. "}) == "");
  CHECK(amiss([&] { x.index_put_({0}, 1); }, ErrorKind::leaf_write, {"leaf Variable that requires grad"}) == "");
  CHECK(amiss([&] { Dirty::apply(leaf({3})); }, ErrorKind::leaf_write,
              {"a leaf Variable that requires grad has been used in an in-place operation"}) == "");
  CHECK(amiss([&] { Dirty::apply(leaf({3}).narrow(0, 0, 2)); }, ErrorKind::leaf_write,
              {"a view of a leaf Variable that requires grad is being used in an in-place operation. "}) == "");
}

TEST_CASE("1.6.4 a forbidden write to a view: output, what was written, reason, advice") {
  const Tensor h = leaf({4}) * 1, piece = h.split(2)[1], same = Same::apply(h), off = view_made_in<NoGradGuard>(h),
               inside = view_made_in<InferenceMode>(h);
  CHECK(amiss([&] { piece.mul_(2); }, kView,
              {"Output 1 of SplitBackward0 is a view and is being modified inplace",
               "function that returns multiple views", "replace the inplace operation by an out-of-place one"}) == "");
  CHECK(amiss([&] { same.mul_(2); }, kView,
              {"Output 0 of ", "Same", " is a view and is being modified inplace", "created inside a custom Function",
               "Clone the output"}) == "");
  CHECK(amiss([&] { off.mul_(2); }, kView,
              {"A view was created in no_grad mode and is being modified inplace with grad mode enabled",
               "ambiguous and error-prone", "both inside the no_grad block"}) == "");
  CHECK(amiss([&] { inside.mul_(2); }, kView,
              {"A view was created in inference mode and is being modified inplace in normal mode",
               "ambiguous and error-prone", "both inside the inference_mode block"}) == "");
  CHECK(amiss([&] { off.narrow(0, 0, 1).mul_(2); }, kView,
              {"Output 0 of SliceBackward0 is a view of a view which was created in no_grad mode and is being modified "
               "inplace with grad mode enabled"}) == "");
  CHECK(
      amiss([&] { inside.narrow(0, 0, 1).mul_(2); }, kView,
            {"is a view of a view which was created in inference mode and is being modified inplace in normal mode"}) ==
      "");
  h.mul_(2);
  CHECK(
      amiss([&] { piece.grad_fn(); }, kView,
            {"Output 1 of SplitBackward0 is a view and its base or another view of its base has been modified inplace",
             "multiple views"}) == "");
  CHECK(amiss([&] { off.grad_fn(); }, kView,
              {"A view was created in no_grad mode and its base or another view of its base has been modified inplace "
               "with grad mode enabled"}) == "");
  CHECK(amiss([&] { inside.grad_fn(); }, kView,
              {"A view was created in inference mode and its base or another view"}) == "");
}

TEST_CASE("1.6.5 out= with grad") {
  const Tensor x = leaf({3}), out = zeros({3}, kDouble);
  const char* phrase = "functions with out=... arguments don't support automatic differentiation";
  CHECK(amiss([&] { add_out(out, x, x); }, ErrorKind::out_requires_grad, {"add(): ", phrase}) == "");
  CHECK(amiss([&] { exp_out(x, out); }, ErrorKind::out_requires_grad, {"exp(): ", phrase}) == "");
  CHECK(out._version() == 0);
  const NoGradGuard off;
  CHECK_NOTHROW(add_out(out, x, x));
}

TEST_CASE("1.6.6 inference tensors: saved, written, asked for their version, made to require grad") {
  const Tensor t = made_inside(), x = leaf({3});
  constexpr ErrorKind kind = ErrorKind::inference;
  CHECK(amiss([&] { x* t; }, kind, {"Inference tensors cannot be saved for backward", "make a clone"}) == "");
  CHECK(amiss([&] { t.add_(1); }, kind, {"Inplace update to inference tensor outside InferenceMode is not allowed"}) ==
        "");
  CHECK(amiss([&] { t._version(); }, kind, {"Inference tensors do not track version counter"}) == "");
  CHECK(amiss([&] { t.requires_grad_(); }, kind,
              {"Setting requires_grad=True on inference tensor outside InferenceMode"}) == "");
}

TEST_CASE("1.6.7 resize with grad") {
  const char* phrase = "cannot resize variables that require grad";
  CHECK(amiss([&] { leaf({3}).resize_({5}); }, ErrorKind::resize, {phrase}) == "");
  CHECK(amiss([&] { (leaf({3}) * 1).resize_as_(ones({5})); }, ErrorKind::resize, {phrase}) == "");
}

TEST_CASE("1.6.8 detach_ on a view") {
  const Tensor x = leaf({3});
  CHECK(amiss([&] { x[0].detach_(); }, ErrorKind::detach_view, {"Can't detach views in-place"}) == "");
  CHECK(amiss([&] { ones({3})[0].detach_(); }, ErrorKind::detach_view, {"Can't detach views in-place"}) == "");
}

TEST_CASE("1.6.9 requires_grad where it cannot be") {
  constexpr ErrorKind kind = ErrorKind::requires_grad;
  CHECK(amiss(
            [&] {
              tensor({1, 2}).requires_grad_();
            },
            kind, {"Only Tensors of floating point", "can require gradients"}) == "");
  CHECK(amiss([&] { (leaf({2}) * 1).requires_grad_(false); }, kind,
              {"you can only change requires_grad flags of leaf variables"}) == "");
  CHECK(amiss([&] { ones({2}).retain_grad(); }, kind, {"can't retain_grad on Tensor that has requires_grad=False"}) ==
        "");
  CHECK(amiss([&] { ones({2}).register_hook([](const Tensor&) {}); }, kind,
              {"cannot register a hook on a tensor that doesn't require gradient"}) == "");
}

TEST_CASE("1.6.10 misuse of backward") {
  const Tensor x = leaf({3});
  CHECK(amiss([&] { ones({}).backward(); }, ErrorKind::no_graph,
              {"element 0 of tensors does not require grad and does not have a grad_fn"}) == "");
  CHECK(amiss([&] { autograd::backward({x.sum(), ones({})}); }, ErrorKind::no_graph, {"element 1 of tensors"}) == "");
  CHECK(amiss([&] { (x * 2).backward(); }, ErrorKind::non_scalar_seed,
              {"grad can be implicitly created only for scalar outputs"}) == "");
  CHECK(amiss([&] { (x * 2).backward(ones({2})); }, ErrorKind::gradient_shape,
              {"Mismatch in shape: grad_output[0] has a shape of [2] and output[0] has a shape of [3]"}) == "");
  CHECK(amiss([&] { autograd::grad({x.sum()}, {leaf({3})}); }, ErrorKind::unused_input,
              {"appears to not have been used in the graph", "allow_unused=True"}) == "");
  CHECK(amiss([&] { autograd::grad({x.sum()}, {ones({3})}); }, ErrorKind::requires_grad,
              {"One of the differentiated Tensors does not require grad"}) == "");
}

TEST_CASE("1.6.11 overlap within what is written, and with what is read") {
  const Tensor x = ones({4});
  CHECK(amiss([&] { x.narrow(0, 0, 1).expand({4}).add_(1); }, ErrorKind::overlap,
              {"more than one element of the written-to tensor refers to a single memory location", "clone()"}) == "");
  CHECK(amiss([&] { x.narrow(0, 0, 3).add_(x.narrow(0, 1, 3)); }, ErrorKind::overlap,
              {"some elements of the input tensor and the written-to tensor refer to a single memory location"}) == "");
  CHECK(x._version() == 0);
}

TEST_CASE("1.6.12 numpy() of what requires grad") {
  CHECK(amiss([&] { numpy(leaf({3})); }, ErrorKind::numpy_requires_grad,
              {"Can't call numpy() on Tensor that requires grad"}) == "");
  CHECK_NOTHROW(numpy(leaf({3}).detach()));
}

TEST_CASE("1.6.13 what cannot be a tensor's gradient") {
  const Tensor x = leaf({3});
  constexpr ErrorKind kind = ErrorKind::set_grad;
  CHECK(amiss([&] { x.set_grad(ones({3})); }, kind, {"assigned grad has data of a different type"}) == "");
  CHECK(amiss([&] { x.set_grad(ones({2}, kDouble)); }, kind, {"assigned grad has data of a different size"}) == "");
  CHECK(amiss([&] { x.set_grad(x); }, kind, {"can't assign Variable as its own grad"}) == "");
  CHECK_FALSE(x.grad().defined());
}

TEST_CASE("1.6.14 custom functions: a dirty input not returned, a dirty view with several outputs") {
  const Tensor h = leaf({4}) * 1;
  Dirty::returns = false;
  CHECK(amiss([&] { Dirty::apply(h); }, ErrorKind::dirty, {"marked as dirty", "were not returned as output"}) == "");
  Dirty::returns = Dirty::more = true;
  CHECK(amiss([&] { Dirty::apply((leaf({4}) * 1).narrow(0, 0, 2)); }, ErrorKind::dirty,
              {"modifies inplace an input that is a view of another Tensor", "cannot return more than one Tensor"}) ==
        "");
  Dirty::more = false;
  CHECK(amiss([&] { Dirty::apply((leaf({4}) * 1).split(2)[0]); }, kView, {"is a view and is being modified inplace"}) ==
        "");
}

TEST_CASE("1.6.15 saved-tensor hooks: a pack hook that writes, an unpack hook that returns nothing") {
  const Tensor x = leaf({3});
  {
    const SavedTensorHooksGuard hooks([](const Tensor& t) { return std::any(t.add_(1)); },
                                      [](const std::any& a) { return std::any_cast<Tensor>(a); });
    CHECK(amiss([&] { x* x; }, ErrorKind::saved_hook, {"A saved tensor pack hook is modifying its input in place"}) ==
          "");
  }
  const SavedTensorHooksGuard hooks([](const Tensor&) { return std::any(); }, [](const std::any&) { return Tensor(); });
  const Tensor loss = (x * x).sum();
  CHECK(amiss([&] { loss.backward(); }, ErrorKind::saved_hook, {"unpack_hook expected to be a Tensor"}) == "");
}

TEST_CASE("1.6.16 no derivative, a result that does not fit its destination by type or shape") {
  const Tensor x = leaf({3}), taker = leaf({3}) * 1;
  taker.set_(ones({3}, kDouble));
  CHECK(amiss([&] { taker.sum().backward(); }, ErrorKind::not_differentiable,
              {"derivative for ", "set_ is not implemented"}) == "");
  CHECK(node_of(taker) == "torch::autograd::NotImplemented");
  const Tensor counts = tensor({1, 2, 3}), row = ones({3});
  CHECK(amiss([&] { counts.add_(1.5); }, ErrorKind::dtype,
              {"result type Float can't be cast to the desired output type "}) == "");
  CHECK(amiss(
            [&] {
              row.add_(ones({2, 3}));
            },
            ErrorKind::shape, {"output with shape [3] doesn't match the broadcast shape [2, 3]"}) == "");
  CHECK(counts._version() + row._version() == 0);
}
