// What PyTorch's operations give at ties, at NaN and beyond a dtype's range; the numbers are a PyTorch's.
#include <cmath>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/oracle/asking.hpp>

namespace gradproof::checks {
namespace {

struct Case {
  const char *expression, *body;
  std::vector<double> value;
};

void check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    INFO(c.body << c.expression);
    const std::vector<double> found = due(c.expression, c.body).value;
    REQUIRE(found.size() == c.value.size());
    for (std::size_t i = 0; i < found.size(); ++i)
      CHECK((std::isnan(c.value[i]) ? std::isnan(found[i]) : found[i] == c.value[i]));
  }
}

#define X3 "x = torch.tensor([1., -2., 0.], requires_grad=True)\n"
#define XN "x = torch.tensor([1., float('nan'), 3., float('nan')], requires_grad=True)\n"
#define XH "x = torch.tensor([300.], dtype=torch.float16, requires_grad=True)\n"

}  // namespace

TEST_CASE("a norm of order 0 counts and is flat") {
  check({{"n", X3 "n = x.norm(0)\n", {2}},
         {"n", X3 "n = torch.linalg.vector_norm(x, 0)\n", {2}},
         {"n", XN "n = x.norm(0)\n", {4}},
         {"x.grad", X3 "(x.norm(0) + x.sum()).backward()\n", {1, 1, 1}},
         {"x.grad", X3 "(torch.dist(x, torch.zeros(3), 0) + x.sum()).backward()\n", {1, 1, 1}},
         {"x.grad", X3 "F.normalize(x, p=0, dim=0).sum().backward()\n", {0.5, 0.5, 0.5}}});
}

TEST_CASE("an extreme that is NaN") {
  check(
      {{"x.grad", XN "x.max().backward()\n", {0, 0.5, 0, 0.5}},
       {"x.grad", XN "x.min().backward()\n", {0, 0.5, 0, 0.5}},
       {"x.grad", XN "x.amax().backward()\n", {NAN, NAN, NAN, NAN}},
       {"x.grad", XN "x.view(2, 2)[:, 0:1].amin(1).sum().backward()\n", {1, 0, 1, 0}},
       {"x.grad", XN "x.aminmax()[1].backward()\n", {NAN, NAN, NAN, NAN}},
       {"x.grad", XN "x.norm(float('inf')).backward()\n", {0, 0, 0, 0}},
       {"x.grad", XN "torch.maximum(x, torch.tensor([float('nan'), 1., 3., 2.])).sum().backward()\n", {1, 1, 0.5, 1}}});
}

TEST_CASE("clamped activations are flat at their bounds") {
  const char* x = "x = torch.tensor([6., 0., 7., -1., 3.], requires_grad=True)\n";
  const std::string relu6 = std::string(x) + "F.relu6(x).sum().backward()\n";
  check({{"x.grad", relu6.c_str(), {0, 0, 0, 0, 1}},
         {"y", "y = F.relu6(torch.tensor([float('nan'), 7.]))\n", {NAN, 6}},
         {"y", "y = F.hardtanh(torch.tensor([float('nan'), 7.]))\n", {NAN, 1}}});
}

TEST_CASE("a float16 that memory cannot hold is infinite, a bfloat16 is not, and what a kernel keeps has more range") {
  check({{"y", XH "y = x * 300\n", {INFINITY}},
         {"y", XH "y = x * 300 / 300\n", {INFINITY}},
         {"y", XH "y = x * 1\ny.mul_(-300)\n", {-INFINITY}},
         {"y", "y = torch.tensor([65519., 65520.]).half() > 65600\n", {0, 1}},
         {"y", "y = torch.tensor([60000., 60000.], dtype=torch.float16).mean()\n", {60000}},
         {"y", "y = torch.tensor([300.], dtype=torch.bfloat16) * 300 > 1e30\n", {0}},
         {"x.grad", XH "(x * 200).mul(torch.tensor([400.], dtype=torch.float16)).backward()\n", {INFINITY}},
         {"x.grad", XH "(x * 0.01 * 400 * 400).backward()\n", {INFINITY}}});
}

TEST_CASE("a retained gradient is filled by a pass to given inputs that comes by") {
  const std::string start =
      X3 "w = torch.ones(3, requires_grad=True)\ny = x * 3\ny.retain_grad()\nz = (y * w * 2).sum()\n";
  for (const char* pass : {"z.backward(inputs=x)\n", "torch.autograd.grad(z, x)\n", "z.backward(inputs=y)\n",
                           "z.backward(inputs=[x, y])\n", "torch.autograd.grad(z, y)\n"})
    check({{"y.grad", (start + pass).c_str(), {2, 2, 2}}});
  for (const char* pass : {"z.backward(inputs=w)\n", "torch.autograd.grad(z, w)\n"})
    check({{"y.grad", (start + pass).c_str(), {}}});
}

}  // namespace gradproof::checks
