// Schedules: the same seed, the same order; work of one stream never changes places; and a backward pass over streams.
#include <cstdio>
#include <gradproof/checks/internals/sim/fixture.hpp>
#include <memory>

namespace gradproof {
namespace {

/// Two streams that write one number without waiting for each other: what it is in the end tells the order.
float last_writer(std::uint64_t seed) {
  const Simulation simulation(sim::Schedule::seeded, seed);
  const Tensor x = on("sim", {0});
  const Stream side = new_stream(x.device());
  for (int i = 1; i <= 6; ++i) {
    x.mul_(2).add_(1);
    const StreamGuard guard(side);
    x.mul_(3);
  }
  side.synchronize();
  return x.cpu().item<float>();
}

/// A forward pass over two streams, and its gradient.
std::vector<float> gradient_over_streams(sim::Schedule schedule, std::uint64_t seed) {
  const Simulation simulation(schedule, seed);
  const Tensor x = on("sim", {1, -2, 3}).requires_grad_();
  const Stream side = new_stream(x.device());
  side.wait_stream(current_stream(x.device()));
  Tensor y;
  {
    const StreamGuard guard(side);
    y = x.exp() * x;
    y.record_stream(side);
  }
  const Tensor z = x * x;
  current_stream(x.device()).wait_stream(side);
  y.mul(z).sum().backward();
  const std::vector<float> g = numbers(x.grad());
  CHECK(sim::take_races().empty());
  return g;
}

}  // namespace

TEST_CASE("a seed is an order of its own, and the same one every time") {
  std::vector<float> seen;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const float found = last_writer(seed);
    CHECK(last_writer(seed) == found);
    if (std::find(seen.begin(), seen.end(), found) == seen.end()) seen.push_back(found);
  }
  CHECK(seen.size() >= 5);
}

TEST_CASE("a backward pass runs each step on the stream of its forward step, and waits where they meet") {
  const Tensor x = tensor({1.F, -2.F, 3.F}).requires_grad_();
  (x.exp() * x).mul(x * x).sum().backward();
  const std::vector<float> due = numbers(x.grad());
  for (std::uint64_t seed = 0; seed < 50; ++seed) CHECK(gradient_over_streams(sim::Schedule::seeded, seed) == due);
  CHECK(gradient_over_streams(sim::Schedule::latest, 0) == due);
  for (int i = 0; i < 20; ++i) CHECK(gradient_over_streams(sim::Schedule::threads, 0) == due);
}

TEST_CASE("fails, to be seen by the next test", "[.fails]") {
  const Simulation simulation(sim::Schedule::seeded, 37);
  CHECK(numbers(on("sim", {3}) * 2) == std::vector<float>{7});
}

TEST_CASE("an assertion that fails says which schedule and seed it ran with") {
  const std::unique_ptr<FILE, int (*)(FILE*)> failing(popen("/proc/$PPID/exe '[.fails]'", "r"), pclose);
  std::string said;
  for (int c; (c = std::fgetc(failing.get())) != EOF;) said += char(c);
  CHECK_THAT(said, Catch::Contains("{ 6.0f } == { 7.0f }"));
  CHECK_THAT(said, Catch::Contains("GRADPROOF_SIM_SCHEDULE=seeded GRADPROOF_SIM_SEED=37"));
}

TEST_CASE("a step that is differentiated on a stream of its own is queued there") {
  const Simulation simulation;
  const Tensor x = on("sim", {2}).requires_grad_();
  const Stream side = new_stream(x.device());
  side.wait_stream(current_stream(x.device()));
  Tensor y;
  {
    const StreamGuard guard(side);
    y = x * x;
  }
  y.backward(ones({1}, TensorOptions(x.device())));
  CHECK_FALSE(side.query());
  current_stream(x.device()).synchronize();  // the pass made it wait for the side stream
  CHECK(side.query());
  CHECK(numbers(x.grad()) == std::vector<float>{4});
}

}  // namespace gradproof
