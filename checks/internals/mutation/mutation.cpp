// Would the samples notice a wrong derivative? Every kind of node that runs on a sample is bent in turn, so that what
// it gives is wrong by one part in a thousand; some sample that agreed with PyTorch before must then differ.
#include <algorithm>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/parity/samples.hpp>
#include <gradproof/core/tensor/faults.hpp>
#include <iostream>

using namespace gradproof::checks;
using namespace gradproof::checks::parity;
using gradproof::plant_fault;

namespace {

constexpr std::size_t kWitnesses = 60;  // samples that are asked about one kind of node

/// Node name -> samples in which it ran and which agree with the recording.
using Witnesses = std::map<std::string, std::vector<std::string>>;

Witnesses find_witnesses(const std::map<std::string, Program>& samples,
                         const std::map<std::string, Result>& recording) {
  Witnesses witnesses;
  for (const auto& [name, program] : samples) {
    const auto recorded = recording.find(name);
    if (recorded == recording.end()) continue;
    gradproof::take_executed_nodes();
    if (!difference(program, recorded->second, run_native(program)).empty()) continue;
    for (const auto& node : gradproof::take_executed_nodes())
      if (auto& known = witnesses[node]; known.size() < kWitnesses) known.push_back(name);
  }
  return witnesses;
}

}  // namespace

TEST_CASE("a derivative that is wrong by one part in a thousand does not pass") {
  const auto samples = read_samples();
  const auto recording = read_recording();
  const Witnesses witnesses = find_witnesses(samples, recording);
  std::vector<std::string> missed;
  for (const auto& [node, names] : witnesses) {
    REQUIRE(plant_fault("bend:" + node));
    const bool seen = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      const Program& program = samples.at(name);
      return !difference(program, recording.at(name), run_native(program)).empty();
    });
    if (!seen) missed.push_back(node);
  }
  REQUIRE(plant_fault(""));
  std::cout << witnesses.size() << " kinds of nodes bent, " << missed.size() << " unnoticed\n";
  for (const auto& node : missed) std::cout << node << '\n';
  CHECK(witnesses.size() > 180);
  CHECK(missed.empty());
}
