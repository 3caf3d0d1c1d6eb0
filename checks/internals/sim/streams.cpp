// What CUDA's documentation says of streams, events and copies, a test each. Nothing runs before somebody waits.
#include <gradproof/checks/internals/sim/fixture.hpp>

namespace gradproof {
namespace {

/// A number on the device that the host reads without a wait of its own: page-locked, copied on `stream`.
struct Probe {
  Tensor here = tensor({-1.F}).pin_memory();
  void read(const Tensor& there, const Stream& stream) {
    const StreamGuard guard(stream);
    here.copy_(there, true);
  }
  float value() const {
    stop_looking();
    return here.data_ptr<float>()[0];
  }
  /// The host may look at any time: that is what is tested.
  static void stop_looking() { sim::detect_races(false); }
};

}  // namespace

TEST_CASE("work is queued, and runs when the host waits") {
  const Simulation simulation;
  const Tensor x = on("sim", {3});
  const Stream stream = current_stream(x.device());
  x.mul_(5);
  CHECK_FALSE(stream.query());
  Probe probe;
  probe.read(x, stream);
  CHECK(probe.value() == -1);
  stream.synchronize();
  CHECK(stream.query());
  CHECK(probe.value() == 15);
}

TEST_CASE("a query that is asked often enough is answered with yes") {
  const Simulation simulation;
  const Tensor x = on("sim", {3});
  for (int i = 0; i < 5; ++i) x.add_(1);
  Event event;
  event.record(current_stream(x.device()));
  int asked = 0;
  while (!event.query()) ++asked;
  CHECK(asked >= 1);
  CHECK(asked <= 20);
}

TEST_CASE("an event that was never recorded stands for nothing") {
  const Simulation simulation;
  const Event event;
  CHECK(event.query());
  event.synchronize();
  const Stream stream = new_stream(Device("sim"));
  stream.wait_event(event);
  CHECK(stream.query());
}

TEST_CASE("a wait is for what the event stands for at the call") {
  const Simulation simulation;
  const Tensor x = on("sim", {1});
  const Stream writes = current_stream(x.device()), reads = new_stream(x.device());
  Event event;
  x.fill_(2);
  event.record(writes);
  reads.wait_event(event);
  x.fill_(3);
  event.record(writes);  // nobody who waited before waits for this
  Probe probe;
  probe.read(x, reads);
  reads.synchronize();
  CHECK(probe.value() == 2);
  CHECK_FALSE(event.query());
}

TEST_CASE("a stream that does not wait reads what is there") {
  const Simulation simulation;
  const Tensor x = on("sim", {1});
  const Stream reads = new_stream(x.device());
  x.fill_(2);
  Probe probe;
  probe.read(x, reads);
  reads.synchronize();
  CHECK(probe.value() == 1);
}

TEST_CASE("a copy of pageable memory reads it at the call, one of page-locked memory when it runs") {
  const Simulation simulation;
  const Tensor pageable = tensor({4.F}), pinned = tensor({4.F}).pin_memory();
  CHECK(pinned.is_pinned());
  CHECK_FALSE(pageable.is_pinned());
  CHECK_FALSE(pinned.clone().is_pinned());
  const Tensor a = pageable.to(Device("sim"), true), b = pinned.to(Device("sim"), true);
  Probe::stop_looking();
  pageable.fill_(7);
  pinned.fill_(7);
  CHECK(numbers(a) == std::vector<float>{4});
  CHECK(numbers(b) == std::vector<float>{7});
}

TEST_CASE("a copy to pageable memory has arrived when the call returns, whatever was asked for") {
  const Simulation simulation;
  const Tensor x = on("sim", {1}), here = tensor({0.F});
  x.fill_(6);
  here.copy_(x, true);
  CHECK(here.data_ptr<float>()[0] == 6);
}

TEST_CASE("to(cpu, non_blocking) lands in page-locked memory and has arrived when the stream was waited for") {
  const Simulation simulation;
  const Tensor x = on("sim", {1, 2, 3});
  const auto waits = [&] { return x.device().backend().counters().synchronizations; };
  const auto before = waits();
  x.fill_(6);
  const Tensor here = x.to(Device(), true), wide = x.to(Device(), kDouble, true),
               none = x.slice(0, 3).to(Device(), true);
  CHECK(waits() == before);
  CHECK(here.is_pinned());
  CHECK(wide.is_pinned());
  CHECK(none.numel() == 0);
  CHECK_FALSE(x.to(Device(), kDouble).is_pinned());
  default_stream(x.device()).synchronize();
  CHECK(here.data_ptr<float>()[2] == 6);
  CHECK(wide.data_ptr<double>()[2] == 6);
}

TEST_CASE("the default stream and blocking streams wait for each other; others do not") {
  const Simulation simulation;
  const Tensor x = on("sim", {1});
  const Stream blocking = new_stream(x.device(), true), free = new_stream(x.device());
  x.fill_(2);
  Probe a, b, c;
  a.read(x, blocking);
  b.read(x, free);
  {
    const StreamGuard guard(blocking);
    x.fill_(3);
  }
  c.read(x, default_stream(x.device()));
  free.synchronize();
  CHECK(b.value() == 1);
  default_stream(x.device()).synchronize();
  CHECK(a.value() == 2);
  CHECK(c.value() == 3);
}

TEST_CASE("a guard makes stream and device current, and takes it back") {
  const Simulation simulation;
  const Stream before = current_stream(Device("sim")), side = new_stream(Device("sim:1"));
  {
    const StreamGuard guard(side);
    CHECK(current_stream(Device("sim")) == side);
    CHECK(zeros({1}, TensorOptions(Device("sim"))).device().str() == "sim:1");
  }
  CHECK(current_stream(Device("sim")) == before);
  CHECK(before == default_stream(Device("sim:0")));
}

TEST_CASE("an event of one device is not recorded on another's stream, and may be waited for there") {
  const Simulation simulation;
  const Stream first = default_stream(Device("sim:0")), second = default_stream(Device("sim:1"));
  const Tensor x = on("sim:0", {1});
  x.fill_(9);
  Event event;
  event.record(first);
  CHECK(kind_of_error([&] { event.record(second); }) == ErrorKind::argument);
  second.wait_event(event);
  second.synchronize();
  CHECK(event.query());
}

TEST_CASE("on the host all this is empty") {
  const Stream host = current_stream(Device());
  Event event;
  event.record(host);
  host.wait_event(event);
  CHECK(host.query());
  CHECK(new_stream(Device()) == host);
}

}  // namespace gradproof
