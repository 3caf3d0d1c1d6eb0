#include <fmt/format.h>

#include <cstdlib>
#include <gradproof/checks/explain/device_run.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/child.hpp>
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/core/sim/clock.hpp>
#include <gradproof/core/sim/sim.hpp>
#include <gradproof/reports/records/json.hpp>

namespace gradproof::checks::explain {
namespace {

using sim::TraceStep;

constexpr std::int64_t kAddresses = std::int64_t{32} << 30;  // what simulated devices reserve, without using it

/// What the host is busy with while `step` takes time of it.
std::string host_deed(const TraceStep& step) {
  if (step.kind == TraceStep::finish_stream) return fmt::format("waits for stream {}", step.stream);
  if (step.kind == TraceStep::finish_event) return "waits for an event";
  return step.operation;
}

std::vector<records::StoryLane> lanes_of(const sim::Trace& trace) {
  const auto times = sim::simulated_times(trace);
  std::vector<records::StoryLane> lanes = {{"host", {}}};
  for (std::size_t i = 0; i < trace.streams.size(); ++i)
    lanes.push_back({fmt::format("device {}, stream {}", trace.streams[i], i), {}});
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const auto& [host, stream] = times[i];
    const TraceStep& step = trace.steps[i];
    if (host.end > host.begin) lanes[0].pieces.push_back({host_deed(step), host.begin, host.end});
    if (stream.end > stream.begin) lanes[step.stream + 1].pieces.push_back({step.operation, stream.begin, stream.end});
  }
  std::erase_if(lanes, [](const records::StoryLane& lane) { return lane.pieces.empty(); });
  return lanes;
}

std::string told(const Program& program, std::uint64_t seed) {
  const auto machine = make_native_machine({.seed = seed, .accelerator = "sim"});
  sim::detect_races(true);
  sim::record_trace(true);
  walk(program, *machine);
  records::Story story;
  story.verdict.program = program.name;
  story.verdict.outcome = "unjudged";
  story.device = {lanes_of(sim::take_trace()), sim::take_races(), sim::schedule()};
  return records::to_json_line(story);
}

}  // namespace

std::optional<records::StoryDevice> device_run(const Program& program, const WatchOptions& options) {
  const auto work = [&]() -> std::string {
    try {
      return told(program, seed_of(program, options));
    } catch (const std::exception&) {  // a schedule that there is not, no memory
      std::_Exit(1);
    }
  };
  const ChildResult result = run_in_child(work, {options.time_limit, options.memory_limit + kAddresses});
  if (result.end != ChildResult::End::answered) return std::nullopt;
  return std::get<records::Story>(records::from_json(result.output)).device;
}

}  // namespace gradproof::checks::explain
