#include <algorithm>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/sim/races.hpp>
#include <gradproof/core/sim/replay.hpp>
#include <map>
#include <mutex>
#include <optional>

namespace gradproof::sim {
namespace {

[[noreturn]] void refuse(std::size_t step, const std::string& what) {
  raise(ErrorKind::value, "step " + std::to_string(step) + " of the trace names " + what + ", which there is not");
}

void expect_access(const Trace& trace, std::size_t step, const TraceAccess& a) {
  if (a.block >= trace.blocks.size()) refuse(step, "block " + std::to_string(a.block));
  if (a.sizes.size() != a.strides.size() || a.sizes.size() > std::size_t(Elements::kMaxDims))
    refuse(step, "a shape of " + std::to_string(a.sizes.size()) + " sizes and " + std::to_string(a.strides.size()) +
                     " strides");
}

void expect_consistent(const Trace& trace) {
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const TraceStep& step = trace.steps[i];
    const bool names_stream = step.kind <= TraceStep::finish_stream;
    if (names_stream && step.stream >= trace.streams.size()) refuse(i, "stream " + std::to_string(step.stream));
    if (step.kind == TraceStep::order && step.target >= trace.streams.size())
      refuse(i, "stream " + std::to_string(step.target));
    for (const TraceAccess& a : step.accesses) expect_access(trace, i, a);
    if (step.accesses.size() > std::size_t(Elements::kMaxOperands))
      refuse(i, std::to_string(step.accesses.size()) + " accesses of one piece of work");
  }
}

/// Addresses for the blocks of a trace that lead nowhere: nobody reads or writes there.
class Addresses {
 public:
  explicit Addresses(const Trace& trace) {
    std::uintptr_t next = kPage;
    for (const TraceBlock& block : trace.blocks) {
      begins_.push_back(reinterpret_cast<const char*>(next));
      next += (block.bytes / kPage + 2) * kPage;
    }
  }
  Access operator()(const TraceAccess& a) const {
    Access access(begins_[a.block] + a.offset, a.item, int(a.sizes.size()), a.writes);
    std::copy(a.sizes.begin(), a.sizes.end(), access.sizes.begin());
    std::copy(a.strides.begin(), a.strides.end(), access.strides.begin());
    return access;
  }

 private:
  static constexpr std::uintptr_t kPage = 4096;
  std::vector<const char*> begins_;
};

class Replay {
 public:
  Replay(const Trace& trace, const Plan& plan) : trace_(trace), addresses_(trace), executor_(plan) {
    for (std::size_t stream = 0; stream < trace.streams.size(); ++stream) {
      executor_.add_stream();
      races_.add_stream();
    }
  }

  void pass(const TraceStep& step, std::size_t number) {
    switch (step.kind) {
      case TraceStep::issue:
        issue(step, number);
        break;
      case TraceStep::order:
        executor_.wait(step.stream, executor_.end(std::uint32_t(step.target)));
        races_.stream_learns(step.stream, races_.now(std::uint32_t(step.target)));
        break;
      case TraceStep::record:
        events_[step.target] = {executor_.end(step.stream), races_.now(step.stream)};
        break;
      case TraceStep::wait:
        if (const auto& p = events_[step.target].position) executor_.wait(step.stream, *p);
        races_.stream_learns(step.stream, events_[step.target].clock);
        break;
      case TraceStep::finish_stream:
        executor_.finish(executor_.end(step.stream));
        races_.host_learns(races_.now(step.stream));
        break;
      case TraceStep::finish_event:
        if (const auto& p = events_[step.target].position) executor_.finish(*p);
        races_.host_learns(events_[step.target].clock);
        break;
      case TraceStep::touch:
        for (const TraceAccess& a : step.accesses) touch(addresses_(a));
        break;
      case TraceStep::forget:
        for (const TraceAccess& a : step.accesses) races_.forget(addresses_(a).begin(), addresses_(a).end());
    }
    for (const Race& race : races_.take())
      result_.races.push_back({steps_.at({race.first.position.stream, race.first.position.number}), number});
  }

  Replayed end() {
    for (std::uint32_t stream = 0; stream < trace_.streams.size(); ++stream) executor_.finish(executor_.end(stream));
    return std::move(result_);
  }

 private:
  struct Mark {
    std::optional<Position> position;
    Races::Clock clock;
  };

  void issue(const TraceStep& step, std::size_t number) {
    Accesses accesses;
    for (const TraceAccess& a : step.accesses) accesses.add(addresses_(a));
    Races::Clock after = races_.now(step.stream);
    after.resize(trace_.streams.size() + 1);
    result_.work.push_back({number, step.stream, {after.begin() + 1, after.end()}});  // the host is the first party
    const Position position = executor_.issue(step.stream, work_of([this, number] { note(number); }));
    steps_[{position.stream, position.number}] = number;
    races_.issue(position, step.operation.c_str(), accesses);
  }
  void touch(const Access& a) { races_.host_touches(a.begin(), a.end(), a.writes); }
  void note(std::size_t number) {
    std::lock_guard hold(lock_);
    result_.order.push_back(number);
  }

  const Trace& trace_;
  const Addresses addresses_;
  Races races_;
  std::map<std::uint64_t, Mark> events_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::size_t> steps_;  // by the position of their work
  std::mutex lock_;
  Replayed result_;
  Executor executor_;  // its threads end first
};

}  // namespace

Replayed replay(const Trace& trace, const Plan& plan) {
  expect_consistent(trace);
  Replay replay(trace, plan);
  for (std::size_t i = 0; i < trace.steps.size(); ++i) replay.pass(trace.steps[i], i);
  return replay.end();
}

}  // namespace gradproof::sim
