// Rules 1.4 and 1.5: what is saved, how, and when it is checked. That every single operation saves what PyTorch's saves
// is compared sample by sample in test-parity.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/checks/internals/core/errors.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

struct Unary {
  const char* name;
  Function f;
};

/// Whether backward through `f` minds a write to its operand, or to its result, after it.
bool minds_operand(const Function& f) {
  const Tensor h = leaf({2, 3}) * 1, y = f(h);
  h.detach().add_(1);
  return !text_of([&] { y.sum().backward(); }).empty();
}
bool minds_result(const Function& f) {
  const Tensor y = f(leaf({2, 3}) * 1), loss = y.sum();
  y.detach().add_(1);
  return !text_of([&] { loss.backward(); }).empty();
}

const Unary kSavesNothing[] = {
    {"add", [](auto& h) { return h + 2; }},
    {"add tensor", [](auto& h) { return h + h; }},
    {"sub", [](auto& h) { return 2 - h; }},
    {"sum", [](auto& h) { return h.sum(0); }},
    {"mean", [](auto& h) { return h.mean(); }},
    {"cat",
     [](auto& h) {
       return cat({h, h});
     }},
    {"stack",
     [](auto& h) {
       return stack({h, h});
     }},
    {"clone", [](auto& h) { return h.clone(); }},
    {"copy_",
     [](auto& h) {
       return zeros({2, 3}, kDouble).copy_(h);
     }},
    {"to", [](auto& h) { return h.to(kFloat); }},
    {"view", [](auto& h) { return h.view({6}).clone(); }},
    {"repeat",
     [](auto& h) {
       return h.repeat({2, 1});
     }},
    {"flip", [](auto& h) { return h.flip({0}); }},
    {"index",
     [](auto& h) {
       return h.index({tensor({1, 0})});
     }},
    {"index_select",
     [](auto& h) {
       return h.index_select(0, tensor({1, 0}));
     }},
    {"masked_fill", [](auto& h) { return h.masked_fill(h.detach() > 1, 0); }},
    {"where", [](auto& h) { return where(h.detach() > 1, h, zeros({})); }},
    {"cumsum", [](auto& h) { return h.cumsum(0); }},
};

const Unary kSavesResult[] = {
    {"exp", [](auto& h) { return h.exp(); }},
    {"sigmoid", [](auto& h) { return h.sigmoid(); }},
    {"tanh", [](auto& h) { return h.tanh(); }},
    {"sqrt", [](auto& h) { return h.sqrt(); }},
    {"rsqrt", [](auto& h) { return h.rsqrt(); }},
    {"reciprocal", [](auto& h) { return h.reciprocal(); }},
    {"relu", [](auto& h) { return h.relu(); }},
    {"softmax", [](auto& h) { return h.softmax(1); }},
    {"log_softmax", [](auto& h) { return h.log_softmax(1); }},
};

/// Looks at what it saved in backward; `other` is kept as an attribute, which nobody checks.
struct Looks : autograd::Function<Looks> {
  static inline variable_list seen;
  static Tensor forward(autograd::AutogradContext* ctx, const Tensor& x, const Tensor& y, const Tensor& other) {
    const Tensor result = x * y;
    ctx->saved_data["other"] = other;
    ctx->save_for_backward({x, y, result});
    return result;
  }
  static variable_list backward(autograd::AutogradContext* ctx, variable_list g) {
    seen = ctx->get_saved_variables();
    return {g[0] * ctx->saved_data["other"].toTensor(), g[0] * seen[0], Tensor()};
  }
};

}  // namespace

TEST_CASE("1.4.1 a product keeps only what the inputs that require grad need") {
  const Tensor h = leaf({3}) * 1, c = leaf({3}).detach().clone();
  const Tensor kept = (h * c).sum();
  h.detach().add_(1);
  CHECK_NOTHROW(kept.backward({}, true));
  c.add_(1);
  CHECK(error_of([&] { kept.backward(); }) == ErrorKind::modified_after_save);
}

TEST_CASE("1.4.2 linear operations save no data") {
  for (const Unary& op : kSavesNothing) {
    INFO(op.name);
    CHECK_FALSE(minds_operand(op.f));
    CHECK_FALSE(minds_result(op.f));
  }
}

TEST_CASE("1.4.3 selections save their masks and indices") {
  const Tensor h = leaf({3}) * 1, at = tensor({2, 0}), mask = h.detach() > 0.5;
  const TensorList at_losses = {h.index_select(0, at).sum(), h.gather(0, at).sum(), h.index({at}).sum()};
  at.add_(0);
  for (const Tensor& loss : at_losses) CHECK(error_of([&] { loss.backward(); }) == ErrorKind::modified_after_save);
  const TensorList mask_losses = {h.masked_fill(mask, 0).sum(), where(mask, h, zeros({}, kDouble)).sum()};
  mask.logical_not_();
  for (const Tensor& loss : mask_losses) CHECK(error_of([&] { loss.backward(); }) == ErrorKind::modified_after_save);
}

