// What an answer of the oracle says beside values.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/oracle/asking.hpp>

namespace gradproof::checks {
namespace {

OracleAnswer ask(const std::vector<std::string>& expressions, const std::string& body) {
  return consult(program_of(expressions, body), {});
}

bool names(const records::Values& values, const std::string& expression) {
  for (const auto& value : values)
    if (value.first == expression) return true;
  return false;
}

}  // namespace

TEST_CASE("what the tape cannot speak about is left out of what is due") {
  OracleAnswer answer =
      ask({"x.grad", "x._version", "x.is_leaf", "x.requires_grad", "y.grad_fn", "x.data_ptr()", "y.item()"},
          "x = torch.ones(1, requires_grad=True)\ny = x * 2\ny.backward()\n");
  REQUIRE(answer.judged);
  CHECK(answer.due.size() == 2);
  CHECK(names(answer.due, "x.grad"));
  CHECK(names(answer.due, "y.item()"));
}

TEST_CASE("a name that holds a flag, a version or a node's name is as unspeakable as what it was read from") {
  OracleAnswer answer =
      ask({"x.grad", "v", "w", "n", "leaf", "pair", "k", "t", "s"},
          "x = torch.ones(1, requires_grad=True)\ny = x * 2\nv = y._version\nw = v + 1\nn = y.grad_fn.name()\n"
          "leaf = y.is_leaf\npair = [1, v]\nk = v\nk = 3\nt = y.detach() * w\ns = y._version\ns = y.item()\n"
          "y.backward()\n");
  REQUIRE(answer.judged);
  CHECK(answer.due.size() == 4);
  for (const char* spoken : {"x.grad", "k", "t", "s"}) CHECK(names(answer.due, spoken));
}

TEST_CASE("gradients are told from state, through names and copies") {
  OracleAnswer answer = ask(
      {"x.grad", "x", "g", "c", "s", "y", "gs[0]"},
      "x = torch.ones(2, requires_grad=True)\ny = x * 2\ny.sum().backward()\ng = x.grad\nc = g.detach().clone()[0]\n"
      "s = x.detach() - g\ngs = torch.autograd.grad((x * x).sum(), [x])\n");
  REQUIRE(answer.judged);
  CHECK(answer.gradients == std::vector<std::string>{"x.grad", "g", "c", "gs[0]"});
}

TEST_CASE("a gradient that is held while another backward adds to it is state; a copy of it stays a gradient") {
  const OracleAnswer answer =
      ask({"x.grad", "held", "copy"},
          "x = torch.ones(2, requires_grad=True)\n(x * x).sum().backward()\nheld = x.grad\ncopy = x.grad.clone()\n"
          "(x * x).sum().backward()\n");
  CHECK(answer.gradients == std::vector<std::string>{"x.grad", "copy"});
}

TEST_CASE("tolerances follow the dtype and the length of the path") {
  auto tolerance = [](const std::string& dtype, int steps) {
    OracleAnswer answer =
        ask({"x.grad"}, "x = torch.ones(3, dtype=" + dtype + ", requires_grad=True)\ny = x\nfor i in range(" +
                            std::to_string(steps) + "):\n    y = y * 1.01\ny.sum().backward()\n");
    return answer.tolerances.at(0).second;
  };
  CHECK(tolerance("torch.float32", 5) > 1e8 * tolerance("torch.float64", 5));
  CHECK(tolerance("torch.float64", 50) > 5 * tolerance("torch.float64", 5));
  CHECK(tolerance("torch.float64", 50) < 1e-11);
  CHECK(tolerance("torch.float32", 5) < 1e-4);
}

TEST_CASE("a program that is wrong by itself, or beyond the tape, is not judged") {
  struct Wrong {
    const char *body, *reason;
  };
  for (const Wrong& wrong :
       {Wrong{"y = torch.ones(3) + torch.ones(4)\n", "do not broadcast"},
        Wrong{"y = torch.ones(3)[5]\n", "out of range"},
        Wrong{"y = torch.ones(2, 3) @ torch.ones(2, 3)\n", "do not fit"},
        Wrong{"y = torch.ones(4).view(3)\n", "invalid"},
        Wrong{"a = torch.ones(2, dtype=torch.int64)\na += 1.5\n", "cannot be cast"},
        Wrong{"y = torch.nn.functional.interpolate(torch.zeros(1, 1, 2), 4)\n", "no rule for 'interpolate'"},
        Wrong{"y = torch.tensor([9007199254740993])\n", "do not hold this integer"},
        Wrong{"y = torch.tensor([2**30], dtype=torch.int32) * 2**30\n", "do not hold this integer"},
        Wrong{"y = torch.randn(3)\n", "random"}}) {
    OracleAnswer answer =
        ask({"x.grad"}, std::string("x = torch.ones(1, requires_grad=True)\nx.backward()\n") + wrong.body);
    INFO(wrong.body << answer.reason);
    CHECK_FALSE(answer.judged);
    CHECK(answer.reason.find(wrong.reason) != std::string::npos);
    CHECK(answer.due.empty());
  }
}

TEST_CASE("random numbers are the subject's") {
  OracleAnswer answer =
      consult(program_of({"x.grad"}, "x = torch.ones(2, requires_grad=True)\n(x * torch.randn(2)).sum().backward()\n"),
              {{0.25, -3}});
  REQUIRE(answer.judged);
  CHECK(numbers_of(answer.due, "x.grad") == std::vector<double>{0.25, -3});
}

TEST_CASE("a chain of 50,000 operations") {
  OracleAnswer answer =
      ask({"x.grad"},
          "x = torch.ones(1, requires_grad=True)\ny = x\nfor i in range(50000):\n    y = y + x\ny.backward()\n");
  REQUIRE(answer.judged);
  CHECK(numbers_of(answer.due, "x.grad") == std::vector<double>{50001});
}

}  // namespace gradproof::checks
