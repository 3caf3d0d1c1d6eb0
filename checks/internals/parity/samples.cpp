#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/parity/samples.hpp>
#include <gradproof/checks/judge/classify.hpp>
#include <gradproof/checks/judge/compare.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/reports/records/json.hpp>
#include <nlohmann/json.hpp>

namespace gradproof::checks::parity {
namespace {

Result parse_recorded(const nlohmann::ordered_json& line) {
  if (line.contains("observed")) return {"", records::values_from_json(line["observed"].dump())};
  const auto& error = line["error"];
  const auto type = error["type"].get<std::string>(), message = error["message"].get<std::string>();
  return {classify({type, message, line["in_backward"].get<bool>()}).kind, {}};
}

double tolerance_of(const Program& program) {
  const auto names = [&](const char* dtype) { return program.source.find(dtype) != std::string::npos; };
  if (names("bfloat16")) return 3e-2;
  if (names("float16")) return 4e-3;
  return !names("float64") || names("float32") ? 1e-5 : 1e-9;
}

}  // namespace

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  INFO(path);
  REQUIRE(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::map<std::string, Program> read_samples() {
  std::map<std::string, Program> samples;
  for (const auto& entry : std::filesystem::directory_iterator(GRADPROOF_SAMPLES)) {
    auto read = read_program(entry.path());
    INFO(entry.path());
    REQUIRE(read.program);
    std::string name = read.program->name;
    samples.emplace(std::move(name), std::move(*read.program));
  }
  return samples;
}

std::map<std::string, Result> read_recording() {
  std::map<std::string, Result> results;
  for (const auto& line : lines_of(GRADPROOF_SOURCE_DIR "/checks/recorded/" GRADPROOF_OPS_RECORDING)) {
    const auto json = nlohmann::ordered_json::parse(line);
    results.emplace(json["sample"].get<std::string>(), parse_recorded(json));
  }
  return results;
}

Result run_native(const Program& program, const std::string& device) {
  const auto machine = make_native_machine({.device = device});
  const Answer answer = walk(program, *machine);
  if (answer.status == Status::finished) return {"", answer.observed};
  if (answer.status != Status::raised) return {"unsupported: " + answer.reason, {}};
  return {classify({answer.error_type, answer.error->message, answer.in_backward, answer.error->kind}).kind, {}};
}

std::string difference(const Program& program, const Result& recorded, const Result& seen) {
  if (recorded.kind != seen.kind)
    return fmt::format("ends with {}; PyTorch with {}", seen.kind.empty() ? "no error" : seen.kind,
                       recorded.kind.empty() ? "no error" : recorded.kind);
  for (const auto& [expression, value] : recorded.observed) {
    const auto* other = find(seen.observed, expression);
    if (!other || !equal(*other, value, tolerance_of(program)))
      return fmt::format("{} is {}; PyTorch has {}", expression, other ? records::to_json(*other) : "not there",
                         records::to_json(value));
  }
  return "";
}

}  // namespace gradproof::checks::parity
