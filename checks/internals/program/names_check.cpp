// The static check: faults of a file, in order of execution, with line and column.
#include <filesystem>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/program/check_names.hpp>
#include <gradproof/checks/program/parse.hpp>

namespace gradproof::checks {
namespace {

// The texts of the faults of a body that begins in line 4.
std::string faults(const std::string& body) {
  auto parsed = parse("#: observe = [\"1\"]\nimport torch\nimport numpy as np\n" + body, "p.py");
  std::string text;
  for (const auto& fault : parsed.program ? check_names(*parsed.program) : parsed.errors) text += fault.text() + '\n';
  return text;
}

bool has(const std::string& text, const std::string& part) {
  INFO(text);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("check_names: names must be defined before they are used, in the order of execution") {
  CHECK(faults("x = 1\ny = x\n").empty());
  CHECK(faults("y = x\nx = 1\n") == "p.py:4:5: name 'x' is not defined here\n");
  CHECK(faults("value = 1\ny = valuee\n") == "p.py:5:5: name 'valuee' is not defined here; did you mean 'value'?\n");
  CHECK(faults("for i in range(3):\n    z = i\ny = z + i\n").empty());
  has(faults("for i in range(3):\n    y = z\n    z = 1\n"), "p.py:5:9: name 'z'");
  has(faults("x = 1\ndel x\ny = x\n"), "p.py:6:5: name 'x'");
  has(faults("x += 1\n"), "p.py:4:1: name 'x'");
  has(faults("with torch.no_grad():\n    y = x\n"), "p.py:5:9: name 'x'");
  has(faults("x[0] = 1\n"), "p.py:4:1: name 'x'");
}

TEST_CASE("check_names: a lambda may read any name of the file, and its parameters") {
  CHECK(faults("x = torch.tensor([1.])\nx.register_hook(lambda g: g * later)\nlater = 2\n").empty());
  has(faults("x = torch.tensor([1.])\nx.register_hook(lambda g: g * never)\n"), "p.py:5:31: name 'never'");
  has(faults("x = torch.tensor([1.])\nx.register_hook(lambda g: g)\ny = g\n"), "p.py:6:5: name 'g'");
}

TEST_CASE("check_names: what is not imported says how to import it") {
  has(faults("x = F.relu(1)\n"), "p.py:4:5: 'F' is not imported; write: import torch.nn.functional as F");
  has(faults("x = math.pi\n"), "write: import math");
  has(faults("version(np.zeros(3))\n"), "write: from gradproof.prelude import version");
  CHECK(faults("from gradproof.prelude import version\nimport torch.nn as nn\nx = version(nn.Linear(1, 1).weight)\n")
            .empty());
}

TEST_CASE("check_names: a name that PyTorch has not is reported with its nearest") {
  CHECK(faults("x = torch.tensro([1.])\n") ==
        "p.py:4:11: 'torch' has no name 'tensro' that this language knows; did you mean 'tensor'?\n");
  has(faults("x = torch.nn.functional.reluu(1)\n"), "'torch.nn.functional' has no name 'reluu'");
  has(faults("x = torch.tensor([1.])\nx.requires_gard_()\n"),
      "p.py:5:3: no tensor, module or other object has 'requires_gard_'");
  has(faults("x = torch.tensor([1.])\ny = x.shap\n"), "did you mean 'shape'?");
  has(faults("x = torch.float3\n"), "did you mean 'float'?");
  CHECK(faults("x = torch.nn.functional.relu(torch.ones(2))\ny = torch.cuda.is_available()\n").empty());
}

TEST_CASE("check_names: arguments that fit no signature") {
  has(faults("x = torch.zeros(2, dtyp=1)\n"), "p.py:4:5: torch.zeros() got an unexpected keyword argument 'dtyp'");
  has(faults("x = torch.ones(2)\nx.sum(axes=1)\n"), "p.py:5:1: Tensor.sum() got an unexpected keyword argument 'axes'");
  has(faults("x = torch.ones(2)\nx.relu_(1)\n"), "takes 0 positional arguments, 1 given");
  has(faults("x = len(1, 2)\n"), "len() takes 1 positional argument, 2 given");
  CHECK(faults("a = np.ones(3)\nb = a.sum(axis=0)\n").empty());  // an array's sum takes axis
  has(faults("x = torch.float32(1)\n"), "'torch.float32' is not a function");
  has(faults("x = torch.ones(2)\ny = x.shape()\n"), "'shape' is an attribute; leave out the parentheses");
}

TEST_CASE("check_names: ragged literals of numbers") {
  has(faults("x = torch.tensor([[1, 2], [3]])\n"), "p.py:4:27: ragged literal: found a length of 1");
  has(faults("x = torch.tensor([[1, 2], 3])\n"), "p.py:4:27: ragged literal: numbers and lists");
  has(faults("x = np.array([[[1], [2]], [[3], [4, 5]]])\n"), "p.py:4:33: ragged literal");
  has(faults("x = torch.tensor([[[1], [2]], [[1, 2], [3, 4]]])\n"), "ragged literal");
  CHECK(faults("a = 1\nx = torch.tensor([[-1, 2.], [a, 4]])\ny = torch.tensor([[], []])\n").empty());
}

TEST_CASE("check_names: observed expressions are read after the last line") {
  auto parsed = parse("#: observe = [\"y.grad\"]\nimport torch\nx = torch.ones(2, requires_grad=True)\n", "p.py");
  REQUIRE(parsed.program);
  auto faults = check_names(*parsed.program);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message == "name 'y' is not defined here");
}

TEST_CASE("check_names: every scenario of this tree is free of faults") {
  const std::filesystem::path folder = std::filesystem::path(GRADPROOF_SOURCE_DIR) / "checks" / "scenarios";
  int read = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".py") continue;
    auto parsed = read_program(entry.path());
    for (const auto& fault : parsed.program ? check_names(*parsed.program) : parsed.errors) FAIL_CHECK(fault.text());
    ++read;
  }
  CHECK(read > 30);
}

TEST_CASE("check_names: a file that can have nothing to judge") {
  auto faults = [](const char* source) { return check_names(*parse(source, "p.py").program); };
  REQUIRE(faults("import torch\nx = torch.ones(2)\n").size() == 1);
  CHECK(faults("import torch\nx = torch.ones(2)\n")[0].message.find("nothing to judge") == 0);
  CHECK(faults("import torch\nx = torch.ones(2).requires_grad_()\n").empty());
  CHECK(faults("import torch\nx = torch.ones(2)\nx.requires_grad = True\n").empty());
  CHECK(faults("import torch\nimport torch.nn as nn\nw = nn.Linear(1, 1).weight\n").empty());
}

}  // namespace gradproof::checks
