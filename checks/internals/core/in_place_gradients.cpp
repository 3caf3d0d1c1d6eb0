// In-place forms, through views or not, against central differences of the program as written.
#include <gradproof/checks/internals/core/cases.hpp>
#include <gradproof/checks/internals/core/errors.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

const Case kWrites[] = {
    {"add_", [](auto& x) { return (x * x).add_(x); }},
    {"sub_", [](auto& x) { return (x * x).sub_(x, 2); }},
    {"mul_", [](auto& x) { return (x * x).mul_(x); }},
    {"div_", [](auto& x) { return (x * x).div_(x + 1); }},
    {"pow_", [](auto& x) { return (x * 2).pow_(3); }},
    {"pow_ tensor", [](auto& x) { return (x * 2).pow_(x); }},
    {"scalars", [](auto& x) { return (x * x).add_(1).sub_(2).mul_(3).div_(4); }},
    {"unary", [](auto& x) { return (x * x).neg_().exp_(); }},
    {"sqrt_", [](auto& x) { return (x * x + 1).sqrt_(); }},
    {"unary kept self", [](auto& x) { return (x * x + 1.5).log_().sin_().abs_().cos_(); }},
    {"sigmoid_", [](auto& x) { return (x * x).sigmoid_(); }},
    {"tanh_", [](auto& x) { return (x * x).tanh_(); }},
    {"relu_", [](auto& x) { return (x * x - 0.5).relu_(); }},
    {"reciprocal_", [](auto& x) { return (x * x).reciprocal_(); }},
    {"rsqrt_", [](auto& x) { return (x * x).rsqrt_(); }},
    {"zero_",
     [](auto& x) {
       Tensor y = x * x;
       y[0].zero_();
       return y;
     }},
    {"fill_",
     [](auto& x) {
       Tensor y = x * x;
       y[1].fill_(x.sum());
       return y;
     }},
    {"copy_",
     [](auto& x) {
       Tensor y = zeros({2, 3}, kDouble);
       y.copy_(x * x);
       return y;
     }},
    {"copy_ broadcast",
     [](auto& x) {
       Tensor y = x * x;
       y.copy_(x[0] * 3);
       return y;
     }},
    {"write through view",
     [](auto& x) {
       Tensor y = x * x;
       y.t()[1].mul_(x.select(1, 0));
       return y * y;
     }},
    {"write through view of view",
     [](auto& x) {
       Tensor y = x * x;
       y.slice(1, 0, 2)[0].add_(x[1].slice(0, 1, 3));
       return y * x;
     }},
    {"stale view",
     [](auto& x) {
       Tensor y = x * x;
       Tensor v = y[1];
       y.mul_(x);
       return v * v;
     }},
    {"sibling view",
     [](auto& x) {
       Tensor y = x * x;
       Tensor v = y.view({6});
       y[0].mul_(2);
       return v * v;
     }},
    {"slice assignment",
     [](auto& x) {
       Tensor y = zeros({3, 2}, kDouble);
       index_put_(y, {indexing::Slice(1, {}), std::int64_t(0)}, x.select(1, 1) * x.sum());
       return y * y;
     }},
};

}  // namespace

TEST_CASE("in-place forms have the derivatives of their out-of-place twins") {
  expect_orders(kWrites, leaf({2, 3}), 1e-6, 1e-6);
}

TEST_CASE("a result that does not tell its operand's sign has no derivative") {
  const Tensor x = tensor({-3.5, 1.}, dtype(kDouble).requires_grad(true));
  struct Write {
    const char* name;
    Tensor& (*write)(const Tensor& y, double slope);
  };
  const Write writes[] = {
      {"leakyReLu", [](const Tensor& y, double slope) -> Tensor& { return leaky_relu_(y, slope); }},
      {"leakyReLu", [](const Tensor& y, double slope) -> Tensor& { return rrelu_(y, slope, slope); }},
      {"elu", [](const Tensor& y, double slope) -> Tensor& { return elu_(y, slope); }},
      {"elu", [](const Tensor& y, double slope) -> Tensor& { return celu_(y, slope); }},
  };
  for (const Write& w : writes) {
    const Tensor y = x * 1;
    w.write(y, -0.1);
    CHECK(
        amiss([&] { y.sum().backward(); }, ErrorKind::value,
              {"In-place ", w.name,
               " backward calculation is triggered with a negative slope which is not supported. This is caused by "
               "calling in-place forward function with a negative slope, please call out-of-place version instead."}) ==
        "");
  }
  leaky_relu_(x * 1, 0).sum().backward();
  CHECK(x.grad().equal(tensor({0., 1.}, kDouble)));
}
