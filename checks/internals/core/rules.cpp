// The rules of aliases, counters, leaves, views and saved tensors: the moment and kind of every error.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/checks/internals/core/errors.hpp>
#include <gradproof/core/graph/saved_tensor.hpp>
#include <gradproof/core/tensor/alias.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

Tensor seed_leaf() { return tensor({7., 0., 0.}, requires_grad()); }

}  // namespace

TEST_CASE("1.2.5 the alias table says who shares what") {
  const Tensor x = tensor({1., 2.});
  CHECK(shares(Alias::view).storage);
  CHECK(shares(Alias::detach).counter);
  CHECK_FALSE(shares(Alias::data).counter);
  CHECK_FALSE(shares(Alias::clone).storage);
  const Tensor v = x[0], d = x.detach(), raw = x.data(), c = x.clone();
  x.add_(1);
  CHECK(v._version() == 1);
  CHECK(d._version() == 1);
  CHECK(raw._version() == 0);
  CHECK(raw.data_ptr() == x.data_ptr());
  CHECK(c.data_ptr() != x.data_ptr());
  raw.mul_(3);
  CHECK(x._version() == 1);
  CHECK(numbers(x) == std::vector<double>{6, 9});
}

TEST_CASE("1.6.1 the seed example: detach raises, .data is silent, no write is right") {
  const Tensor a = seed_leaf();
  {
    const Tensor b = a + 2, loss = (b * b).mean();
    b.detach().zero_();
    CHECK(error_of([&] { loss.backward(); }) == ErrorKind::modified_after_save);
    const std::string text = text_of([&] { loss.backward(); });
    for (const char* part : {"modified by an inplace operation", "[CPUFloatType [3]]", "output 0 of AddBackward1",
                             "is at version 1; expected version 0", "MulBackward0"})
      CHECK(text.find(part) != std::string::npos);
    CHECK_FALSE(a.grad().defined());
  }
  {
    const Tensor b = a + 2, loss = (b * b).mean();
    b.data().zero_();
    loss.backward();
    CHECK(numbers(a.grad()) == std::vector<double>{0, 0, 0});
    a.mutable_grad().reset();
  }
  const Tensor b = a + 2;
  (b * b).mean().backward();
  CHECK(numbers(a.grad())[0] == Approx(6));
  CHECK(numbers(a.grad())[1] == Approx(4.0 / 3));
}

TEST_CASE("1.5.2 the check is inequality and can be switched off") {
  const Tensor a = seed_leaf(), b = a + 2, loss = (b * b).sum();
  b.detach().mul_(2);
  const bool before = set_version_check(false);
  loss.backward();
  set_version_check(before);
  CHECK(numbers(a.grad()) == std::vector<double>{36, 8, 8});
}

TEST_CASE("1.4.1 only what the derivative needs is saved") {
  const Tensor x = seed_leaf(), h = x * 1, c = tensor({2., 3., 4.});
  const Tensor y = (h * c).sum();
  h.add_(5);
  y.backward();
  CHECK(numbers(x.grad()) == std::vector<double>{2, 3, 4});
  const Tensor m = (x * 1);
  const Tensor mean = m.mean();
  m.detach().zero_();
  CHECK_NOTHROW(mean.backward());
}

TEST_CASE("1.4.4 saved results raise too, and name the operation that saved them") {
  const Tensor x = seed_leaf(), y = x.exp(), loss = y.sum();
  y.add_(1);
  CHECK(text_of([&] { loss.backward(); }).find("output 0 of ExpBackward0, is at version 1; expected version 0") !=
        std::string::npos);
  const Tensor z = x.sigmoid(), total = z.sum();
  z.detach().add_(1);
  CHECK(text_of([&] { total.backward(); }).find("output 0 of SigmoidBackward0") != std::string::npos);
}

TEST_CASE("1.4.6 x.mul_(x) wrote what it saved") {
  const Tensor x = seed_leaf(), h = x * 1;
  h.mul_(h);
  CHECK(error_of([&] { h.sum().backward(); }) == ErrorKind::modified_after_save);
}

TEST_CASE("1.7.1 leaf rule") {
  const Tensor x = seed_leaf();
  CHECK(error_of([&] { x.add_(1); }) == ErrorKind::leaf_write);
  CHECK(error_of([&] { x[0].zero_(); }) == ErrorKind::leaf_write);
  CHECK(error_of([&] { x.detach().requires_grad_().add_(1); }) == ErrorKind::leaf_write);
  CHECK(x._version() == 0);
  NoGradGuard no_grad;
  CHECK_NOTHROW(x.add_(1));
  CHECK(x._version() == 1);
}

TEST_CASE("1.7.5 a view made under no_grad may not be written with history") {
  const Tensor x = seed_leaf(), y = x * 2;
  Tensor v;
  {
    NoGradGuard no_grad;
    v = y[0];
    CHECK_NOTHROW(v.mul_(2));
  }
  CHECK(error_of([&] { v.mul_(3); }) == ErrorKind::view_write);
}

