#pragma once
// A trace of devices as a file of JSON lines, schema gradproof.trace/1: first the streams, the blocks and which clock
// the times are of, then a line for each step.
#include <gradproof/core/sim/clock.hpp>
#include <string>
#include <string_view>

namespace gradproof::checks {

struct TimedTrace {
  sim::Trace trace;
  std::string clock = "simulated";    ///< "simulated": an estimate, by no means a measurement; or "measured"
  std::vector<sim::StepTimes> times;  ///< of each step
};

std::string to_json_lines(const TimedTrace& timed);
/// Throws records::RecordError, with the line and the key that are wrong.
TimedTrace trace_from_json_lines(std::string_view text);

}  // namespace gradproof::checks
