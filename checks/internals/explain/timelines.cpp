// The lives of memories, as the timeline shows them.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/explain/scenarios.hpp>

using namespace gradproof;
using namespace gradproof::checks::explain;

namespace {

/// The bytes lane of the first memory that is told of: what it shows, where that changes.
std::string lane(const records::Story& story) {
  REQUIRE_FALSE(story.timeline.empty());
  std::string text, last;
  for (const auto& cell : story.timeline.front().cells)
    if (!cell.bytes.empty() && cell.bytes != last) text += (text.empty() ? "" : " -> ") + (last = cell.bytes);
  return text;
}

}  // namespace

TEST_CASE("a lane shows the whole memory, whichever part of it is saved or written") {
  const auto story = told(
      "import torch\nx = torch.tensor([1., 2., 3., 4.], requires_grad=True)\nh = x * 2\nleft = h[:2]\nright = h[2:]\n"
      "y = left * left\nright.data.zero_()\n(y.sum() + right.sum()).backward()\n");
  CHECK(lane(story) == "[2, 4, 6, 8] -> [2, 4, 0, 0]");
}

TEST_CASE("a memory that a tensor has left keeps its bytes") {
  const auto story = told(
      "import torch\nx = torch.tensor([3., 7.], requires_grad=True)\ny = x ** 2\nx.data = torch.tensor([5., 6.])\n"
      "y.sum().backward()\n");
  CHECK(lane(story) == "[3, 7]");
}

TEST_CASE("a program that needs an accelerator is told with what it asks of one") {
  const auto story = told(
      "#: needs = [\"gpu\"]\nimport torch\nx = torch.tensor([3., 7.], device=\"cuda\", requires_grad=True)\n"
      "side = torch.cuda.Stream()\ny = x.detach() * 3\nwith torch.cuda.stream(side):\n    z = y + 2\n"
      "torch.cuda.current_stream().wait_stream(side)\n(x * z).sum().backward()\n");
  CHECK(story.verdict.outcome == "unsupported");  // by native, which is judged
  REQUIRE(story.device);
  CHECK(story.device->schedule == "GRADPROOF_SIM_SCHEDULE=seeded GRADPROOF_SIM_SEED=1");
  REQUIRE(story.device->races.size() == 1);
  CHECK_THAT(story.device->races[0], Catch::Contains("Mul") && Catch::Contains("Add"));
  REQUIRE(story.device->lanes.size() == 3);
  CHECK(story.device->lanes[0].name == "host");
  REQUIRE(story.device->lanes[2].pieces.size() == 1);
  CHECK(story.device->lanes[2].pieces[0].what == "Add");
}

TEST_CASE("a program without a need of one is told without") {
  CHECK_FALSE(told("import torch\nx = torch.tensor([3.], requires_grad=True)\nx.sum().backward()\n").device);
}
