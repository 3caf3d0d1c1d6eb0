// Traces: what was asked of the devices, when it would have run, and the same again under other schedules.
#include <gradproof/checks/internals/golden.hpp>
#include <gradproof/checks/internals/sim/fixture.hpp>
#include <gradproof/checks/internals/sim/race_programs.hpp>
#include <gradproof/checks/trace/trace_json.hpp>
#include <gradproof/core/sim/trace_compare.hpp>
#include <gradproof/reports/records/json.hpp>

namespace gradproof {
namespace {

using sim::Span;
using sim::TraceStep;

template <class F>
sim::Trace recorded(F program, sim::Schedule schedule = sim::Schedule::latest, std::uint64_t seed = 1) {
  const Simulation simulation(schedule, seed);
  sim::record_trace(true);
  program();
  for (const char* device : {"sim:0", "sim:1"}) Device(device).backend().synchronize();
  sim::Trace trace = sim::take_trace();
  sim::record_trace(false);
  return trace;
}

/// Two streams of a device, page-locked memory of 4,000,000 bytes, and a block as large.
sim::Trace two_streams(std::vector<TraceStep> steps) {
  return {{0, 0}, {{sim::TraceBlock::kPinned, 4'000'000}, {0, 4'000'000}}, std::move(steps)};
}
TraceStep work(std::uint32_t stream, std::string operation, std::vector<sim::TraceAccess> accesses) {
  return {TraceStep::issue, stream, 0, std::move(operation), std::move(accesses)};
}
sim::TraceAccess whole(std::size_t block, bool writes) { return {block, 0, 4'000'000, {}, {}, writes}; }

/// What a double buffer does: a copy on one stream, a kernel on the other, the host waits for an event.
sim::Trace copy_then_kernel() {
  return two_streams({work(0, "copy to device", {whole(1, true), whole(0, false)}),
                      {TraceStep::record, 0, 7},
                      {TraceStep::wait, 1, 7},
                      work(1, "Mul", {whole(1, true)}),
                      work(0, "fill", {}),
                      {TraceStep::finish_event, 0, 7},
                      {TraceStep::finish_stream, 1}});
}

}  // namespace

TEST_CASE("simulated times: streams in order, after what they wait for; the host issues and waits") {
  const auto times = sim::simulated_times(copy_then_kernel());
  CHECK(times[0].host == Span{0, 2000});
  CHECK(times[0].stream == Span{2000, 88'000});  // 6 us and 4 MB at 50 GB/s
  CHECK(times[1].host == Span{2000, 2000});
  CHECK(times[3].host == Span{2000, 4000});
  CHECK(times[3].stream == Span{88'000, 90'000});  // 4 MB at 4 TB/s take less than the shortest kernel
  CHECK(times[4].stream == Span{88'000, 90'000});  // beside it
  CHECK(times[5].host == Span{6000, 88'000});
  CHECK(times[6].host == Span{88'000, 90'000});
}

TEST_CASE("simulated times: a copy of pageable memory holds the host up, a large kernel takes its bytes' time") {
  const auto times = sim::simulated_times(
      two_streams({work(0, "copy to device", {whole(1, true)}), work(1, "Mul", {whole(1, true), whole(1, false)})}),
      {.memory = 16});
  CHECK(times[0].stream == Span{2000, 408'000});  // 6 us and 4 MB at 10 GB/s
  CHECK(times[0].host == Span{0, 408'000});
  CHECK(times[1].stream == Span{410'000, 910'000});
}

TEST_CASE("simulated times: a release costs nothing") {
  const auto times = sim::simulated_times(
      two_streams({work(0, "fill", {whole(1, true)}), work(0, sim::kRelease, {whole(1, true)}), work(0, "Mul", {})}));
  CHECK(times[1].host == Span{2000, 2000});
  CHECK(times[1].stream == Span{4000, 4000});
  CHECK(times[2].stream == Span{4000, 6000});
}

TEST_CASE("a trace says what was asked, whatever the schedule made of it") {
  const auto program = [] {
    const Tensor here = tensor({3.F, 5.F}).pin_memory(), x = here.to(Device("sim"), true);
    const Stream side = new_stream(x.device());
    side.wait_stream(current_stream(x.device()));
    const StreamGuard guard(side);
    x.narrow(0, 1, 1).mul_(2);
  };
  const sim::Trace trace = recorded(program);
  const std::vector<TraceStep>& steps = trace.steps;
  CHECK(trace.streams == std::vector<int>{0, 0});
  REQUIRE(steps.size() > 4);
  CHECK(steps[0].operation == "copy to device");
  CHECK(steps[1].kind == TraceStep::record);
  CHECK(steps[2].kind == TraceStep::wait);
  CHECK(steps[2].stream != steps[1].stream);
  CHECK(steps[3].operation == "Mul");
  const TraceStep& product = steps[3];
  REQUIRE(product.accesses.size() == 2);
  CHECK(product.accesses[0].offset == 4);
  CHECK(product.accesses[0].writes);
  CHECK(trace.blocks[product.accesses[0].block].device == 0);
  CHECK(trace.blocks[steps[0].accesses[1].block].device == sim::TraceBlock::kPinned);
  CHECK(sim::differences(trace, recorded(program, sim::Schedule::threads)).empty());
  CHECK(sim::differences(trace, recorded(program, sim::Schedule::seeded, 5)).empty());
}

TEST_CASE("a replayed trace has the races of its program and runs in an order that the trace allows") {
  for (const RaceProgram& program : race_programs())
    for (const bool ordered : {false, true}) {
      INFO(program.name);
      const sim::Trace trace = recorded([&] { program.run(ordered); });
      sim::take_races();
      for (const sim::Plan& plan : {sim::Plan{sim::Schedule::seeded, 3}, sim::Plan{sim::Schedule::seeded, 11},
                                    sim::Plan{sim::Schedule::latest, 0}, sim::Plan{sim::Schedule::threads, 0}}) {
        const sim::Replayed replayed = sim::replay(trace, plan);
        CHECK(replayed.races.empty() == ordered);
        CHECK(sim::broken_orders(trace, replayed.order).empty());
      }
    }
}

TEST_CASE("an order that the trace does not allow is told") {
  const sim::Trace trace = copy_then_kernel();
  CHECK(sim::broken_orders(trace, {0, 4, 3}).empty());
  CHECK(sim::broken_orders(trace, {3, 0, 4}) ==
        std::vector<std::string>{"step 3, Mul, ran before number 1 of stream 0"});
  CHECK(sim::broken_orders(trace, {4, 0, 3}) ==
        std::vector<std::string>{"step 4, fill, ran before number 1 of stream 0"});
  CHECK(sim::broken_orders(trace, {0, 0, 3}) ==
        std::vector<std::string>{"step 0 is no work, or ran twice", "step 4 did not run"});
}

TEST_CASE("what two traces differ in is told") {
  const sim::Trace trace = copy_then_kernel();
  sim::Trace other = trace;
  other.steps[2].kind = TraceStep::record;  // the wait is gone
  CHECK(sim::differences(trace, other) ==
        std::vector<std::string>{
            "number 1 of stream 1, Mul, comes after other work in the first trace than in the second",
            "only in the second trace nothing orders copy to device, number 1 of stream 0, and Mul, number 1 of stream "
            "1"});
  other = trace;
  other.steps[3].operation = "Add";
  CHECK(sim::differences(trace, other) ==
        std::vector<std::string>{"number 1 of stream 1 is Mul in the first trace and Add in the second"});
  other = trace;
  other.steps.erase(other.steps.begin() + 4);
  CHECK(sim::differences(trace, other) ==
        std::vector<std::string>{"number 2 of stream 0 is fill in the first trace and missing in the other"});
  other.streams.push_back(0);
  CHECK(sim::differences(trace, other) == std::vector<std::string>{"the traces have other streams"});
}

TEST_CASE("a trace that names what there is not is refused") {
  const auto refused = [](const TraceStep& step) {
    return kind_of_error([&] { sim::replay(two_streams({step}), {}); }) == ErrorKind::value;
  };
  CHECK(refused({TraceStep::finish_stream, 2}));
  CHECK(refused({TraceStep::order, 1, 2}));
  CHECK(refused(work(0, "Mul", {whole(2, true)})));
  CHECK(refused(work(0, "Mul", {{1, 0, 4, {3}, {}, false}})));
  CHECK(refused(work(0, "Mul", {6, whole(1, false)})));
  sim::replay(two_streams({{TraceStep::finish_event, 0, 9}}), {});  // recorded before the trace began: it has run
}

TEST_CASE("a trace as a file: golden, and read back") {
  const sim::Trace trace = copy_then_kernel();
  const checks::TimedTrace timed = {trace, "simulated", sim::simulated_times(trace)};
  const std::string text = checks::to_json_lines(timed);
  checks::check_golden("checks/internals/sim/golden/trace.jsonl", text);
  const checks::TimedTrace back = checks::trace_from_json_lines(text);
  CHECK(back.trace == trace);
  CHECK(checks::to_json_lines(back) == text);
}

TEST_CASE("a file that is no trace is refused with the line and the key") {
  const std::string head = R"({"schema":"gradproof.trace/1","clock":"simulated","streams":[0],"blocks":[]})";
  const auto said = [](const std::string& text) -> std::string {
    try {
      checks::trace_from_json_lines(text);
    } catch (const records::RecordError& e) {
      return e.what();
    }
    return "";
  };
  CHECK(said(head + "\n").empty());
  CHECK(said("") == "line 1 is no JSON; it may have been cut off");
  CHECK(said(R"({"schema":"gradproof.trace/2"})") ==
        "line 1.schema: found \"gradproof.trace/2\"; expected gradproof.trace/1");
  CHECK(said(head + "\n{\"step\":\"issue\",\"stream\":0,\"host\":[0,1]") ==
        "line 2 is no JSON; it may have been cut off");
  CHECK(said(head + "\n{\"step\":\"issue\",\"stream\":0,\"host\":[2,1],\"runs\":[0,0]}") ==
        "line 2.host: found [2,1]; expected [begin, end] in nanoseconds");
  CHECK_THAT(said(head + "\n{\"step\":\"rest\",\"host\":[0,1]}"), Catch::Contains("expected issue, order, record"));
}

}  // namespace gradproof
