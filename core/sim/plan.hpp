#pragma once
#include <cstdint>
#include <gradproof/core/sim/sim.hpp>
#include <string>

namespace gradproof::sim {

/// When what was issued runs.
struct Plan {
  Schedule schedule = Schedule::seeded;
  std::uint64_t seed = 1;
};

/// What GRADPROOF_SIM_SCHEDULE and GRADPROOF_SIM_SEED ask for. Throws Error `argument` where they say something else.
Plan plan_of_environment();
/// As a shell asks for it: "GRADPROOF_SIM_SCHEDULE=seeded GRADPROOF_SIM_SEED=7".
std::string to_string(const Plan& plan);

}  // namespace gradproof::sim
