// Blocks of a device: who gets a released one, and when.
#include <gradproof/checks/internals/sim/fixture.hpp>

namespace gradproof {
namespace {

const Device kSim("sim");

Tensor block() { return empty({256}, TensorOptions(kSim)); }
void* address(const Tensor& t) { return t.data_ptr(); }

}  // namespace

TEST_CASE("a released block is given out again on its own stream at once, on others never") {
  const Simulation simulation;
  Tensor a = block();
  void* const first = address(a);
  a = Tensor();
  CHECK(address(block()) == first);
  const StreamGuard guard(new_stream(kSim));
  CHECK(address(block()) != first);
}

TEST_CASE("a block that another stream uses too waits for it") {
  const Simulation simulation;
  Tensor a = on("sim", std::vector<float>(256, 3));
  const Stream side = new_stream(kSim);
  side.wait_stream(current_stream(kSim));
  Tensor b;
  {
    const StreamGuard guard(side);
    b = a.mul(2);
  }
  void* const first = address(a);
  SECTION("recorded") {
    a.record_stream(side);
    a = Tensor();
    CHECK(address(block()) != first);
    side.synchronize();
    CHECK(address(block()) == first);
    CHECK(numbers(b)[255] == 6);
    CHECK(sim::take_races().empty());
  }
  SECTION("not recorded: the next owner's bytes are read, and that is a race") {
    a = Tensor();
    const Tensor next = block();
    CHECK(address(next) == first);
    next.fill_(50);
    current_stream(kSim).synchronize();
    side.synchronize();
    CHECK(numbers(b)[255] == 100);
    CHECK(sim::take_races().size() >= 1);
  }
}

TEST_CASE("what is in a block that nobody wrote is no number") {
  const Simulation simulation;
  CHECK(std::isnan(block().sum().item<float>()));
  Tensor a = on("sim", std::vector<float>(256, 3));
  a = Tensor();
  CHECK(std::isnan(block().sum().item<float>()));
}

TEST_CASE("when memory runs out, what is kept is given back first; then it is said what there is") {
  const Simulation simulation;
  constexpr std::int64_t kQuarter = std::int64_t(1) << 26;  // float32 numbers
  for (int i = 0; i < 3; ++i) empty({kQuarter}, TensorOptions(kSim));
  CHECK(sim::in_use() == 0);
  const Tensor large = empty({3 * kQuarter}, TensorOptions(kSim));
  CHECK(sim::in_use() == 3 * kQuarter * 4);
  try {
    empty({2 * kQuarter}, TensorOptions(kSim));
    FAIL("nothing was thrown");
  } catch (const Error& e) {
    CHECK(e.kind() == ErrorKind::memory);
    CHECK_THAT(e.what(), Catch::Contains("tried to allocate 536870912 bytes on sim:0, which has 1073741824 bytes; "
                                         "805306368 are in use by tensors and 0 kept"));
  }
  CHECK(numbers(on("sim", {1, 2}))[1] == 2);
}

TEST_CASE("counters say what a device did") {
  const Simulation simulation;
  const Device device("sim:1");
  const auto counters = [&] { return device.backend().counters(); };
  const DeviceCounters before = counters();
  const Tensor x = tensor({1.F, 2.F, 3.F}).to(device), y = x.mul(x);
  const Tensor back = y.cpu();
  const DeviceCounters after = counters();
  CHECK(after.launches - before.launches == 1);
  CHECK(after.copies[int(Direction::to_device)] - before.copies[int(Direction::to_device)] == 1);
  CHECK(after.bytes[int(Direction::to_device)] - before.bytes[int(Direction::to_device)] == 12);
  CHECK(after.copies[int(Direction::to_host)] - before.copies[int(Direction::to_host)] == 1);
  CHECK(after.synchronizations - before.synchronizations == 2);
  CHECK(after.allocations - before.allocations == 2);
  CHECK(after.requested - before.requested == 24);
}

}  // namespace gradproof
