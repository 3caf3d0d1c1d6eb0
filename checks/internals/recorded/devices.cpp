// Every scenario again with all its tensors in the memory of a simulated device, under many schedules: it ends as it
// does on the host, with the same values. Where it asks for the tensor's bytes on the host it is refused, as PyTorch
// does.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/judge/compare.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/core/sim/sim.hpp>
#include <gradproof/reports/records/json.hpp>
#include <iostream>
#include <set>

using namespace gradproof::checks;
namespace sim = gradproof::sim;
namespace records = gradproof::records;

namespace {

/// What .cpu() copies on a device and hands back as it is on the host, in a program or in save_on_cpu: here the two are
/// to differ.
const std::set<std::string> kOtherOnDevices = {"np-cpu-chain",        "detach-cpu-write", "dc-same-then-write",
                                               "dc-cpu-detach-order", "dc-cpu-backup",    "data-cpu-write",
                                               "cpu-detach-write",    "dc-same-device",   "sh-save-on-cpu"};

Answer run_on(const Program& program, const std::string& device) {
  const auto machine = make_native_machine({.seed = std::uint64_t(program.header.seed.value_or(0)), .device = device});
  return walk(program, *machine);
}

bool reads_memory_on_the_host(const Program& program) {
  for (const char* word : {"numpy", "np.", "dlpack"})
    if (program.source.find(word) != std::string::npos) return true;
  return false;
}

/// How it ended, in one line: the kind and place of its error.
std::string ending(const Answer& a) {
  if (a.status != Status::raised) return fmt::format("status {} {}", int(a.status), a.reason);
  return fmt::format("{} in line {}{}", a.error->kind, a.error->line, a.in_backward ? ", backward" : "");
}

std::string difference(const Answer& here, const Answer& there) {
  if (ending(here) != ending(there)) return ending(there) + "; on the host " + ending(here);
  for (const auto& [expression, value] : here.observed) {
    const auto* other = find(there.observed, expression);
    if (!other || !equal(*other, value, 1e-6))
      return fmt::format("{} is {}; on the host {}", expression, other ? records::to_json(*other) : "not there",
                         records::to_json(value));
  }
  return "";
}

}  // namespace

namespace {

/// Under so many seeds, as late as possible, and on threads.
void compare_all(std::uint64_t seeds) {
  std::size_t compared = 0, refused = 0, different = 0;
  std::set<std::string> other;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(GRADPROOF_SOURCE_DIR "/checks/scenarios")) {
    if (entry.path().extension() != ".py") continue;
    INFO(entry.path());
    const auto read = read_program(entry.path());
    REQUIRE(read.program);
    const Program& program = *read.program;
    const Answer here = run_on(program, "");
    for (std::uint64_t seed = 0; seed < seeds + 2; ++seed) {
      sim::restart(seed == 0   ? sim::Schedule::latest
                   : seed == 1 ? sim::Schedule::threads
                               : sim::Schedule::seeded,
                   seed);
      sim::detect_races(true);
      const Answer there = run_on(program, "sim");
      const auto found = difference(here, there);
      compared += found.empty() && seed == 0;
      if (found.empty()) continue;
      if (kOtherOnDevices.count(program.name)) {
        other.insert(program.name);
        continue;
      }
      if (there.error && there.error->kind == "device_access") {
        INFO(there.error->message);
        CHECK(reads_memory_on_the_host(program));
        refused += seed == 0;
        continue;
      }
      ++different;
      std::cout << program.name << ": " << found << '\n';
    }
  }
  std::cout << fmt::format("{} scenarios on a simulated device, {} refused there\n", compared, refused);
  CHECK(compared > 400);
  CHECK(different == 0);
  CHECK(other == kOtherOnDevices);
  CHECK(sim::take_races().empty());
}

}  // namespace

TEST_CASE("every scenario does on a simulated device what it does on the host") { compare_all(4); }
TEST_CASE("the same under a hundred seeds", "[.deep]") { compare_all(100); }

TEST_CASE("page-locked memory needs an accelerator, as in PyTorch") {
  for (const char* made :
       {"torch.ones(2).pin_memory()", "torch.zeros(2, pin_memory=True)", "torch.randn(2, pin_memory=True)"}) {
    INFO(made);
    const auto read = parse(fmt::format("import torch\nx = torch.ones(2, requires_grad=True)\ny = {}\n", made), "p.py");
    REQUIRE(read.program);
    const Answer answer = run_on(*read.program, "");
    REQUIRE(answer.error);
    CHECK(answer.error->kind == "device_unavailable");
    CHECK(answer.error->line == 3);
  }
}
