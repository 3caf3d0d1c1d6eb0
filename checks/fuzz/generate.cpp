#include <fmt/format.h>
#include <fmt/ranges.h>

#include <gradproof/checks/fuzz/generate.hpp>
#include <gradproof/checks/fuzz/steps.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <stdexcept>

namespace gradproof::checks::fuzz {
namespace {

struct Step {
  bool (*add)(Draft& draft);
  int weight;
};

constexpr Step steps[] = {{add_operation, 42}, {add_view, 15}, {add_alias, 12},         {add_write, 15},
                          {add_hook, 4},       {add_mode, 7},  {add_custom_function, 5}};

bool add_step(Draft& draft) {
  int turn = draft.random.below(100);
  for (const Step& step : steps) {
    if (turn < step.weight) return step.add(draft);
    turn -= step.weight;
  }
  return false;
}

void fill(Draft& draft) {
  for (int leaves = draft.random.between(1, 2); leaves > 0; --leaves) add_leaf(draft);
  if (draft.random.chance(60)) add_constant(draft);
  const int due = draft.random.between(2, 9);
  for (int attempts = 0, made = 0; attempts < 60 && made < due; ++attempts) made += add_step(draft);
  add_ending(draft);
}

}  // namespace

Generated generate(std::uint64_t seed, std::uint64_t index) {
  Random random(seed, index);
  Draft draft(random);
  fill(draft);
  std::string header;
  if (!draft.observed().empty()) header = fmt::format("#: observe = [\"{}\"]\n", fmt::join(draft.observed(), "\", \""));
  return {header + draft.source(), draft.writes};
}

Program generate_program(std::uint64_t seed, std::uint64_t index) {
  const std::string name = fmt::format("fuzz-{}-{}", seed, index);
  auto parsed = parse(generate(seed, index).source, name + ".py");
  if (!parsed.program) throw std::logic_error(fmt::format("{} is no scenario: {}", name, parsed.errors.front().text()));
  return std::move(*parsed.program);
}

}  // namespace gradproof::checks::fuzz
