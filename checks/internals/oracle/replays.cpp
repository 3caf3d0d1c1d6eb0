// What the oracle reads from the subject, and what it says of state that programs swap, hook and save.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/oracle/asking.hpp>

namespace gradproof::checks {
namespace {

const char* const data =
    "x = torch.tensor([1., 2., 3.], requires_grad=True)\nw = torch.tensor([2., 5., 7.], requires_grad=True)\n";

std::vector<double> with_draws(const std::string& expression, const std::string& body,
                               const std::vector<std::vector<double>>& draws) {
  OracleAnswer answer = consult(program_of({expression}, data + body), draws);
  INFO(answer.reason);
  REQUIRE(answer.judged);
  return numbers_of(answer.due, expression);
}

using Row = std::vector<double>;

}  // namespace

TEST_CASE("dropout multiplies by what the subject drew") {
  CHECK(with_draws("x.grad", "F.dropout(x * w, 0.5).sum().backward()\n", {{2, 0, 2}}) == Row{4, 0, 14});
  CHECK(with_draws("x.grad", "h = x * 1\nF.dropout(h, 0.5, inplace=True)\n(h * w).sum().backward()\n", {{0, 2, 2}}) ==
        Row{0, 10, 14});
  CHECK(with_draws("x.grad", "d = torch.nn.Dropout(0.5)\n(d(x) + d(x)).sum().backward()\n", {{2, 2, 0}, {0, 2, 0}}) ==
        Row{2, 4, 0});
  CHECK(with_draws("x.grad", "F.dropout(x, 0.5, training=False).sum().backward()\n", {}) == Row{1, 1, 1});
  CHECK(with_draws("x.grad", "F.dropout(x, 1.).sum().backward()\n", {}) == Row{0, 0, 0});
  CHECK_FALSE(consult(program_of({"x.grad"}, std::string(data) + "F.dropout(x).sum().backward()\n"), {}).judged);
}

TEST_CASE("a hook in front of a node changes the gradient that it gets") {
  CHECK(due("x.grad", std::string(data) + "y = x * w\ny.grad_fn.register_prehook(lambda gs: (gs[0] * 3,))\n"
                                          "y.sum().backward()\n")
            .value == Row{6, 15, 21});
  CHECK(due("x.grad", std::string(data) + "y = x * w\nh = y.grad_fn.register_prehook(lambda gs: (gs[0] * 3,))\n"
                                          "h.remove()\ny.sum().backward()\n")
            .value == Row{2, 5, 7});
}

TEST_CASE("arrays over tensors, tensors over tensors") {
  CHECK(due("x.grad", std::string(data) + "c = torch.ones(3)\na = np.asarray(c)\na[0] = 9.\n(x * c).sum().backward()\n")
            .value == Row{9, 1, 1});
  CHECK(due("c", std::string(data) + "c = torch.ones(3)\nd = torch.zeros(2)\nc.set_(d)\nd.add_(4)\n").value ==
        Row{4, 4});
}

TEST_CASE("states of modules share memory, loading writes into the parameters") {
  const std::string body = std::string(data) +
                           "a = torch.nn.LayerNorm(3)\nb = torch.nn.LayerNorm(3)\ns = a.state_dict()\n"
                           "a.weight.data.fill_(4.)\nb.load_state_dict(s)\n";
  CHECK(due("b.weight", body).value == Row{4, 4, 4});
  CHECK(due("v", body + "v = torch.nn.utils.parameters_to_vector(b.parameters())\n").value == Row{4, 4, 4, 0, 0, 0});
  CHECK(due("b.bias", body + "torch.nn.utils.vector_to_parameters(torch.arange(6.), b.parameters())\n").value ==
        Row{3, 4, 5});
  CHECK(due("n", body + "n = len(torch.nn.Sequential(a, torch.nn.Sequential(b)).modules())\n").value == Row{4});
}

TEST_CASE("modules with weights that were drawn") {
  CHECK(with_draws("y", "c = torch.nn.Conv1d(1, 1, 2)\ny = c(x.view(1, 1, 3))\n", {{2, -1}, {10}}) == Row{10, 11});
  CHECK(with_draws("y", "c = torch.nn.PReLU()\ny = c(x - 2)\n", {}) == Row{-0.25, 0, 1});
  CHECK(with_draws("y", "y = torch.nn.MaxPool1d(2)(x.view(1, 1, 3))\n", {}) == Row{2});
  CHECK(with_draws("x.grad", "y = x * w\nn = y.output_nr\ny.sum().backward()\n", {}) == Row{2, 5, 7});
  CHECK(with_draws("n", "n = x.nbytes\n", {}) == Row{12});
}

TEST_CASE("sets and orders of values have no history") {
  const std::string body = std::string(data) + "i = torch.tensor([3, 1, 3, 2, 1])\n";
  CHECK(due("u", body + "u = torch.unique(i)\n").value == Row{1, 2, 3});
  CHECK(due("u[2]", body + "u = torch.unique(i, return_inverse=True, return_counts=True)\n").value == Row{2, 1, 2});
  CHECK(due("u", body + "u = torch.isin(i, torch.tensor([1]), invert=True)\n").value == Row{1, 0, 1, 1, 0});
  CHECK(due("u", body + "u = torch.searchsorted(torch.tensor([1, 2, 3]), i, right=True)\n").value ==
        Row{3, 1, 3, 2, 1});
  CHECK(due("u", body + "u = torch.bincount(i, minlength=5)\n").value == Row{0, 2, 1, 2, 0});
  CHECK(due("u", body + "u = torch.histc(x.detach(), 2, 1., 3.)\n").value == Row{1, 2});
  CHECK(due("u", body + "u = torch.triu_indices(2, 2, 1)\n").value == Row{0, 1});
  CHECK(due("u[1]", body + "u = i.mode()\n").value == Row{4});
  CHECK(due("u[1]", body + "u = i.cummax(0)\n").value == Row{0, 0, 2, 2, 2});
}

}  // namespace gradproof::checks
