// Every derivative, first and second order, against central differences.
#include <gradproof/checks/internals/core/cases.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

const Tensor& other() {
  static const Tensor t = leaf({2, 3}, 0.9, -0.11).detach();
  return t;
}

const Case kCases[] = {
    {"add", [](auto& x) { return x * x + other(); }},
    {"sub", [](auto& x) { return other() - x * x; }},
    {"sub scalar", [](auto& x) { return (x * x) - 3; }},
    {"rsub", [](auto& x) { return 3 - x * x; }},
    {"mul", [](auto& x) { return x * x * other(); }},
    {"mul scalar", [](auto& x) { return x * 2.5 * x; }},
    {"div", [](auto& x) { return x / (other() + x) + other() / x; }},
    {"div scalar", [](auto& x) { return x * x / 2.5 + 1.5 / x; }},
    {"pow", [](auto& x) { return x.pow(other()) + other().pow(x); }},
    {"pow scalar", [](auto& x) { return x.pow(3) + x.pow(0.5) + pow(Scalar(1.7), x); }},
    {"maximum", [](auto& x) { return (x * x).maximum(other()); }},
    {"minimum", [](auto& x) { return (x * x).minimum(other()); }},
    {"neg", [](auto& x) { return -(x * x); }},
    {"exp", [](auto& x) { return x.exp(); }},
    {"log", [](auto& x) { return x.log(); }},
    {"relu", [](auto& x) { return (x * x - 0.5).relu() * x; }},
    {"sigmoid", [](auto& x) { return x.sigmoid(); }},
    {"tanh", [](auto& x) { return x.tanh(); }},
    {"sqrt", [](auto& x) { return x.sqrt(); }},
    {"rsqrt", [](auto& x) { return x.rsqrt(); }},
    {"reciprocal", [](auto& x) { return x.reciprocal(); }},
    {"abs", [](auto& x) { return (x - 0.8).abs() * x; }},
    {"sin", [](auto& x) { return x.sin(); }},
    {"cos", [](auto& x) { return x.cos(); }},
    {"sum", [](auto& x) { return (x * x).sum() * x; }},
    {"sum dim", [](auto& x) { return (x * x).sum(0) * (x * x).sum(1, true); }},
    {"mean", [](auto& x) { return (x * x).mean() * x; }},
    {"mean dim", [](auto& x) { return (x * x).mean(-1) * x.sum(); }},
    {"broadcast", [](auto& x) { return x[0] * x + x.narrow(1, 1, 1) * x; }},
    {"mm", [](auto& x) { return x.mm(x.t() * 2); }},
    {"mv", [](auto& x) { return x.mv(x[1]); }},
    {"dot", [](auto& x) { return x[0].dot(x[1] * x[0]); }},
    {"matmul batch",
     [](auto& x) {
       return x.view({2, 1, 3}).matmul(x.view({1, 3, 2})).matmul(x);
     }},
    {"matmul vector",
     [](auto& x) {
       return x[0].matmul(x.t()).matmul(x.view({1, 2, 3}));
     }},
    {"view",
     [](auto& x) {
       return (x * x).view({3, 2}) * x.view({3, 2});
     }},
    {"reshape",
     [](auto& x) {
       return (x * x).t().reshape({2, 3}) * x;
     }},
    {"transpose", [](auto& x) { return (x * x).transpose(0, 1) * x.t(); }},
    {"permute",
     [](auto& x) {
       return (x * x).view({1, 2, 3}).permute({2, 0, 1}) * x.sum();
     }},
    {"expand",
     [](auto& x) {
       return (x * x).unsqueeze(1).expand({2, 4, 3}) * x.view({2, 1, 3});
     }},
    {"squeeze", [](auto& x) { return (x * x).unsqueeze(0).squeeze() * x.unsqueeze(-1).squeeze(-1); }},
    {"select", [](auto& x) { return (x * x)[1] * x.select(1, 2).sum(); }},
    {"slice", [](auto& x) { return (x * x).slice(1, 0, 3, 2) * x.slice(1, 1, 2); }},
    {"flatten", [](auto& x) { return (x * x).flatten() * x.reshape({-1}); }},
    {"as_strided",
     [](auto& x) {
       return (x * x).clone().as_strided({2, 2}, {1, 2}, 1);
     }},
    {"as_strided overlapping",
     [](auto& x) {
       return (x * x).clone().as_strided({3, 2}, {1, 1}, 0).pow(2);
     }},
    {"clone", [](auto& x) { return (x * x).clone(); }},
    {"to", [](auto& x) { return (x * x).to(kDouble); }},
};

}  // namespace

TEST_CASE("first derivatives equal central differences") { expect_first_order(kCases, leaf({2, 3}), 1e-7); }

TEST_CASE("second derivatives equal central differences of the first") {
  expect_second_order(kCases, leaf({2, 3}), 1e-6);
}

TEST_CASE("gradients arrive in the operand's type and shape") {
  const Tensor a = tensor({1.5f, -2.f}, requires_grad()),
               b = tensor({{2., 3.}, {5., 7.}}, dtype(kDouble).requires_grad(true));
  (a * b).sum().backward();
  CHECK(a.grad().dtype() == kFloat);
  CHECK(numbers(a.grad()) == std::vector<double>{7, 10});
  CHECK(numbers(b.grad()) == std::vector<double>{1.5, -2, 1.5, -2});
}

TEST_CASE("empty and 0-dim tensors") {
  const Tensor e = zeros({0, 3}, requires_grad());
  (e * 2).sum().backward();
  CHECK(e.grad().sizes() == IntArrayRef({0, 3}));
  const Tensor s = scalar_tensor(3.0, requires_grad());
  (s * s * s).backward();
  CHECK(s.grad().item<double>() == Approx(27));
  CHECK(s.grad().dim() == 0);
}
