// Constructs of scripts that the native subject must have; the numbers are a PyTorch's.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>

namespace {

/// What `text` gives on the native subject: the outcome, or the error's kind.
std::string outcome(const std::string& text) {
  const Folder folder;
  folder.write("x.py", text);
  const auto found = verdicts(folder.run("check x.py --json -").out);
  REQUIRE(found.size() == 1);
  INFO(text << found[0].reason);
  return found[0].error ? found[0].error->kind : found[0].outcome;
}

}  // namespace

TEST_CASE("An array takes every operator, and in place it writes the tensor's memory") {
  const std::string start = "#: observe = [\"x\", \"b\"]\nimport torch\nimport numpy as np\n";
  for (const std::string op : {"/", "//", "%", "+", "-", "*", "**"}) {
    const std::string array = start + "x = torch.tensor([13., 27.])\na = x.numpy()\nb = a\n";
    CHECK(outcome(array + "b " + op + "= 2.5\n") == "correct");
    CHECK(outcome(array + "b " + op + "= np.array([2., 3.], dtype=np.float32)\n") == "correct");
    CHECK(outcome(array + "b = a " + op + " 2\n") == "correct");
  }
  for (const std::string op : {"&", "|", "^"})
    CHECK(outcome(start + "x = torch.tensor([13, 27])\nb = x.numpy()\nb " + op + "= 6\n") == "correct");
}

TEST_CASE("set_ takes storages") {
  const std::string start =
      "#: observe = [\"b\", \"t\", \"t._version\"]\n#: right = { b = [9.0, 4.0], \"t._version\" = 0 }\n"
      "import torch\nt = torch.tensor([1., 2., 3., 4.])\nb = torch.zeros(2)\n";
  CHECK(outcome(start + "b.set_(t.untyped_storage(), 1, (2,), (2,))\nb[0] = 9\n") == "correct");
  CHECK(outcome(start + "b.set_(t[2:].clone().storage())\nb[0] = 9\n") == "correct");
}
