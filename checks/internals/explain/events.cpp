// What the witness sees, program by program.
#include <algorithm>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/explain/scenarios.hpp>
#include <gradproof/reports/records/json.hpp>

using namespace gradproof;
using namespace gradproof::checks::explain;
using records::StoryEvent;

namespace {

const StoryEvent* event(const records::Story& story, const std::string& kind, const std::string& name) {
  const auto found = std::find_if(story.events.begin(), story.events.end(),
                                  [&](const StoryEvent& e) { return e.kind == kind && e.name == name; });
  return found == story.events.end() ? nullptr : &*found;
}

const std::string kStart =
    "import torch\n"
    "from gradproof.prelude import raw_write, function, checkpoint\n"
    "x = torch.tensor([3., 7.], requires_grad=True)\n"
    "h = x * 1\n";

}  // namespace

TEST_CASE("who saved: node, line, name and version") {
  const auto story = told(kStart + "h.add_(1)\ny = h ** 2\ny.sum().backward()\n");
  const auto* saved = event(story, "saved", "h");
  REQUIRE(saved);
  CHECK(saved->by == "PowBackward0");
  CHECK(saved->line == 6);
  CHECK(saved->version_before == 1);
}

TEST_CASE("an alias says how it came about and whose counter it has") {
  const auto story =
      told(kStart + "d = h.data\ne = h.detach()\nn = e.numpy()\nv = h.view(2)\nn[0] = 1\nh.sum().backward()\n");
  REQUIRE(event(story, "alias", "d"));
  CHECK(event(story, "alias", "d")->counter == "own");
  CHECK(event(story, "alias", "e")->counter == "shared");
  CHECK(event(story, "alias", "n")->counter == "none");
  CHECK(event(story, "alias", "n")->of == "e");
  CHECK(event(story, "alias", "v")->counter == "shared");
}

TEST_CASE("a write tells its name, its counter, that of the check, and the bytes") {
  const auto story = told(kStart + "y = h ** 2\nd = h.data\nd.mul_(2)\ny.sum().backward()\n");
  const auto* write = event(story, "write", "d");
  REQUIRE(write);
  CHECK(write->by == "mul_");
  CHECK(write->line == 7);
  CHECK(write->memory == "h");
  CHECK((write->version_before == 0 && write->version_after == 0));
  CHECK((write->own_before == 0 && write->own_after == 1));
  CHECK(write->bytes_changed);
  CHECK(records::to_json(write->before) == "[3,7]");
  CHECK(records::to_json(write->after) == "[6,14]");
}

TEST_CASE("a write that changes no byte is told as one") {
  const auto story = told(kStart + "y = h ** 2\nh.mul_(1)\ny.sum().backward()\n");
  const auto* write = event(story, "write", "h");
  REQUIRE(write);
  CHECK_FALSE(write->bytes_changed);
  CHECK((write->version_before == 0 && write->version_after == 1));
  CHECK(story.verdict.outcome == "false_alarm");
}

TEST_CASE("a check passes, raises, or cannot see") {
  const auto passed = told(kStart + "y = h ** 2\ny.sum().backward()\n");
  CHECK(event(passed, "check", "h")->finding == "passed");
  const auto raised = told(kStart + "y = h ** 2\nh.add_(1)\ny.sum().backward()\n");
  CHECK(event(raised, "check", "h")->finding == "raised");
  const auto unseen = told(kStart + "y = h ** 2\nraw_write(h, 1)\ny.sum().backward()\n");
  const auto* check = event(unseen, "check", "h");
  CHECK(check->finding == "unseen");
  CHECK(check->saved_line == 5);
  CHECK(unseen.events.at(static_cast<std::size_t>(check->saved_event)).name == "h");
}

TEST_CASE("a write in a hook belongs to its line, during the backward that runs") {
  const auto story =
      told(kStart + "y = h ** 2\ny.register_hook(lambda g: h.data.mul_(2) * 0 + g)\ny.sum().backward()\n");
  const auto* write = event(story, "write", "h.data");
  REQUIRE(write);
  CHECK(write->line == 6);
  CHECK(write->during == 7);
  CHECK(event(story, "check", "h")->finding == "unseen");
}

TEST_CASE("what a custom function keeps as an attribute is followed, though nobody checks it") {
  const auto story =
      told(kStart +
           "f = function(forward=lambda t: t * t, backward=lambda g, t: 2 * t * g, keep_as_attribute=[0])\n"
           "y = f(h)\nh.add_(9)\ny.sum().backward()\n");
  const auto* check = event(story, "check", "h");
  REQUIRE(check);
  CHECK(check->counter == "none");
  CHECK(check->finding == "unseen");
}

