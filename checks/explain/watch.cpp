#include <fmt/format.h>

#include <gradproof/checks/explain/watch.hpp>
#include <gradproof/checks/explain/witness.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/child.hpp>
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/reports/records/json.hpp>
#include <new>

namespace gradproof::checks::explain {
namespace {

std::string told(const Program& program, const MachineOptions& options, double seconds) {
  Witness witness(program, make_native_machine(options), Budget(seconds));
  const Answer answer = walk(program, witness);
  records::Story story;
  story.verdict.program = program.name;
  story.verdict.outcome = "unjudged";  // the judge has not been asked
  story.verdict.observed = answer.observed;
  story.events = witness.recorder().events();
  story.cut_short = witness.recorder().is_cut_short();
  return records::to_json_line(story);
}

std::string why(const ChildResult& result, const WatchOptions& options) {
  switch (result.end) {
    case ChildResult::End::late:
      return fmt::format("it was still running after {} s", options.time_limit);
    case ChildResult::End::flooded:
      return "its story is too long to be told";
    default:
      return result.ending;
  }
}

}  // namespace

std::uint64_t seed_of(const Program& program, const WatchOptions& options) {
  return program.header.seed ? static_cast<std::uint64_t>(*program.header.seed) : options.seed;
}

Watched watch(const Program& program, const WatchOptions& options) {
  const std::uint64_t seed = seed_of(program, options);
  const auto work = [&]() -> std::string {
    try {
      return told(program, {false, seed, {}}, options.time_limit / 2);  // the rest is for the run itself
    } catch (const std::exception&) {                                   // of memory, as a rule: the exit status tells
      std::_Exit(1);
    }
  };
  const ChildResult result = run_in_child(work, {options.time_limit, options.memory_limit});
  Watched watched;
  if (result.end != ChildResult::End::answered) {
    watched.reason = why(result, options);
    return watched;
  }
  auto story = std::get<records::Story>(records::from_json(result.output));
  watched.events = std::move(story.events);
  watched.observed = std::move(story.verdict.observed);
  watched.cut_short = story.cut_short;
  return watched;
}

}  // namespace gradproof::checks::explain
