// Names, loops, contexts, lambdas, attributes: what the walker does itself and what it asks of the machine.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/program/fake_machine.hpp>

namespace gradproof::checks {
namespace {

using Log = std::vector<std::string>;

const std::string head = "#: observe = [\"x\"]\nimport torch\n";

records::Value list(std::initializer_list<double> numbers) {
  records::Value::List items;
  for (double number : numbers) items.push_back({number});
  return {items};
}

// Without what every program begins with.
Log after_tensor(Log log) {
  log.erase(log.begin());
  return log;
}

}  // namespace

TEST_CASE("walk: operators, functions and methods of one operation share its name") {
  FakeMachine machine;
  auto answer = run(head + "x = torch.tensor([1., 2.])\nx = 10 - torch.sub(x, 1).sub(other=2) * -x\n", machine);
  CHECK(answer.status == Status::finished);
  CHECK(answer.version == "fake");
  CHECK(after_tensor(machine.log) == Log{"sub", "sub", "neg", "mul", "sub"});
}

TEST_CASE("walk: a comparison with a plain number on the left asks the tensor") {
  FakeMachine machine;
  run(head + "x = torch.tensor([1.])\ny = 2 < x\nz = 2 == x\n", machine);
  CHECK(after_tensor(machine.log) == Log{"gt", "eq"});
}

TEST_CASE("walk: an augmented assignment writes a tensor in place and rebinds a number") {
  FakeMachine machine;
  auto answer = run(head +
                        "x = torch.tensor([1., 2.])\nalias = x\nn = 1\nn += x\nx *= 3\nassert alias is not None\n"
                        "x @= x\n",
                    machine);
  CHECK(after_tensor(machine.log) == Log{"add", "mul_", "matmul"});
  CHECK(answer.status == Status::unsupported);
}

TEST_CASE("walk: subscripts and attributes are read, written in place and put back") {
  FakeMachine machine;
  auto answer = run(head +
                        "x = torch.tensor([1., 2.])\nx[1] += 5\nx.data = torch.tensor(4.)\nx.data += x\n"
                        "x = [x, x.data]\n",
                    machine);
  CHECK(after_tensor(machine.log) ==
        Log{"get_item", "add_", "set_item", "tensor", "set data", "get data", "add_", "set data", "get data"});
  REQUIRE(answer.observed.size() == 1);
  CHECK(answer.observed[0].second == records::Value{records::Value::List{list({1, 7}), list({5, 11})}});
}

TEST_CASE("walk: lists are shared, grow in place and unpack") {
  CHECK(evaluate("a, b", "a = [1]\nb = a\nb += [2]\nb.append(3)") == "[1, 2, 3] [1, 2, 3]");
  CHECK(evaluate("a", "a = [1, 2, 3]\na[1:2] = [7, 8]\na[0] *= 5") == "[5, 7, 8, 3]");
  CHECK(evaluate("a", "a = [1, 2, 3, 4]\na[::2] = [0, 0]") == "[0, 2, 0, 4]");
  CHECK(evaluate("a.pop(), a", "a = [1, 2, 3]") == "3 [1, 2]");
  CHECK(evaluate("x + y", "x, y = (1, 2)") == "3");
  CHECK(evaluate("x", "x, y = [1]") == "value: not enough values to unpack (expected 2, got 1)");
  CHECK(evaluate("a", "a = [1, 2, 3, 4]\ndel a[0], a[-1:]") == "[2, 3]");
  CHECK(evaluate("a", "a = (1, 2)\ndel a[0]") == "argument: 'tuple' object does not support item deletion");
  CHECK(evaluate("a", "a = [1]\ndel a[1]") == "index: list assignment index out of range");
  CHECK(evaluate("a", "a = (1, 2)\na[0] = 1") == "argument: 'tuple' object does not support item assignment");
}

TEST_CASE("walk: lists are bounded however they grow, and so is what is printed") {
  for (const std::string grow : {"a += a", "a.extend(a)", "a[1:1] = a", "a = a + a", "a = a * 2"}) {
    CAPTURE(grow);
    CHECK(evaluate("1", "a = [1]\nfor i in range(40):\n    " + grow).find("1000000") != std::string::npos);
  }
  CHECK(evaluate("'é' * 100000").size() == 65536);
}

TEST_CASE("walk: a list that holds itself cannot be shown, compared or observed") {
  CHECK(evaluate("a", "a = [1]\na.append(a)").find("one holds itself") != std::string::npos);
  CHECK(evaluate("a == b", "a = [1]\na.append(a)\nb = [1]\nb.append(b)").find("one holds itself") != std::string::npos);
  FakeMachine machine;
  auto answer = run("#: observe = [\"a\"]\na = []\na.append(a)\n", machine);
  CHECK(answer.status == Status::file_error);
  CHECK(evaluate("len(a)", "a = []\nfor i in range(50000):\n    a = [a]") == "1");
}

TEST_CASE("walk: a tensor that is unpacked or iterated is unbound") {
  FakeMachine machine;
  auto answer =
      run(head + "x = torch.tensor([1., 2.])\na, b = x\ntotal = sum(x)\nprint(float(total), len(x), x)\n", machine);
  CHECK(after_tensor(machine.log) == Log{"get ndim", "unbind", "get ndim", "unbind", "add", "add"});
  CHECK(answer.printed == "3.0 2 tensor of 2\n");
}

TEST_CASE("walk: loops count as Python's range") {
  CHECK(evaluate("s, i", "s = 0\nfor i in range(2, 10, 3):\n    s += i") == "15 8");
  CHECK(evaluate("s", "s = []\nfor i in range(3, 0, -1):\n    for j in range(i):\n        s.append(j)") ==
        "[0, 1, 2, 0, 1, 0]");
  CHECK(evaluate("1", "for i in range(1, 2, 0):\n    print(i)") == "value: range() arg 3 must not be zero");
}

TEST_CASE("walk: a program that executes too many statements is a fault of the file") {
  FakeMachine machine;
  auto answer = run("#: observe = [\"i\"]\nimport math\nfor i in range(10):\n    print(i)\n", machine, {5});
  CHECK(answer.status == Status::file_error);
  CHECK(answer.reason == "p.py:4:5: the program has executed 5 statements, which is the most; loop less often");
  auto all = run("#: observe = [\"i\"]\nfor i in range(99999999):\n    print()\n", machine);
  CHECK(all.reason.find("executed 100000 statements") != std::string::npos);
}

TEST_CASE("walk: contexts are left in order, also when the body raises") {
  FakeMachine machine;
  auto answer = run(head + "x = 1\nwith torch.no_grad():\n    with torch.enable_grad():\n        x = 1 / 0\n", machine);
  CHECK(machine.log == Log{"enter no_grad", "enter enable_grad", "leave", "leave"});
  REQUIRE(answer.error);
  CHECK(answer.error->line == 6);
  CHECK(answer.error_type == "ZeroDivisionError");
}

TEST_CASE("walk: a lasting call ends with a context that sets the same thing, and outlives another") {
  FakeMachine same, other;
  run(head + "x = 1\nwith torch.no_grad():\n    torch.set_grad_enabled(True)\nx = 2\n", same);
  CHECK(same.log == Log{"enter no_grad", "enter set_grad_enabled", "leave", "leave"});
  run(head + "x = 1\nwith torch.autograd.set_detect_anomaly(True):\n    torch.set_grad_enabled(False)\nx = 2\n", other);
  CHECK(other.log ==
        Log{"enter set_detect_anomaly", "enter set_grad_enabled", "leave", "leave", "enter set_grad_enabled", "leave"});
}

TEST_CASE("walk: a lambda looks names up when it runs, and an error in it has its line") {
  FakeMachine machine;
  auto answer =
      run(head + "x = torch.tensor([1.])\nk = 2\nx.register_hook(lambda g:\n    g * k)\nk = 5\nx = x.backward()\n",
          machine);
  CHECK(answer.observed.at(0).second == list({5}));
  FakeMachine fresh;
  auto failing =
      run(head + "x = torch.tensor([1.])\nx.register_hook(lambda g:\n    g * (1 // 0))\nx.backward()\n", fresh);
  REQUIRE(failing.error);
  CHECK(failing.error->line == 5);
  CHECK(failing.error->kind == "value");
}

TEST_CASE("walk: assertions, and what was raised where") {
  FakeMachine machine;
  auto answer = run(head + "x = 1\nfor i in range(3):\n    assert i < 2, 'too far'\n", machine);
  REQUIRE(answer.error);
  CHECK(answer.status == Status::raised);
  CHECK(answer.error->kind == "assertion");
  CHECK(answer.error->message == "too far");
  CHECK(answer.error->line == 5);
  CHECK(run(head + "x = torch.tensor([0.])\nassert x\n", machine).error->kind == "assertion");
}

TEST_CASE("walk: names that are gone when a line runs are a fault of the file") {
  FakeMachine machine;
  auto answer = run(head + "x = 1\nfor i in range(2):\n    del x\n", machine);
  CHECK(answer.status == Status::file_error);
  CHECK(answer.reason.find("p.py:5:9: name 'x' is not defined here") == 0);
}

TEST_CASE("walk: without observe, the named leaves that require grad are asked for their grad, in order of binding") {
  FakeMachine machine;
  auto answer =
      run("import torch\nb = torch.tensor([1.], requires_grad=True)\na = torch.tensor([2.], requires_grad=True)\n"
          "c = torch.tensor([3.])\nb = b\n",
          machine);
  REQUIRE(answer.observed.size() == 2);
  CHECK(answer.observed[0].first == "b.grad");
  CHECK(answer.observed[1].first == "a.grad");
  CHECK(answer.observed[0].second.is_null());
  auto nothing = run("import torch\nc = torch.tensor([3.])\n", machine);
  CHECK(nothing.status == Status::file_error);
  CHECK(nothing.reason.find("nothing to judge") != std::string::npos);
}

TEST_CASE("walk: observed values of every kind") {
  FakeMachine machine;
  auto answer =
      run("#: observe = [\"1\", \"2.5\", \"True\", \"None\", \"'a'\", \"[1, (2.0,)]\", \"torch.float\", "
          "\"torch.device('cpu')\"]\n"
          "import torch\nx = 1\n",
          machine);
  REQUIRE(answer.observed.size() == 8);
  CHECK(answer.observed[0].second == records::Value{std::int64_t{1}});
  CHECK(answer.observed[1].second == records::Value{2.5});
  CHECK(answer.observed[2].second == records::Value{true});
  CHECK(answer.observed[3].second.is_null());
  CHECK(answer.observed[4].second == records::Value{std::string("a")});
  CHECK(answer.observed[5].second ==
        records::Value{records::Value::List{{std::int64_t{1}}, {records::Value::List{{2.0}}}}});
  CHECK(answer.observed[6].second == records::Value{std::string("torch.float32")});
  CHECK(answer.observed[7].second == records::Value{std::string("cpu")});
}

TEST_CASE("walk: an observed expression that raises makes the answer raised, without a line") {
  FakeMachine machine;
  auto answer = run("#: observe = [\"x[3]\"]\nx = [1]\n", machine);
  REQUIRE(answer.error);
  CHECK(answer.error->kind == "index");
  CHECK(answer.error->moment == "api");
  CHECK(answer.error->line == 0);
  CHECK(answer.observed.empty());
}

TEST_CASE("walk: imports, aliases and functions as values") {
  FakeMachine machine;
  auto answer =
      run("#: observe = [\"x\"]\nimport torch\nimport torch.nn.functional as F\n"
          "x = torch.tensor([3.])\nx.register_hook(torch.neg)\nx = x.backward()\n",
          machine);
  CHECK(answer.observed.at(0).second == list({-3}));
  CHECK(run(head + "x = torch.tensor([1.])\nx = x.relu()\n", machine).reason == "no operation relu");
  CHECK(run("#: observe = [\"x\"]\nimport torch\nimport torch.nn.functional as F\nx = torch.tensor([1.])\n"
            "x = F.relu(x, inplace=True)\n",
            machine)
            .reason == "no operation relu");
  CHECK(machine.log.back() == "relu_");
}

TEST_CASE("walk: random programs are known before they run") {
  auto random = [](const std::string& line) {
    return uses_random(*parse("#: observe = [\"1\"]\n" + line, "p.py").program);
  };
  CHECK(random("import torch\nx = torch.rand(3)\n"));
  CHECK(random("import torch\nimport torch.nn as nn\nx = [nn.Linear(1, 1)]\n"));
  CHECK(random("import torch\nx = torch.tensor([1.])\nfor i in range(2):\n    x.normal_()\n"));
  CHECK_FALSE(random("import torch\nx = torch.tensor([1.]).exp()\n"));
}

}  // namespace gradproof::checks
