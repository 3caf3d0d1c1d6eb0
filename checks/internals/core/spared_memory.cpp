// Memory that small operations spare: a tensor and its bytes in one block, results in the memory of spent gradients.
// None of it may be seen.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/gradproof.hpp>

using namespace gradproof;

namespace {

Tensor three(bool grad) { return tensor({7.0F, 0.5F, 2.0F}).requires_grad_(grad); }

}  // namespace

TEST_CASE("a view outlives the tensor in whose block its bytes stand") {
  Tensor view;
  {
    const Tensor source = three(false);
    view = source.narrow(0, 1, 2);
  }
  const Tensor more = three(false);
  CHECK(equal(view, tensor({0.5F, 2.0F})));
}

TEST_CASE("a tensor outlives the bytes that it was made with") {
  const Tensor t = three(false);
  t.set_data(tensor({1.0F, 2.0F}));
  const Tensor more = three(false);
  CHECK(equal(t, tensor({1.0F, 2.0F})));
}

TEST_CASE("bytes are alone until another tensor has them") {
  const Tensor t = three(false);
  CHECK(t->has_bytes_alone());
  {
    const Tensor view = t.detach();
    CHECK_FALSE(t->has_bytes_alone());
    CHECK_FALSE(view->has_bytes_alone());
  }
  CHECK(t->has_bytes_alone());
}

TEST_CASE("a gradient that a hook keeps is not written when it is spent") {
  const Tensor a = three(true), b = a * 3, c = b * 5;
  Tensor of_c, of_b;
  register_hook(c, [&](const Tensor& g) { return of_c = g, Tensor(); });
  register_hook(b, [&](const Tensor& g) { return of_b = g, Tensor(); });
  c.sum().backward();
  CHECK(equal(of_c, ones({3})));
  CHECK(equal(of_b, ones({3}) * 5));
  CHECK(equal(a.grad(), ones({3}) * 15));
}

TEST_CASE("a gradient that the caller passed is not written") {
  const Tensor a = three(true), given = tensor({1.0F, 2.0F, 3.0F});
  (a * 4).backward(given);
  CHECK(equal(given, tensor({1.0F, 2.0F, 3.0F})));
  CHECK(given._version() == 0);
  CHECK(equal(a.grad(), tensor({4.0F, 8.0F, 12.0F})));
}

TEST_CASE("one gradient for two operands is not written for the first") {
  const Tensor a = three(true), b = three(true);
  (a * 2 + b * 3).backward(ones({3}));
  CHECK(equal(a.grad(), ones({3}) * 2));
  CHECK(equal(b.grad(), ones({3}) * 3));
}

TEST_CASE("a gradient's version counts its additions, as PyTorch's does") {
  const Tensor a = three(true), b = a + 2;
  mean(b * b).backward();
  CHECK(a.grad()._version() == 1);

  const Tensor x = three(true), y = x * 2;
  (y * y).sum().backward();
  CHECK(x.grad()._version() == 0);
}

TEST_CASE("the result of an operand with odd strides has row-major ones") {
  const Tensor odd = empty_strided({1, 3}, {7, 1}).fill_(2);
  CHECK((odd + odd).strides() == IntArrayRef({3, 1}));
  CHECK((odd * 2).strides() == IntArrayRef({3, 1}));
  CHECK(equal(odd + odd, ones({1, 3}) * 4));
}

TEST_CASE("an accumulator that comes again is as a new one") {
  const Tensor a = three(true);
  int calls = 0;
  {
    const Tensor b = a * 2;
    hooks_of(*b.grad_fn()->next_edge(0).function).after_accumulate.emplace_back(1, [&](const Tensor&) { ++calls; });
    b.sum().backward();
  }
  CHECK(calls == 1);
  a.mutable_grad().reset();
  (a * 3).sum().backward();
  CHECK(calls == 1);
  CHECK(equal(a.grad(), ones({3}) * 3));
}

TEST_CASE("a leaf that took other data gets gradients of its new form") {
  const Tensor a = three(true);
  (a * 2).sum().backward();
  for (const Tensor& data : {ones({2, 2}), ones({2}, kDouble)}) {
    a.mutable_grad().reset();
    a.set_data(data);
    (a * 3).sum().backward();
    CHECK(equal(a.grad(), data * 3));
  }
}

TEST_CASE("a leaf ends with the last graph over it, whether it was stepped before or not") {
  float numbers[] = {7, 0.5, 2};
  for (const bool stepped : {false, true}) {
    bool gone = false;
    Tensor b;
    {
      const Tensor a = from_blob(numbers, {3}, [&](void*) { gone = true; }).requires_grad_();
      if (stepped) (a * 2).sum().backward();
      b = a * 2;
    }
    CHECK_FALSE(gone);
    b.sum().backward();
    CHECK_FALSE(gone);
    b.reset();
    CHECK(gone);
  }
}