TEST_CASE("1.6.11 writes that cannot be are refused before anything is written") {
  const Tensor i = tensor({1, 2}), f = tensor({1., 2., 3.});
  CHECK(error_of([&] { i.add_(1.5); }) == ErrorKind::dtype);
  CHECK(error_of([&] { f.narrow(0, 0, 1).add_(f); }) == ErrorKind::shape);
  CHECK(error_of([&] { f.narrow(0, 1, 2).add_(f.narrow(0, 0, 2)); }) == ErrorKind::overlap);
  CHECK(error_of([&] { f.narrow(0, 0, 1).expand({4}).add_(1); }) == ErrorKind::overlap);
  CHECK(f._version() == 0);
  CHECK(numbers(f) == std::vector<double>{1, 2, 3});
}

TEST_CASE("1.6.10 misuse of backward, and graphs that keep nothing to free") {
  const Tensor x = seed_leaf();
  CHECK(error_of([&] { tensor({1.}).backward(); }) == ErrorKind::no_graph);
  CHECK(error_of([&] { (x * 2).backward(); }) == ErrorKind::non_scalar_seed);
  CHECK(error_of([&] { (x * 2).backward(ones({2})); }) == ErrorKind::gradient_shape);
  CHECK(error_of([&] { autograd::grad({x.sum()}, {seed_leaf()}); }) == ErrorKind::unused_input);
  CHECK(error_of([&] { autograd::grad({x.sum()}, {tensor({1.})}); }) == ErrorKind::requires_grad);
  const Tensor loss = (x * x).sum();
  loss.backward();
  CHECK(error_of([&] { loss.backward(); }) == ErrorKind::freed_graph);
  const Tensor scaled = (x * 2).sum();
  scaled.backward();
  CHECK(error_of([&] { scaled.backward(); }) == ErrorKind::freed_graph);
  const Tensor shifted = (x + 2).sum();
  shifted.backward();
  CHECK_NOTHROW(shifted.backward());
}

TEST_CASE("1.6.9 flags, setters and exits") {
  const Tensor x = seed_leaf(), y = x * 2;
  CHECK(error_of([&] { tensor({1, 2}).requires_grad_(); }) == ErrorKind::requires_grad);
  CHECK(error_of([&] { y.requires_grad_(false); }) == ErrorKind::requires_grad);
  CHECK_NOTHROW(y.requires_grad_(true));
  CHECK(error_of([&] { numpy(x); }) == ErrorKind::numpy_requires_grad);
  CHECK(error_of([&] { x.item(); }) == ErrorKind::value);
  CHECK(error_of([&] { x.set_grad(ones({2})); }) == ErrorKind::set_grad);
  CHECK(error_of([&] { x.set_grad(ones({3}, kDouble)); }) == ErrorKind::set_grad);
  CHECK(error_of([&] { x.set_data(tensor({1, 2})); }) == ErrorKind::set_data);
  CHECK(error_of([&] { y[0].detach_(); }) == ErrorKind::detach_view);
  CHECK(error_of([&] { x.to("cuda"); }) == ErrorKind::device_unavailable);
  CHECK(error_of([&] { zeros({2}, Device("cuda:1")); }) == ErrorKind::device_unavailable);
  CHECK(error_of([&] { x.to("tpu:4"); }) == ErrorKind::argument);
  for (const char* text : {"", ":1", "cuda:", "cuda:01", "cpu::1"})
    CHECK(error_of([&] { x.to(text); }) == ErrorKind::value);
}

TEST_CASE("1.7.8 set_data replaces the bytes under a saved leaf without a word") {
  const Tensor x = tensor({3.}, dtype(kDouble).requires_grad(true));
  const Tensor y = x.pow(2);
  x.set_data(tensor({50.}, kDouble));
  CHECK(x._version() == 0);
  y.backward();
  CHECK(x.grad().item<double>() == 100);
}

TEST_CASE("1.2.7 an array aliases the bytes and not the counter") {
  const Tensor x = tensor({1., 2.}), d = seed_leaf().detach();
  const HostArray a = numpy(x);
  reinterpret_cast<float*>(a.data())[1] = 9;
  CHECK(numbers(x) == std::vector<double>{1, 9});
  CHECK(x._version() == 0);
  from_numpy(a).add_(1);
  CHECK(x._version() == 0);
  CHECK(numbers(x) == std::vector<double>{2, 10});
}

TEST_CASE("1.7.2 a view of a base that starts to require grad follows it") {
  const Tensor a = tensor({1., 2.}), b = a.slice(0, {}, {});
  a.requires_grad_();
  CHECK(b.requires_grad());
  CHECK_FALSE(b.grad_fn());
  CHECK(error_of([&] { b.add_(5); }) == ErrorKind::leaf_write);
}