TEST_CASE("what a checkpoint reads twice is compared") {
  const auto story =
      told(kStart + "c = torch.tensor([2., 5.])\ny = checkpoint(lambda t: t * c, h)\nc.add_(9)\ny.sum().backward()\n");
  const auto* check = event(story, "check", "c");
  REQUIRE(check);
  CHECK(check->finding == "unseen");
  CHECK(story.cause.find("add_") != std::string::npos);
}

TEST_CASE("other bytes given to a tensor are told") {
  const auto story = told(kStart + "y = x ** 2\nx.data = torch.tensor([5., 6.])\ny.sum().backward()\n");
  const auto* moved = event(story, "moved", "x");
  REQUIRE(moved);
  CHECK(moved->bytes_changed);
  CHECK(event(story, "check", "x")->finding == "unseen");
}

TEST_CASE("the history of a value that was cut is told where it was cut") {
  const auto story = told(
      "import torch\nx = torch.tensor([3., 7.], requires_grad=True)\nwith torch.no_grad():\n    y = x * "
      "2\ny.sum().backward()\n");
  const auto* cut = event(story, "cut", "y");
  REQUIRE(cut);
  CHECK(cut->finding == "no_grad");
  CHECK(cut->line == 4);
}

TEST_CASE("modules, optimizers, loops and double backward are told, too") {
  const auto story = told(
      "import torch\nimport torch.nn as nn\nlin = nn.Linear(2, 1)\nopt = torch.optim.SGD(lin.parameters(), lr=0.1)\n"
      "x = torch.tensor([[2., -1.]], requires_grad=True)\nfor i in range(3):\n    opt.zero_grad()\n"
      "    (lin(x) ** 2).sum().backward()\n    opt.step()\n"
      "g = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)[0]\ng.sum().backward()\n");
  CHECK(event(story, "write", "lin.weight"));
  CHECK(std::any_of(story.events.begin(), story.events.end(),
                    [](const StoryEvent& e) { return e.kind == "saved" && e.line == 10 && e.by == "PowBackward0"; }));
}

TEST_CASE("a long run is watched as far as it is worth, and told") {
  const auto story = told(
      "import torch\nx = torch.tensor([1.], requires_grad=True)\ny = x * 1\nfor i in range(3000):\n    y = "
      "torch.sin(y)\ny.backward()\n");
  CHECK(story.verdict.outcome == "correct");
  CHECK(story.cut_short);
}

TEST_CASE("memories of one name are told apart") {
  const auto story = told(kStart + "y = h ** 2\nh = x * 2\nh.add_(1)\ny.sum().backward()\n");
  CHECK(story.verdict.outcome == "correct");
  const auto* saved = event(story, "saved", "h of line 4");
  const auto* write = event(story, "write", "h");
  REQUIRE((saved && write));
  CHECK(saved->memory_number != write->memory_number);
}

TEST_CASE("the inputs of a checkpoint are checked, and who wrote them is told") {
  const auto story = told(kStart + "y = checkpoint(lambda t: t * t, h)\nh.add_(9)\ny.sum().backward()\n");
  const auto* check = event(story, "check", "h");
  REQUIRE(check);
  CHECK(check->finding == "raised");
  CHECK(story.cause.find("line 6 (add_) wrote h") != std::string::npos);
}

TEST_CASE("a module of a chain writes what another before it has saved") {
  const auto story = told(
      "import torch\nimport torch.nn as nn\nnet = nn.Sequential(nn.Tanh(), nn.ELU(inplace=True))\n"
      "x = torch.tensor([0.5, -1.], requires_grad=True)\ny = net(x)\ny.sum().backward()\n");
  const auto* check = event(story, "check", "y");
  REQUIRE(check);
  CHECK(check->finding == "raised");
  CHECK(check->bytes_changed);
  const auto* write = event(story, "write", "y");
  REQUIRE(write);
  CHECK(write->by == "net[1]()");
  CHECK((write->version_before == 0 && write->version_after == 1));
  CHECK(story.cause.find("line 5 (net[1]()) wrote y") != std::string::npos);
  REQUIRE(story.fix);
  CHECK(story.fix->diff.back() == "+3 net = nn.Sequential(nn.Tanh(), nn.ELU(inplace=False))");
}

TEST_CASE("what a chain hands on is spelled as a call") {
  const auto story = told(
      "import torch\nimport torch.nn as nn\n"
      "net = nn.Sequential(nn.Sigmoid(), nn.Dropout(0.5, inplace=True), nn.Linear(2, 1))\n"
      "x = torch.tensor([0.5, -1.], requires_grad=True)\nnet(x).sum().backward()\n");
  REQUIRE(event(story, "write", "net[0](x)"));
  REQUIRE_FALSE(story.timeline.empty());
  CHECK(story.timeline.front().memory == "net[0](x)");
  REQUIRE(story.fix);
  CHECK(story.fix->what == "write out of place: inplace=False");
}
