// Tensors on a simulated device: the same rules as on the host, in other memory.
#include <gradproof/checks/internals/sim/fixture.hpp>

namespace gradproof {

TEST_CASE("the seed program on a device: detach shares the counter, .data does not") {
  const Simulation simulation;
  const Tensor a = on("sim", {7, 2, -1}).requires_grad_();
  SECTION("right") {
    const Tensor b = a + 2;
    b.mul(b).mean().backward();
    CHECK(a.grad().device().str() == "sim:0");
    CHECK(numbers(a.grad()) == std::vector<float>{6, 8.0F / 3, 2.0F / 3});
  }
  SECTION("a write through detach is detected") {
    const Tensor b = a + 2, loss = b.mul(b).mean();
    b.detach().zero_();
    CHECK(kind_of_error([&] { loss.backward(); }) == ErrorKind::modified_after_save);
  }
  SECTION("a write through .data is not") {
    const Tensor b = a + 2, loss = b.mul(b).mean();
    b.variable_data().zero_();
    loss.backward();
    CHECK(numbers(a.grad()) == std::vector<float>{0, 0, 0});
  }
}

TEST_CASE("what is in memory of the device") {
  const Simulation simulation;
  const Tensor x = on("sim", {1.5F, -2, 0.25F, 8});
  CHECK_FALSE(x.is_cpu());
  CHECK(x.device().index() == 0);
  CHECK(to_string(x) == "tensor([ 1.5000, -2.0000,  0.2500,  8.0000], device='sim:0')");
  CHECK(x[1].item<float>() == -2);
  CHECK(kind_of_error([&] { numpy(x); }) == ErrorKind::device_access);
  CHECK(kind_of_error([&] { numpy(x.clone().requires_grad_()); }) == ErrorKind::device_access);
  CHECK(x.to(Device("sim")).is_same(x));
  CHECK(x.to(Device("sim:0")).is_same(x));
  CHECK(x.cpu().cpu().is_cpu());
  const Tensor elsewhere = x.to(Device("sim:1"));
  CHECK(elsewhere.device().str() == "sim:1");
  CHECK(numbers(elsewhere) == numbers(x));
  CHECK(zeros({2}, TensorOptions(Device("sim:1"))).device().str() == "sim:1");
  const DeviceGuard second(Device("sim:1"));
  CHECK(zeros({2}, TensorOptions(Device("sim"))).device().str() == "sim:1");
}

TEST_CASE("operands on different devices") {
  const Simulation simulation;
  const Tensor here = tensor({1.F, 2.F}), there = on("sim", {3, 5}), other = on("sim:1", {1, 1});
  for (const auto& [a, b] : {std::pair(here, there), std::pair(there, here), std::pair(there, other)}) {
    CHECK(kind_of_error([&] { a.add(b); }) == ErrorKind::device_access);
    CHECK(kind_of_error([&] { a.reshape({1, 2}).mm(b.reshape({2, 1})); }) == ErrorKind::device_access);
    CHECK(kind_of_error([&] { a.mul_(b); }) == ErrorKind::device_access);
    CHECK(kind_of_error([&] { where(a.gt(1), b, b); }) == ErrorKind::device_access);
    CHECK(kind_of_error([&] { cat({a, b}); }) == ErrorKind::device_access);
  }
  CHECK(kind_of_error([&] { there.gather(0, tensor({1, 0})); }) == ErrorKind::device_access);
  CHECK(kind_of_error([&] { there.index_select(0, tensor({1, 0})); }) == ErrorKind::device_access);
  CHECK(kind_of_error([&] { there.masked_fill(tensor({true, false}), 1); }) == ErrorKind::device_access);
  SECTION("a single number of the host's may come") {
    const Tensor factor = tensor(4.F).requires_grad_();
    const Tensor product = factor * there;
    CHECK(numbers(product) == std::vector<float>{12, 20});
    CHECK(numbers(there / factor) == std::vector<float>{0.75F, 1.25F});
    product.sum().backward();
    CHECK(factor.grad().is_cpu());
    CHECK(factor.grad().item<float>() == 8);
  }
}

TEST_CASE("a gradient goes back to the device it belongs to") {
  const Simulation simulation;
  const Tensor x = tensor({1.F, 2.F, 5.F}).requires_grad_(), y = on("sim", {3, -1, 4}).requires_grad_();
  const Tensor there = x.to(Device("sim")) * y, back = there.cpu() * 2;
  CHECK(there.grad_fn()->name() == "MulBackward0");
  back.to(Device("sim:1")).sum().backward();
  CHECK(x.grad().is_cpu());
  CHECK(numbers(x.grad()) == std::vector<float>{6, -2, 8});
  CHECK(y.grad().device().str() == "sim:0");
  CHECK(numbers(y.grad()) == std::vector<float>{2, 4, 10});
}

TEST_CASE("a device that there is not") {
  const Simulation simulation;
  CHECK(Device("sim:7").str() == "sim:7");
  CHECK(kind_of_error([&] { zeros({1}, TensorOptions(Device("sim:7"))); }) == ErrorKind::device_unavailable);
  CHECK(kind_of_error([&] { tensor({1.F}).to(Device("sim:2")); }) == ErrorKind::device_unavailable);
  CHECK(kind_of_error([&] { tensor({1.F}).cuda(); }) == ErrorKind::device_unavailable);
  CHECK(kind_of_error([&] { DeviceGuard guard(Device("sim:2")); }) == ErrorKind::device_unavailable);
  CHECK_THROWS_WITH(zeros({1}, TensorOptions(Device("sim:7"))),
                    Catch::Contains("sim:7 does not exist; the highest number is 1"));
}

TEST_CASE("a copy in another type, of a view with gaps, and over one") {
  const Simulation simulation;
  const Tensor x = tensor({{1.F, 2.F, 3.F}, {4.F, 5.F, 6.F}});
  const Tensor turned = x.to(Device("sim")).t();
  CHECK(numbers(turned.cpu()) == std::vector<float>{1, 4, 2, 5, 3, 6});
  CHECK(turned.to(Device(), kLong).sum().item<std::int64_t>() == 21);
  const Tensor target = zeros({3, 2}, TensorOptions(Device("sim")));
  target.t().copy_(x);
  CHECK(numbers(target) == std::vector<float>{1, 4, 2, 5, 3, 6});
  target.copy_(tensor({9.F, 8.F}));
  CHECK(numbers(target) == std::vector<float>{9, 8, 9, 8, 9, 8});
}

TEST_CASE("what the host needs an answer of fails at once, and the device goes on") {
  const Simulation simulation;
  const Tensor scores = on("sim", {0.5F, -1, 2, 0.25F}).reshape({2, 2});
  const Tensor outside = tensor({1, 7}).to(Device("sim"));
  CHECK(kind_of_error([&] { nn::functional::nll_loss(scores, outside); }) == ErrorKind::index);
  CHECK(kind_of_error([&] { scores.index_select(0, outside); }) == ErrorKind::index);
  CHECK(numbers(scores.sum(1)) == std::vector<float>{-0.5F, 2.25F});
}

}  // namespace gradproof
