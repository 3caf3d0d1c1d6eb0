// Changes of programs: text, diffs, and which change is found for what.
#include <gradproof/checks/explain/edit.hpp>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/explain/scenarios.hpp>

using namespace gradproof;
using namespace gradproof::checks::explain;

namespace {

const std::vector<std::string> kSource = {"a", "b", "c"};

const std::string kStart =
    "import torch\n"
    "x = torch.tensor([3., 7.], requires_grad=True)\n"
    "h = x * 1\n";

std::string fix_of(const std::string& source) {
  const auto story = told(source);
  std::string text;
  if (!story.fix) return "none";
  for (const auto& line : story.fix->diff) text += (text.empty() ? "" : " | ") + line;
  return text;
}

}  // namespace

TEST_CASE("an edit replaces, deletes and inserts lines") {
  CHECK(edited(kSource, {}) == "a\nb\nc\n");
  CHECK(edited(kSource, {{2, 2, {"x", "y"}}}) == "a\nx\ny\nc\n");
  CHECK(edited(kSource, {{1, 2, {}}}) == "c\n");
  CHECK(edited(kSource, {{4, 3, {"d"}}}) == "a\nb\nc\nd\n");
  CHECK(edited(kSource, {{4, 3, {"a"}}, {1, 1, {}}}) == "b\nc\na\n");
}

TEST_CASE("a diff counts the lines of the old and of the new text") {
  CHECK(diff_of(kSource, {{1, 1, {}}, {4, 3, {"a"}}}) == std::vector<std::string>{"-1 a", "+3 a"});
  CHECK(diff_of(kSource, {{2, 2, {"x", "y"}}}) == std::vector<std::string>{"-2 b", "+2 x", "+3 y"});
}

TEST_CASE("the smallest change that was proved") {
  CHECK(fix_of(kStart + "y = h ** 2\nd = h.data\nd.zero_()\ny.sum().backward()\n") ==
        "-5 d = h.data | +5 d = h.data.clone()");
  CHECK(fix_of(kStart + "y = h ** 2\nh.add_(1)\ny.sum().backward()\n") == "-5 h.add_(1) | +5 h = h.add(1)");
  CHECK(fix_of(kStart + "y = h ** 2\nh.data.add_(1)\ny.sum().backward()\n") == "-5 h.data.add_(1) | +6 h.data.add_(1)");
  CHECK(fix_of(kStart + "y = (h * h).sum()\ny.backward()\ny.backward()\n") ==
        "-5 y.backward() | +5 y.backward(retain_graph=True)");
  CHECK(fix_of("import torch\nx = torch.tensor([3.], requires_grad=True)\nx.add_(1)\n(x * x).sum().backward()\n")
            .find("with torch.no_grad():") != std::string::npos);
}

TEST_CASE("comments and layout elsewhere stay") {
  const auto story = told(kStart + "y = h ** 2   # saved\nd = h.data\nd.zero_()\ny.sum().backward()\n");
  REQUIRE(story.fix);
  CHECK(story.fix->diff.size() == 2);
}

TEST_CASE(".data becomes .detach(), and silence an error") {
  const auto story = told(kStart + "y = h ** 2\nd = h.data\nd.zero_()\ny.sum().backward()\n");
  REQUIRE(story.loud);
  CHECK(story.loud->diff.back() == "+5 d = h.detach()");
  CHECK(story.loud->outcome == "detected");
}

TEST_CASE("where nothing helps, what was tried is told") {
  const auto story = told(
      "#: observe = [\"y.grad\"]\nimport torch\nx = torch.tensor([3., 7.], requires_grad=True)\ny = x * 3\nz = y * 5\n"
      "y.mul_(2)\nz.sum().backward(inputs=[y])\n");
  CHECK_FALSE(story.fix);
  CHECK_FALSE(story.tried.empty());
}

TEST_CASE("only tensors are copied") {
  const auto story = told(
      "import torch\nimport torch.nn as nn\nG = nn.Linear(1, 2)\nD = nn.Linear(2, 1)\n"
      "opt = torch.optim.SGD(D.parameters(), lr=0.1)\nz = torch.tensor([[0.7]])\nfake = G(z)\n"
      "loss = -D(fake).mean()\nD(fake.detach()).mean().backward()\nopt.step()\nloss.backward()\n");
  CHECK(story.verdict.outcome == "detected");
  for (const auto& fix : story.tried) {
    CAPTURE(fix.what);
    CHECK(fix.what.find("copy of D") == std::string::npos);
    CHECK(fix.what.find("copy of opt") == std::string::npos);
    for (const auto& line : fix.diff) {
      CHECK(line.find("D.clone()") == std::string::npos);
      CHECK(line.find("opt.clone()") == std::string::npos);
    }
  }
}

TEST_CASE("out= becomes an assignment, as its rule asks") {
  CHECK(fix_of("import torch\na = torch.tensor([1., 2.], requires_grad=True)\nbuf = torch.empty(2)\n"
               "torch.exp(a, out=buf)\nbuf.sum().backward()\n") == "-4 torch.exp(a, out=buf) | +4 buf = torch.exp(a)");
}

TEST_CASE("a copy that takes a write from those who read it is no fix") {
  const auto fix = fix_of(
      "import torch\nx = torch.ones(4, requires_grad=True)\nbase = x.clone()\nwith torch.no_grad():\n"
      "    v = base[:2]\nv.mul_(5.)\nbase.sum().backward()\n");
  CHECK(fix.find("v = ") == std::string::npos);
}
