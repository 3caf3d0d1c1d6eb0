// Every sample again in the memory of a simulated device: what it does there is what it does on the host.
#include <fmt/format.h>

#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/parity/samples.hpp>
#include <gradproof/core/sim/sim.hpp>
#include <gradproof/cuda/emulated/emulated.hpp>
#include <iostream>

using namespace gradproof;
using namespace gradproof::checks::parity;

namespace {

void compare_all() {
  sim::restart(sim::Schedule::seeded, 1);
  sim::detect_races(true);
  const auto samples = read_samples();
  std::size_t different = 0;
  for (const auto& [name, program] : samples) {
    INFO(name);
    const auto found = difference(program, run_native(program), run_native(program, "sim"));
    if (found.empty()) continue;
    ++different;
    std::cout << name << ": " << found << '\n';
  }
  std::cout << fmt::format("{} samples on a simulated device, {} different from the host\n", samples.size(), different);
  CHECK(samples.size() > 5000);
  CHECK(different == 0);
  CHECK(sim::take_races().empty());
}

}  // namespace

TEST_CASE("every sample does on a simulated device what it does on the host") { compare_all(); }

TEST_CASE("and with CUDA's kernels, their blocks and threads walked by this process") {
  sim::compute_with(cuda::emulated_backend());
  compare_all();
  sim::compute_with(cpu_backend());
}
