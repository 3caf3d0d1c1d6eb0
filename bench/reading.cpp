#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gradproof/bench/bench_error.hpp>
#include <gradproof/bench/reading.hpp>
#include <nlohmann/json.hpp>

namespace gradproof::bench {
namespace {

using Json = nlohmann::json;

double nanoseconds_in(const std::string& unit) {
  if (unit == "ns") return 1;
  if (unit == "us") return 1e3;
  if (unit == "ms") return 1e6;
  return 1e9;
}

records::Sample read_sample(const Json& row, const std::string& name) {
  records::Sample sample;
  sample.value = row.at("cpu_time").get<double>() * nanoseconds_in(row.value("time_unit", "ns"));
  sample.iterations = row.at("iterations").get<std::int64_t>();
  sample.repetition = row.value("repetition_index", 0);
  if (!std::isfinite(sample.value) || sample.value <= 0) throw BenchError(name + ": reported no time");
  return sample;
}

void add_row(Launched& launched, std::string_view tag, const Json& row) {
  const auto name = row.at("run_name").get<std::string>();
  if (row.value("error_occurred", false)) throw BenchError(name + ": " + row.value("error_message", "failed"));
  if (row.value("run_type", "iteration") != "iteration") return;
  records::Benchmark benchmark = parse_name(tag, name);
  benchmark.subject = launched.subject;
  auto found = std::ranges::find(launched.readings, benchmark, &Reading::benchmark);
  if (found == launched.readings.end()) found = launched.readings.insert(found, {benchmark, {}});
  found->samples.push_back(read_sample(row, name));
}

}  // namespace

records::Benchmark parse_name(std::string_view tag, const std::string& name) {
  const auto number_after = [&](std::string_view key) {
    const std::size_t at = name.find(key);
    return at == std::string::npos ? 0 : std::atoll(name.c_str() + at + key.size());
  };
  records::Benchmark benchmark;
  benchmark.tag = tag;
  benchmark.name = name.substr(0, name.find('/'));
  benchmark.grad = number_after("/grad:") != 0;
  benchmark.size = number_after("/size:");
  return benchmark;
}

Launched read_launch(const std::string& program, std::string_view tag, std::string_view json) try {
  const Json report = Json::parse(json);
  Launched launched;
  launched.subject = report.at("context").at("subject").get<std::string>();
  launched.subject_version = report.at("context").at("subject_version").get<std::string>();
  for (const Json& row : report.at("benchmarks")) add_row(launched, tag, row);
  if (launched.readings.empty()) throw BenchError("ran no benchmark");
  for (Reading& reading : launched.readings) std::ranges::sort(reading.samples, {}, &records::Sample::repetition);
  return launched;
} catch (const Json::exception& error) {
  throw BenchError(fmt::format("{}: its output is not Google Benchmark's JSON: {}", program, error.what()));
} catch (const BenchError& error) {
  throw BenchError(fmt::format("{}: {}", program, error.what()));
}

}  // namespace gradproof::bench
