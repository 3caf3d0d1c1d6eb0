// Captured work: what a replay computes, what it overwrites behind autograd's back, what cannot be captured, and whose
// its memory is.
#include <gradproof/checks/internals/sim/fixture.hpp>
#include <gradproof/core/device/device_graph.hpp>
#include <set>

namespace gradproof {
namespace {

/// A stream beside the default one, which it is behind.
Stream side_stream() {
  const Stream side = new_stream(Device("sim"));
  side.wait_stream(default_stream(Device("sim")));
  return side;
}

void refill(const Tensor& t, std::vector<float> values) { t.detach().copy_(on("sim", std::move(values))); }

}  // namespace

TEST_CASE("a replay computes anew, from what is in the same memory then") {
  for (const auto schedule : {sim::Schedule::latest, sim::Schedule::seeded, sim::Schedule::threads}) {
    const Simulation simulation(schedule);
    const Tensor x = on("sim", {1, -2, 0.5F});
    const Stream side = side_stream();
    DeviceGraph graph;
    graph.begin(side);
    const Tensor y = x.mul(3).add(x);
    graph.end();
    const StreamGuard guard(side);
    graph.replay();
    CHECK(numbers(y) == std::vector<float>{4, -8, 2});
    refill(x, {5, 0.25F, -1});
    graph.replay();
    graph.replay();
    CHECK(numbers(y) == std::vector<float>{20, 1, -4});
    CHECK(sim::take_races().empty());
  }
}

TEST_CASE("a step with its backward pass, replayed over static buffers") {
  const Simulation simulation;
  const Tensor x = on("sim", {7, 2, -1}).requires_grad_();
  const Stream side = side_stream();
  DeviceGraph graph;
  graph.begin(side);
  const Tensor b = x + 2;
  b.mul(b).mean().backward();
  graph.end();
  const StreamGuard guard(side);
  graph.replay();
  CHECK(numbers(x.grad()) == std::vector<float>{6, 8.0F / 3, 2.0F / 3});
  refill(x, {1, 0, -5});
  graph.replay();
  CHECK(numbers(x.grad()) == std::vector<float>{2, 4.0F / 3, -2});
}

TEST_CASE("a replay over what backward saved: no counter moves, and the gradient is another's") {
  const Simulation simulation;
  const Tensor x = on("sim", {2, -3}), w = on("sim", {4, 5}).requires_grad_();
  const Stream side = side_stream();
  DeviceGraph graph;
  graph.begin(side);
  const Tensor y = x.mul(10);
  graph.end();
  const StreamGuard guard(side);
  graph.replay();
  const bool cloned = GENERATE(false, true);
  const Tensor kept = cloned ? y.clone() : y;
  const auto version = kept._version();
  const Tensor loss = kept.mul(w).sum();
  refill(x, {1, 1});
  graph.replay();
  CHECK(kept._version() == version);
  loss.backward();  // d loss / d w is what y was when it was saved: [20, -30]
  CHECK(numbers(w.grad()) == (cloned ? std::vector<float>{20, -30} : std::vector<float>{10, 10}));
}

TEST_CASE("what needs the host cannot be captured, and the device goes on") {
  const Simulation simulation;
  const Tensor x = on("sim", {2, -3});
  const Stream side = side_stream();
  const auto spoil = [&](auto work) {
    DeviceGraph graph;
    graph.begin(side);
    CHECK(kind_of_error(work) == ErrorKind::argument);
    CHECK(kind_of_error([&] { graph.end(); }) == ErrorKind::argument);
    CHECK(kind_of_error([&] { graph.replay(); }) == ErrorKind::argument);
  };
  spoil([&] { x.sum().item(); });
  spoil([&] { x.nonzero(); });
  spoil([&] { x.cpu(); });
  spoil([&] { tensor({1.F, 2.F}).to(Device("sim")); });
  spoil([&] { side.synchronize(); });
  spoil([&] { side.query(); });
  spoil([&] { Device("sim:0").backend().synchronize(); });
  spoil([&] { default_stream(Device("sim")).wait_stream(side); });
  spoil([&] { side.wait_stream(default_stream(Device("sim"))); });
  CHECK(numbers(x.mul(x)) == std::vector<float>{4, 9});
}

TEST_CASE("what cannot be begun, ended or replayed") {
  const Simulation simulation;
  const Stream side = side_stream();
  DeviceGraph graph;
  CHECK(kind_of_error([&] { graph.begin(default_stream(Device("sim"))); }) == ErrorKind::argument);
  CHECK(kind_of_error([&] { graph.begin(default_stream(Device("cpu"))); }) == ErrorKind::argument);
  CHECK(kind_of_error([&] { graph.end(); }) == ErrorKind::argument);
  CHECK(kind_of_error([&] { graph.replay(); }) == ErrorKind::argument);
  graph.begin(side);
  DeviceGraph other;
  CHECK(kind_of_error([&] { other.begin(new_stream(Device("sim"))); }) == ErrorKind::argument);
  CHECK(kind_of_error([&] { graph.begin(side); }) == ErrorKind::argument);
  graph.end();
  graph.replay();
}

TEST_CASE("blocks that a graph uses are given to nobody else while it lives") {
  const Simulation simulation;
  const Tensor x = on("sim", {1, 2, 3});
  const Stream side = side_stream();
  const StreamGuard guard(side);
  std::set<const void*> of_graph, later;
  const auto addresses = [&] {
    std::vector<Tensor> all;
    std::set<const void*> found;
    for (int i = 0; i < 8; ++i) found.insert(all.emplace_back(empty({3}, TensorOptions(Device("sim")))).data_ptr());
    return found;
  };
  {
    DeviceGraph graph;
    graph.begin(side);
    of_graph = addresses();
    const Tensor y = x.mul(2);  // in a block that one of those had
    graph.end();
    CHECK(of_graph.contains(y.data_ptr()));
    later = addresses();
    CHECK(sim::empty_cache() == later.size() * 512);  // those that were asked for outside the capture
    for (const void* p : later) CHECK_FALSE(of_graph.contains(p));
    graph.replay();
    CHECK(numbers(y) == std::vector<float>{2, 4, 6});
  }
  std::size_t used_again = 0;
  for (const void* p : addresses()) used_again += of_graph.contains(p);
  CHECK(used_again > 0);
}

TEST_CASE("what a graph releases within is poison after a replay") {
  const Simulation simulation;
  const Tensor x = on("sim", {1, 2, 3});
  const Stream side = side_stream();
  Tensor alias;
  DeviceGraph graph;
  graph.begin(side);
  {
    const Tensor released = x.mul(2);
    alias = from_blob(released.data_ptr(), {3}, TensorOptions(Device("sim")));
  }
  graph.end();
  const StreamGuard guard(side);
  for (int turn = 0; turn < 2; ++turn) {
    alias.fill_(turn);
    graph.replay();
    CHECK(std::isnan(numbers(alias)[1]));
  }
}

TEST_CASE("a replay beside a reader on another stream is a race, behind it is none") {
  for (const bool waits : {false, true}) {
    const Simulation simulation;
    sim::detect_races(false);  // who looks for races may begin after the capture
    const Tensor x = on("sim", {2, -3});
    const Stream side = side_stream();
    DeviceGraph graph;
    graph.begin(side);
    const Tensor y = x.mul(10);
    graph.end();
    sim::detect_races(true);
    {
      const StreamGuard guard(side);
      graph.replay();
    }
    if (waits) default_stream(Device("sim")).wait_stream(side);
    const Tensor read = y.add(1);
    CHECK(sim::take_races().empty() == waits);
  }
}

}  // namespace gradproof
