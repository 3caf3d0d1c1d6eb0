// What nothing orders is found whatever the schedule made of it, and nothing else is.
#include <gradproof/checks/internals/sim/fixture.hpp>
#include <gradproof/checks/internals/sim/race_programs.hpp>

namespace gradproof {
namespace {

std::vector<std::string> races_of(const RaceProgram& program, bool ordered, sim::Schedule schedule,
                                  std::uint64_t seed) {
  const Simulation simulation(schedule, seed);
  program.run(ordered);
  for (const char* device : {"sim:0", "sim:1"}) Device(device).backend().synchronize();
  return sim::take_races();
}

}  // namespace

TEST_CASE("planted races are found in every schedule, their ordered twins are quiet") {
  REQUIRE(race_programs().size() >= 30);
  for (const RaceProgram& program : race_programs()) {
    INFO(program.name);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CHECK_FALSE(races_of(program, false, sim::Schedule::seeded, seed).empty());
      CHECK(races_of(program, true, sim::Schedule::seeded, seed).empty());
    }
    for (const auto schedule : {sim::Schedule::latest, sim::Schedule::threads}) {
      CHECK_FALSE(races_of(program, false, schedule, 0).empty());
      CHECK(races_of(program, true, schedule, 0).empty());
    }
  }
}

TEST_CASE("a report names both accesses and what is missing") {
  const Simulation simulation;
  const Tensor x = on("sim", {3, -1, 2});
  const Stream side = new_stream(x.device());
  x.mul_(2);
  {
    const StreamGuard guard(side);
    x.narrow(0, 1, 2).add(1);
  }
  const std::vector<std::string> races = sim::take_races();
  REQUIRE(races.size() == 1);
  const std::string main_number = std::to_string(std::uint32_t(current_stream(x.device()).id())),
                    side_number = std::to_string(std::uint32_t(side.id()));
  CHECK_THAT(races[0], Catch::Contains("race: Mul (stream " + main_number + ", position "));
  CHECK_THAT(races[0], Catch::Contains(") writes device 0, block ") &&
                           Catch::Contains("bytes 0 to 12; Add (stream " + side_number));
  CHECK_THAT(races[0],
             Catch::Contains("bytes 4 to 12; nothing orders the two: record an event on stream " + main_number +
                             " after the first and let stream " + side_number + " wait for it"));
}

TEST_CASE("a race with the host is told once, and the bytes are the host's again") {
  const Simulation simulation;
  const Tensor buffer = tensor({4.F, 5.F, 6.F}).pin_memory();
  const Tensor x = buffer.to(Device("sim"), true);
  CHECK(buffer.data_ptr<float>()[1] == 5);  // a copy from it only reads
  CHECK(sim::take_races().empty());
  buffer.data_ptr<float>()[1] = 9;
  buffer.data_ptr<float>()[2] = 9;
  const std::vector<std::string> races = sim::take_races();
  REQUIRE(races.size() == 1);
  CHECK_THAT(races[0], Catch::Contains("the host writes page-locked host memory, block of 12 bytes, bytes 4 to 8"));
  CHECK_THAT(races[0], Catch::Contains("wait for stream "));
}

TEST_CASE("planted races beside the detector, for ThreadSanitizer: a section each", "[.unwatched]") {
  for (const RaceProgram& program : race_programs())
    for (const bool ordered : {false, true}) DYNAMIC_SECTION(program.name << (ordered ? " ordered" : " planted")) {
        const Simulation simulation(sim::Schedule::threads);
        sim::detect_races(false);
        program.run(ordered);
        for (const char* device : {"sim:0", "sim:1"}) Device(device).backend().synchronize();
      }
}

TEST_CASE("without the detector nothing is told and nothing is closed") {
  const Simulation simulation;
  sim::detect_races(false);
  for (const RaceProgram& program : race_programs()) program.run(false);
  CHECK(sim::take_races().empty());
}

}  // namespace gradproof
