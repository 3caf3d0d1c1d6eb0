// Modules and optimizers on the tape: values that were worked out by hand or read from PyTorch 2.15.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/oracle/asking.hpp>

namespace gradproof::checks {
namespace {

const char* const layer =
    "m = torch.nn.LayerNorm(2, elementwise_affine=False)\n"
    "n = torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Identity())\n"
    "x = torch.tensor([[1., -2.], [3., 0.5]], requires_grad=True)\n";

std::vector<double> after(const std::string& optimizer, int steps) {
  std::string body =
      "w = torch.tensor([1., -2., 0.5], requires_grad=True)\n"
      "k = torch.tensor([0.5, 1., 2.])\n"
      "opt = torch.optim." +
      optimizer + "\nfor i in range(" + std::to_string(steps) +
      "):\n    opt.zero_grad()\n    (k * w * w).sum().backward()\n    opt.step()\n";
  return due("w", body).value;
}

void same(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == Approx(expected[i]).epsilon(2e-5).margin(1e-6));
}

}  // namespace

TEST_CASE("a chain of modules has the derivative of their functions") {
  same(due("x.grad", std::string(layer) + "(n(x) * torch.tensor([[1., 2.], [3., 4.]])).sum().backward()\n").value,
       {1, 0, 3, 4});
}

TEST_CASE("drawn parameters are the subject's") {
  Program program = program_of({"l.weight.grad", "l.bias.grad", "x.grad"},
                               "x = torch.tensor([[1., 2.]], requires_grad=True)\nl = torch.nn.Linear(2, 3)\n"
                               "(l(x) * torch.tensor([1., 2., 3.])).sum().backward()\n");
  OracleAnswer answer = consult(program, {{1, 2, 3, 4, 5, 6}, {0.5, 0.25, 0.125}});
  REQUIRE(answer.judged);
  same(numbers_of(answer.due, "l.weight.grad"), {1, 2, 2, 4, 3, 6});
  same(numbers_of(answer.due, "l.bias.grad"), {1, 2, 3});
  same(numbers_of(answer.due, "x.grad"), {22, 28});
}

TEST_CASE("batch normalization moves its running values on, unrecorded") {
  const std::string body =
      "b = torch.nn.BatchNorm1d(2)\nx = torch.tensor([[1., 2.], [3., 8.]], requires_grad=True)\ny = b(x)\n";
  same(due("b.running_mean", body).value, {0.2, 0.5});
  same(due("b.running_var", body).value, {1.1, 2.7});
  same(due("b.num_batches_tracked", body).value, {1});
  same(due("y", body + "b.eval()\ny = b(x)\n").value, {0.762766, 0.912868, 2.669681, 4.564339});
}

TEST_CASE("an optimizer's steps are PyTorch's") {
  same(after("SGD([w], lr=0.1)", 3), {0.729, -1.024, 0.108});
  same(after("SGD([w], lr=0.1, momentum=0.9)", 3), {0.486, -0.124, -0.27});
  same(after("SGD([w], lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.2)", 3), {0.475713, -0.208885, -0.235722});
  same(after("SGD([w], lr=0.1, momentum=0.9, nesterov=True, maximize=True)", 3), {1.95084, -6.44198, 3.44193});
  same(after("Adam([w], lr=0.1)", 3), {0.701586, -1.70062, 0.204871});
  same(after("Adam([w], lr=0.1, betas=(0.7, 0.8), weight_decay=0.3, amsgrad=True)", 3), {0.701851, -1.70074, 0.205586});
  same(after("AdamW([w], lr=0.1, weight_decay=0.3, maximize=True)", 3), {1.20419, -2.1166, 0.747836});
  same(after("Adagrad([w], lr=0.1, lr_decay=0.2, initial_accumulator_value=0.3)", 3), {0.823975, -1.80424, 0.318602});
  same(after("RMSprop([w], lr=0.1, momentum=0.5, centered=True)", 3), {-0.298191, 0.454475, 0.196108});
}

TEST_CASE("gradients are cleared as asked") {
  const std::string body =
      "l = torch.nn.Sequential(torch.nn.LayerNorm(2))\nx = torch.tensor([[1., 2.]], requires_grad=True)\n"
      "(l(x) * torch.tensor([1., 3.])).sum().backward()\n";
  same(due("l[0].bias.grad", body).value, {1, 3});
  same(due("l[0].bias.grad", body + "l.zero_grad(set_to_none=False)\n").value, {0, 0});
  CHECK(due("l[0].bias.grad", body + "l.zero_grad()\n").value.empty());
  same(due("l[0].bias.grad", body + "t = torch.nn.utils.clip_grad_norm_(l[0].bias, 1.)\n").value, {0.316228, 0.948683});
}

}  // namespace gradproof::checks
