#include <algorithm>
#include <filesystem>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/explain/scenarios.hpp>
#include <gradproof/checks/program/parse.hpp>

namespace gradproof::checks::explain {
namespace {

namespace fs = std::filesystem;

constexpr int kNeverStops = -1;  // poll() skips a negative descriptor

std::vector<fs::path> files() {
  std::vector<fs::path> all;
  for (const auto& entry : fs::recursive_directory_iterator(GRADPROOF_SOURCE_DIR "/checks/scenarios"))
    if (entry.path().extension() == ".py") all.push_back(entry.path());
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<Told> tell_all() {
  std::vector<Told> all;
  for (const auto& path : files()) {
    const auto read = read_program(path);
    REQUIRE(read.program);
    all.push_back({path.parent_path().filename().string() + '/' + path.stem().string(),
                   explain(*read.program, {.jobs = 2}, kNeverStops)});
  }
  return all;
}

}  // namespace

const std::vector<Told>& told_scenarios() {
  static const std::vector<Told> all = tell_all();
  return all;
}

records::Story told(const std::string& source) {
  const auto parsed = parse(source, "test.py");
  REQUIRE(parsed.program);
  auto explained = explain(*parsed.program, {.jobs = 2}, kNeverStops);
  REQUIRE(explained.story);
  return std::move(*explained.story);
}

}  // namespace gradproof::checks::explain
