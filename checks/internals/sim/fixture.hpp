#pragma once
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/sim/sim.hpp>
#include <gradproof/gradproof.hpp>

namespace gradproof {

/// A simulator of its own for one test case: nothing runs before somebody waits, so that a wait that is missing is
/// seen. An assertion that fails meanwhile says with which schedule and seed.
class Simulation {
 public:
  explicit Simulation(sim::Schedule schedule = sim::Schedule::latest, std::uint64_t seed = 1)
      : told_(Catch::MessageBuilder("INFO", CATCH_INTERNAL_LINEINFO, Catch::ResultWas::Info)
              << started(schedule, seed)) {}
  ~Simulation() { sim::detect_races(false); }

 private:
  static std::string started(sim::Schedule schedule, std::uint64_t seed) {
    for (int kind = 0; kind < sim::kFallibles; ++kind) sim::fail(sim::Fallible(kind), 0);
    sim::reset(0), sim::reset(1);
    sim::empty_cache(0), sim::empty_cache(1);
    sim::restart(schedule, seed);
    sim::detect_races(true);
    sim::take_races();
    return sim::schedule();
  }
  const Catch::ScopedMessage told_;  // what INFO makes
};

inline std::vector<float> numbers(const Tensor& t) {
  const Tensor here = t.detach().cpu().contiguous();
  return {here.data_ptr<float>(), here.data_ptr<float>() + here.numel()};
}

inline Tensor on(const char* device, std::vector<float> values) {
  const std::vector<Scalar> all(values.begin(), values.end());
  return from_values(all, std::int64_t(values.size()), kFloat).to(Device(device));
}

template <class F>
ErrorKind kind_of_error(F f) {
  try {
    f();
  } catch (const Error& e) {
    return e.kind();
  }
  FAIL("nothing was thrown");
  return {};
}

}  // namespace gradproof
