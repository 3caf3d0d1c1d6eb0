// Failures on demand, one call after the other: each ends in a clean error, nothing leaks, what the failed call did not
// touch stays valid, and the device goes on unless it is lost.
#include <functional>
#include <gradproof/checks/internals/sim/fixture.hpp>

namespace gradproof {
namespace {

const Device kSim("sim");

/// A conversion chain as programs have it: to the device, a few steps, a gradient, back by both orders.
void chain(const Tensor& host) {
  const Tensor x = host.pin_memory().to(kSim, true).requires_grad_();
  const Stream side = new_stream(kSim);
  Tensor y;
  {
    side.wait_stream(current_stream(kSim));
    const StreamGuard guard(side);
    y = x * 3;
  }
  current_stream(kSim).wait_stream(side);
  y.record_stream(side);
  y.mul(x).sum().backward();
  if (numbers(y.cpu().detach()) != numbers(y.detach().cpu())) throw std::runtime_error("the two orders differ");
  if (numbers(x.grad()) != std::vector<float>{6, -12, 30}) throw std::runtime_error("the gradient is wrong");
  current_stream(kSim).synchronize();
}

struct Sweep {
  int failed = 0;
  std::vector<ErrorKind> kinds;
};

/// Fails the n-th call of `kind` for n = 1, 2, ... until the chain ends without having met one.
Sweep sweep(sim::Fallible kind, sim::Schedule schedule) {
  Sweep result;
  for (std::uint64_t n = 1;; ++n) {
    const Simulation simulation(schedule, n);
    const Tensor host = tensor({1.F, -2.F, 5.F});
    sim::fail(kind, n);
    bool told = false;
    try {
      chain(host);
    } catch (const Error& e) {
      told = true;
      result.kinds.push_back(e.kind());
      CHECK(std::string(e.what()).size() > 20);
    }
    const bool was_met = sim::calls(kind) >= n;
    sim::fail(kind, 0);
    sim::reset();
    CHECK(sim::in_use() == 0);
    CHECK(numbers(host) == std::vector<float>{1, -2, 5});
    chain(host);  // all works again
    if (!was_met) {
      CHECK_FALSE(told);
      return result;
    }
    ++result.failed;
    // A reservation that fails may be cured by what is given back; a release that can't make its mark tells nobody.
    if (kind != sim::Fallible::reserve && kind != sim::Fallible::event) CHECK(told);
  }
}

}  // namespace

TEST_CASE("every call that can fail, failing", "[sweep]") {
  const auto schedule = GENERATE(sim::Schedule::seeded, sim::Schedule::latest, sim::Schedule::threads);
  int all = 0;
  for (int k = 0; k < sim::kFallibles; ++k) {
    const auto kind = sim::Fallible(k);
    INFO(sim::name(kind));
    const Sweep s = sweep(kind, schedule);
    CHECK(s.failed >= 1);
    all += s.failed;
    const bool is_memory = kind == sim::Fallible::reserve || kind == sim::Fallible::out_of_memory;
    for (ErrorKind told : s.kinds) CHECK(told == (is_memory ? ErrorKind::memory : ErrorKind::device_unavailable));
  }
  WARN(all << " failing calls");
  CHECK(all >= 40);
}

TEST_CASE("a kernel's fault is told by a later call, and by all calls after it") {
  const Simulation simulation;
  const Tensor x = on("sim", {1, 2}), here = tensor({5.F, 6.F}), other = on("sim:1", {7});
  sim::fail(sim::Fallible::kernel, 1);
  const Tensor y = x * 2;  // told nothing: it has not run
  const Tensor z = y + 1;
  CHECK_THROWS_WITH(z.cpu(), Catch::Contains("sim:0 is lost: Mul faulted"));
  CHECK(kind_of_error([&] { x.mul(3); }) == ErrorKind::device_unavailable);
  CHECK(kind_of_error([&] { zeros({1}, TensorOptions(kSim)); }) == ErrorKind::device_unavailable);
  CHECK(kind_of_error([&] { current_stream(kSim).synchronize(); }) == ErrorKind::device_unavailable);
  CHECK(numbers(here * 2) == std::vector<float>{10, 12});
  CHECK(numbers(other * 2) == std::vector<float>{14});
  sim::reset();
  CHECK(numbers(x) == std::vector<float>{1, 2});
}

TEST_CASE("a refused call leaves its operands as they were") {
  const Simulation simulation;
  const Tensor x = on("sim", {1, 2});
  sim::fail(sim::Fallible::launch, 1);
  CHECK_THROWS_WITH(x.mul_(3), Catch::Contains("sim:0 refused Mul"));
  CHECK(x._version() == 0);
  CHECK(numbers(x) == std::vector<float>{1, 2});
  sim::fail(sim::Fallible::copy, 1);
  CHECK(kind_of_error([&] { x.cpu(); }) == ErrorKind::device_unavailable);
  CHECK(numbers(x.mul_(3)) == std::vector<float>{3, 6});
}

}  // namespace gradproof