TEST_CASE("1.4.4 what is differentiated by its result saves the result") {
  for (const Unary& op : kSavesResult) {
    INFO(op.name);
    CHECK_FALSE(minds_operand(op.f));
    CHECK(minds_result(op.f));
  }
  const auto power = [](const Tensor& t) { return t.pow(tensor({2., 3., 1.}, kDouble)); };  // though nobody needs it
  CHECK(minds_result(power));
}

TEST_CASE("1.4.5 a number counts as saved") {
  const Tensor x = leaf({3});
  for (const Tensor& y : {x * 2, x / 2, x.pow(3)}) {
    const Tensor loss = y.sum();
    loss.backward();
    CHECK(error_of([&] { loss.backward(); }) == ErrorKind::freed_graph);
  }
  for (const Tensor& y : {x + 2, -x, x.clone()}) {
    const Tensor loss = y.sum();
    loss.backward();
    CHECK_NOTHROW(loss.backward());
  }
}

TEST_CASE("1.4.6 in place, a clone of the old value or the result is saved") {
  const Tensor by = leaf({3}) * 1;
  const auto after_write = [&](auto write) {
    const Tensor h = leaf({3}) * 1;
    write(h);
    const Tensor loss = h.sum();
    h.detach().add_(1);
    return !text_of([&] { loss.backward({}, true); }).empty();
  };
  CHECK_FALSE(after_write([&](auto& h) { h.mul_(by); }));
  CHECK_FALSE(after_write([](auto& h) { h.sin_(); }));
  CHECK_FALSE(after_write([](auto& h) { h.pow_(3); }));
  CHECK(after_write([](auto& h) { h.exp_(); }));
  CHECK(after_write([](auto& h) { h.relu_(); }));
  CHECK(after_write([](auto& h) { h.sigmoid_(); }));
}

TEST_CASE("1.4.7 a saved input is the tensor itself, a saved output another one over its bytes and counter") {
  const Tensor x = leaf({3}), h = leaf({3}) * 1, y = Looks::apply(x, h, h.detach());
  y.sum().backward();
  const variable_list seen = std::exchange(Looks::seen, {});
  CHECK(seen[0].is_same(x));
  CHECK(seen[1].is_same(h));
  CHECK_FALSE(seen[2].is_same(y));
  CHECK(seen[2].is_alias_of(y));
  y.detach().add_(1);
  CHECK(seen[2]._version() == 1);

  const Tensor leaf_data = leaf({3}), squares = leaf_data.pow(2).sum(), powers = leaf_data.exp(), sum = powers.sum();
  leaf_data.set_data(full({3}, 10, kDouble));
  powers.set_data(zeros({3}, kDouble));
  squares.backward();
  CHECK(numbers(leaf_data.grad()) == std::vector<double>{20, 20, 20});
  leaf_data.mutable_grad().reset();
  sum.backward();
  CHECK(numbers(leaf_data.grad()) == numbers(leaf({3}).exp()));
}

TEST_CASE("1.4.9 detach_() of a saved input is an error at unpack, of a saved output it is not") {
  const Tensor x = leaf({3}), h = x * 1, y = h.sin().sum();
  h.detach_();
  CHECK(amiss([&] { y.backward(); }, ErrorKind::modified_after_save,
              {"Trying to use a saved tensor that has been detached in-place",
               "use out-of-place `.detach()` instead"}) == "");
  const Tensor result = x.exp(), z = (result * 3).sum();
  result.detach_();
  z.backward();
  CHECK(numbers(x.grad())[1] == Approx(3 * std::exp(numbers(x)[1])));
}

TEST_CASE("1.5.1 what was saved is checked when it is unpacked, and only then") {
  const Tensor x = leaf({3}), w = leaf({3}), h = x * 1, loss = (h * h).sum() + w.sum();
  CHECK_NOTHROW(h.detach().add_(1));
  CHECK_NOTHROW(autograd::grad({loss}, {w}, {}, true));  // does not get to the product
  CHECK(error_of([&] { loss.backward({}, true); }) == ErrorKind::modified_after_save);
  h->version().set(0);
  CHECK_NOTHROW(loss.backward());
}

TEST_CASE("1.5.4 neither attributes, nor gradients on their way, nor .grad are checked") {
  const Tensor x = leaf({3}), h = leaf({3}) * 1, other = ones({3}, kDouble), y = Looks::apply(x, h, other);
  other.mul_(7);
  y.sum().backward();
  Looks::seen.clear();
  CHECK(numbers(x.grad()) == std::vector<double>{7, 7, 7});

  const Tensor a = leaf({3}), b = a * 2;
  Tensor held;
  b.register_hook([&](const Tensor& g) { held = g; });
  a.register_hook([&](const Tensor&) { held.mul_(100); });  // b's node has read it by now
  (b * 3).sum().backward();
  CHECK(numbers(a.grad()) == std::vector<double>{6, 6, 6});
  const Tensor squares = (a * a.grad()).sum();
  a.grad().mul_(2);  // saved by the product, so this one is seen
  CHECK(error_of([&] { squares.backward(); }) == ErrorKind::modified_after_save);
  a.grad().mul_(0);
  (a * 3).sum().backward();
  CHECK(numbers(a.grad()) == std::vector<double>{3, 3, 3});
}
