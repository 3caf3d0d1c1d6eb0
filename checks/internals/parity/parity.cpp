// Every operation on every sample of checks/ops, against what the newest recorded PyTorch did: value, dtype, shape,
// whether the result is a view, gradients to second order, what is saved, the kind of every error. A difference must
// stand in checks/ops/differences.txt with its reason, and every line there must be needed.
#include <fmt/format.h>
#include <fnmatch.h>

#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/parity/samples.hpp>
#include <iostream>

using namespace gradproof::checks;
using namespace gradproof::checks::parity;

namespace {

struct Excuse {
  std::string glob, reason;
  bool used = false;
};

std::vector<Excuse> read_excuses() {
  std::vector<Excuse> excuses;
  for (const auto& line : lines_of(GRADPROOF_SOURCE_DIR "/checks/ops/differences.txt")) {
    if (line.empty() || line.front() == '#') continue;
    const auto gap = line.find(' ');
    REQUIRE(gap != std::string::npos);
    excuses.push_back({line.substr(0, gap), line.substr(gap + 1)});
  }
  return excuses;
}

bool excused(std::vector<Excuse>& excuses, const std::string& sample) {
  bool found = false;
  for (Excuse& excuse : excuses)
    if (fnmatch(excuse.glob.c_str(), sample.c_str(), 0) == 0) found = excuse.used = true;
  return found;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

}  // namespace

TEST_CASE("every sample does on native what the newest recorded PyTorch did") {
  const auto recording = read_recording();
  auto excuses = read_excuses();
  std::vector<std::string> unexplained, unrecorded, unused;
  std::size_t compared = 0, equal_ones = 0;
  for (const auto& [name, program] : read_samples()) {
    const auto recorded = recording.find(name);
    if (recorded == recording.end()) {
      unrecorded.push_back(name + ": run ./dev record");
      continue;
    }
    ++compared;
    INFO(name);
    const auto found = difference(program, recorded->second, run_native(program));
    if (found.empty())
      ++equal_ones;
    else if (!excused(excuses, name))
      unexplained.push_back(name + ": " + found);
  }
  for (const Excuse& excuse : excuses)
    if (!excuse.used) unused.push_back(excuse.glob + " excuses nothing: take it out of differences.txt");
  std::cout << fmt::format("{} samples compared: {} equal, {} explained, {} unexplained\n", compared, equal_ones,
                           compared - equal_ones - unexplained.size(), unexplained.size());
  std::cout << joined(unexplained) + joined(unrecorded) + joined(unused);  // Catch2 would fold these lines
  CHECK(compared == recording.size());
  CHECK(unexplained.empty());
  CHECK(unrecorded.empty());
  CHECK(unused.empty());
}
