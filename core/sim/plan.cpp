#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/sim/plan.hpp>
#include <iterator>

namespace gradproof::sim {
namespace {

constexpr std::string_view kSchedules[] = {"seeded", "latest", "threads"};  // as in Schedule

std::uint64_t seed_of(const char* text) {
  std::uint64_t seed = 0;
  const char* const end = text + std::strlen(text);
  const auto [stop, failure] = std::from_chars(text, end, seed);
  if (failure != std::errc() || stop != end)
    raise(ErrorKind::argument,
          "GRADPROOF_SIM_SEED: expected a number, the seed of the simulated device's schedule; found '" +
              std::string(text) + "'");
  return seed;
}

Schedule schedule_of(const char* name) {
  const auto* const found = std::find(std::begin(kSchedules), std::end(kSchedules), name);
  if (found == std::end(kSchedules))
    raise(ErrorKind::argument,
          "GRADPROOF_SIM_SCHEDULE: expected seeded, latest or threads; found '" + std::string(name) + "'");
  return Schedule(found - std::begin(kSchedules));
}

}  // namespace

Plan plan_of_environment() {
  Plan plan;
  if (const char* const name = std::getenv("GRADPROOF_SIM_SCHEDULE")) plan.schedule = schedule_of(name);
  if (const char* const seed = std::getenv("GRADPROOF_SIM_SEED")) plan.seed = seed_of(seed);
  return plan;
}

std::string to_string(const Plan& plan) {
  return "GRADPROOF_SIM_SCHEDULE=" + std::string(kSchedules[int(plan.schedule)]) +
         " GRADPROOF_SIM_SEED=" + std::to_string(plan.seed);
}

}  // namespace gradproof::sim
