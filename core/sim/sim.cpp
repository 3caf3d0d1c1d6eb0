#include <gradproof/core/sim/sim.hpp>
#include <gradproof/core/sim/sim_device.hpp>

namespace gradproof::sim {

void restart(Schedule schedule, std::uint64_t seed) {
  Simulator::Lock hold(Simulator::get().lock);
  Simulator::get().restart({schedule, seed});
}

std::string schedule() {
  if (!Simulator::is_made()) return to_string(plan_of_environment());
  Simulator::Lock hold(Simulator::get().lock);
  return to_string(Simulator::get().plan());
}

void detect_races(bool on) {
  Simulator::Lock hold(Simulator::get().lock);
  Simulator::get().detect_races(on);
}

void record_trace(bool on) {
  Simulator::Lock hold(Simulator::get().lock);
  Simulator::get().record_trace(on);
}

Trace take_trace() {
  Simulator::Lock hold(Simulator::get().lock);
  return Simulator::get().take_trace();
}

std::vector<std::string> take_races() {
  Simulator::Lock hold(Simulator::get().lock);
  std::vector<std::string> words;
  for (const Race& race : Simulator::get().take_races()) words.push_back(to_string(race));
  return words;
}

void reset(int device) { SimDevice::device(device).reset(); }
std::size_t empty_cache(int device) { return SimDevice::device(device).empty_cache(); }
std::size_t in_use(int device) { return SimDevice::device(device).in_use(); }

}  // namespace gradproof::sim
