// Every sample again in the memory of a simulated device: what it does there is what it does on the host.
#include <fmt/format.h>

#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/parity/samples.hpp>
#include <gradproof/core/sim/sim.hpp>
#include <iostream>

using namespace gradproof;
using namespace gradproof::checks::parity;

TEST_CASE("every sample does on a simulated device what it does on the host") {
  sim::restart(sim::Schedule::seeded, 1);
  sim::detect_races(true);
  std::size_t compared = 0, in_numpy = 0, different = 0;
  for (const auto& [name, program] : read_samples()) {
    INFO(name);
    const Result there = run_native(program, "sim");
    if (there.kind == "device_access") {  // numpy, for which PyTorch wants a copy on the host first
      ++in_numpy;
      continue;
    }
    ++compared;
    const auto found = difference(program, run_native(program), there);
    if (found.empty()) continue;
    ++different;
    std::cout << name << ": " << found << '\n';
  }
  std::cout << fmt::format("{} samples compared, {} left out because they read a device's memory\n", compared, in_numpy);
  CHECK(different == 0);
  CHECK(in_numpy < 40);
  CHECK(sim::take_races().empty());
}
