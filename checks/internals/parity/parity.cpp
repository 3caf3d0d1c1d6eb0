// Every operation on every sample of checks/ops, against what the newest recorded PyTorch did: value, dtype, shape,
// whether the result is a view, gradients to second order, what is saved, the kind of every error. A difference must
// stand in checks/ops/differences.txt with its reason, and every line there must be needed.
#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/judge/classify.hpp>
#include <gradproof/checks/judge/compare.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/reports/records/json.hpp>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

using namespace gradproof::checks;
namespace records = gradproof::records;

namespace {

const std::string ops_folder = GRADPROOF_SOURCE_DIR "/checks/ops";

/// What one run of a sample gave: the kind of its error, or what was observed.
struct Result {
  std::string kind;  ///< empty: it ran to its end
  records::Values observed;
};

struct Excuse {
  std::string glob, reason;
  bool used = false;
};

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  REQUIRE(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

Result parse_recorded(const nlohmann::ordered_json& line) {
  if (line.contains("observed")) return {"", records::values_from_json(line["observed"].dump())};
  const auto& error = line["error"];
  const auto type = error["type"].get<std::string>(), message = error["message"].get<std::string>();
  return {classify({type, message, line["in_backward"].get<bool>()}).kind, {}};
}

std::map<std::string, Result> read_recording() {
  std::map<std::string, Result> results;
  for (const auto& line : lines_of(ops_folder + "/../recorded/" GRADPROOF_OPS_RECORDING)) {
    const auto json = nlohmann::ordered_json::parse(line);
    results.emplace(json["sample"].get<std::string>(), parse_recorded(json));
  }
  return results;
}

std::vector<Excuse> read_excuses() {
  std::vector<Excuse> excuses;
  for (const auto& line : lines_of(ops_folder + "/differences.txt")) {
    if (line.empty() || line.front() == '#') continue;
    const auto gap = line.find(' ');
    REQUIRE(gap != std::string::npos);
    excuses.push_back({line.substr(0, gap), line.substr(gap + 1)});
  }
  return excuses;
}

/// The coarsest dtype that a sample computes in decides how close its numbers can be.
double tolerance_of(const Program& program) {
  if (program.source.find("bfloat16") != std::string::npos) return 3e-2;
  if (program.source.find("float16") != std::string::npos) return 4e-3;
  if (program.source.find("float64") == std::string::npos || program.source.find("float32") != std::string::npos)
    return 1e-5;
  return 1e-9;
}

Result run_native(const Program& program) {
  const auto machine = make_native_machine({});
  const Answer answer = walk(program, *machine);
  if (answer.status == Status::finished) return {"", answer.observed};
  if (answer.status != Status::raised) return {"unsupported: " + answer.reason, {}};
  return {classify({answer.error_type, answer.error->message, answer.in_backward, answer.error->kind}).kind, {}};
}

/// Empty where both agree.
std::string difference(const Result& recorded, const Result& seen, double tolerance) {
  if (recorded.kind != seen.kind)
    return fmt::format("ends with {}; PyTorch with {}", seen.kind.empty() ? "no error" : seen.kind,
                       recorded.kind.empty() ? "no error" : recorded.kind);
  for (const auto& [expression, value] : recorded.observed) {
    const auto* other = find(seen.observed, expression);
    if (!other || !equal(*other, value, tolerance))
      return fmt::format("{} is {}; PyTorch has {}", expression, other ? records::to_json(*other) : "not there",
                         records::to_json(value));
  }
  return "";
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
  std::vector<std::string> unexplained, unrecorded;
  std::size_t compared = 0, equal_ones = 0;
  for (const auto& entry : std::filesystem::directory_iterator(GRADPROOF_SAMPLES)) {
    const auto read = read_program(entry.path());
    INFO(entry.path());
    REQUIRE(read.program);
    const auto recorded = recording.find(read.program->name);
    if (recorded == recording.end()) {
      unrecorded.push_back(read.program->name + ": run ./dev record");
      continue;
    }
    ++compared;
    const auto found = difference(recorded->second, run_native(*read.program), tolerance_of(*read.program));
    if (found.empty())
      ++equal_ones;
    else if (!excused(excuses, read.program->name))
      unexplained.push_back(read.program->name + ": " + found);
  }
  std::vector<std::string> unused;
  for (const Excuse& excuse : excuses)
    if (!excuse.used) unused.push_back(excuse.glob + " excuses nothing: take it out of differences.txt");
  std::sort(unexplained.begin(), unexplained.end());
  std::cout << fmt::format("{} samples compared: {} equal, {} explained, {} unexplained\n", compared, equal_ones,
                           compared - equal_ones - unexplained.size(), unexplained.size());
  std::cout << joined(unexplained) + joined(unrecorded) + joined(unused);  // Catch2 would fold these lines
  CHECK(compared == recording.size());
  CHECK(unexplained.empty());
  CHECK(unrecorded.empty());
  CHECK(unused.empty());
}
