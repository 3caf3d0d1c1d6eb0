// What is said of a write, and in the cause.
#include <algorithm>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/explain/scenarios.hpp>

using namespace gradproof;
using namespace gradproof::checks::explain;

namespace {

const std::string kStart =
    "import torch\n"
    "w = torch.tensor([1., 2.], requires_grad=True)\n"
    "h = w * 3\n";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The texts of all events of that line.
std::string said(const records::Story& story, int line) {
  std::string text;
  for (const auto& event : story.events)
    if (event.line == line) text += event.text + '\n';
  return text;
}

}  // namespace

TEST_CASE("a name for .grad holds the gradient itself, and a copy mends it") {
  const auto story = told(
      "#: observe = [\"first\"]\nimport torch\nw = torch.tensor([1., 2.], requires_grad=True)\n"
      "(w * w).sum().backward()\nfirst = w.grad\n(w * 3).sum().backward()\n");
  CHECK(has(said(story, 5), "first is w.grad itself"));
  CHECK_FALSE(has(said(story, 5), "new memory"));
  CHECK(has(story.cause, "first is w.grad itself (line 5); line 6 (backward) wrote it"));
  REQUIRE(story.fix);
  CHECK(story.fix->diff.back() == "+5 first = w.grad.clone()");
}

TEST_CASE("what is computed from a changed value is no fault of the derivative") {
  const auto story = told(
      "#: observe = [\"out\"]\nimport torch\nw = torch.tensor([1., 2.], requires_grad=True)\n"
      "(w * w).sum().backward()\nkept = w.grad\n(w * 3).sum().backward()\nout = kept * 1\n");
  CHECK(has(story.cause, "line 6 (backward) wrote w.grad, and these are also kept's bytes"));
  CHECK_FALSE(has(story.cause, "the derivative itself"));
}

TEST_CASE("a write is told of the names whose bytes it changed, each once") {
  const auto story = told(
      "import torch\nw = torch.tensor([1., 2., 3., 4.], requires_grad=True)\nh = w * 2\nleft = h[:2]\nright = h[2:]\n"
      "h[3] = 0.\nh.sum().backward()\n");
  CHECK(has(said(story, 6), "(also right's bytes)"));
  const auto hooked = told(kStart +
                           "with torch.autograd.graph.saved_tensors_hooks(lambda t: t.detach(), lambda t: t):\n"
                           "    y = h * h\nh.data.zero_()\ny.sum().backward()\n");
  CHECK(has(said(hooked, 6), "(also t.detach()'s bytes)"));
}

TEST_CASE("a false alarm about bytes that did change is not put down to a counter that compares none") {
  const auto story =
      told(kStart + "y = h * h\nh.data[1] = 9.\nwith torch.no_grad():\n    h[1] = 6.5\ny[0].backward()\n");
  CHECK(story.verdict.outcome == "false_alarm");
  CHECK(has(story.cause, "what changed makes no difference to it"));
  const auto same = told(kStart + "y = h * h\nh.mul_(1)\ny.sum().backward()\n");
  CHECK(has(same.cause, "it does not compare bytes"));
}

TEST_CASE("an array has no counter, the tensor on it has") {
  const std::string start = "import torch\nimport numpy as np\narr = np.array([3., 4.])\n";
  const std::string leaf = "w = torch.ones(2, dtype=torch.float64, requires_grad=True)\n";
  const auto named =
      told(start + leaf + "t = torch.from_numpy(arr)\nloss = (w * t).sum()\narr[0] = 9.\nloss.backward()\n");
  CHECK(has(said(named, 7), "the counter of t stays 0, arr has no counter"));
  const auto unnamed = told(start + leaf + "loss = (w * torch.from_numpy(arr)).sum()\narr[0] = 9.\nloss.backward()\n");
  CHECK(has(said(unnamed, 6), "the counter of its tensor stays 0, arr has no counter"));
}

TEST_CASE("all that wrote is named in the cause") {
  const auto two = told(kStart + "y = h * h\nd = h.data\nd.mul_(2)\nh.data.add_(1)\ny.sum().backward()\n");
  CHECK(has(two.cause, "line 6 (mul_) wrote the same bytes through d"));
  CHECK(has(two.cause, "and so did line 7 (add_ through h.data)"));
  const auto apart = told(kStart + "g = w * 2\ny = h * g\nh.data.add_(1)\ng.data.add_(1)\ny.sum().backward()\n");
  CHECK(has(apart.cause, "so it went for g, which line 7 (add_) wrote"));
  const auto loud = told(kStart + "y = h * h\nh.mul_(1)\nh.add_(1)\ny.sum().backward()\n");
  CHECK(has(loud.cause, "line 5 (mul_) wrote h, and so did line 6 (add_); these writes moved the counter to 2"));
  const auto loop = told(kStart + "y = h * h\nfor i in range(3):\n    h.add_(1)\ny.sum().backward()\n");
  CHECK(has(loop.cause, "line 6 (add_, 3 times) wrote h; these writes moved the counter to 3"));
}

TEST_CASE("a long value is cut in the cause") {
  const auto story = told(
      "import torch\nw = torch.ones(400, requires_grad=True)\nh = w * 3\ny = h * h\nh.data.zero_()\n"
      "y.sum().backward()\n");
  CHECK(has(story.cause, "..."));
  CHECK(story.cause.size() < 600);
}

TEST_CASE("parameters are called after their module") {
  const auto story = told(
      "import torch\nimport torch.nn as nn\nD = nn.Linear(2, 1)\nopt = torch.optim.SGD(D.parameters(), lr=0.1)\n"
      "x = torch.ones(1, 2, requires_grad=True)\ny = D(x).sum()\ny.backward(retain_graph=True)\nopt.step()\n"
      "y.backward()\n");
  CHECK(has(said(story, 8), "opt.step() writes D.weight:"));
}

TEST_CASE("a name that was given to another tensor is told with its line") {
  const auto swapped = told(kStart + "y = h * h\nd = h.data\nh = torch.zeros(2)\nd.copy_(h)\ny.sum().backward()\n");
  CHECK(has(said(swapped, 3), "h is new memory"));
  CHECK(has(said(swapped, 7), "copy_ writes h of line 3's bytes through d"));
  CHECK(has(swapped.cause, "saved h of line 3 at version 0"));
  REQUIRE(swapped.fix);
  CHECK(swapped.fix->diff.back() == "+5 d = h.data.clone()");
  const auto renamed = told(kStart + "y = h * h\nh = h.data\nh.zero_()\ny.sum().backward()\n");
  CHECK(has(said(renamed, 5), "h comes from h of line 3 by .data"));
  CHECK(has(renamed.cause, "h has a counter of its own, and that of h of line 3 stayed 0"));
  const auto loop = told(kStart + "for i in range(2):\n    g = h * w\n    g.add_(1)\ng.sum().backward()\n");
  for (const auto& event : loop.events) CHECK_FALSE(has(event.text, "of line"));
}
