#pragma once
#include <gradproof/reports/records/measurement.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::bench {

/// One benchmark in one launch: its repetitions in the order of their numbers.
struct Reading {
  records::Benchmark benchmark;
  std::vector<records::Sample> samples;  ///< CPU time in ns per iteration; `launch` is 0
};

/// What one launch of a benchmark program said.
struct Launched {
  std::string subject;
  std::string subject_version;
  std::vector<Reading> readings;
};

/// A benchmark by the name it has in its program, "NAME/grad:G/size:N"; the subject stays empty.
records::Benchmark parse_name(std::string_view tag, const std::string& name);

/// Reads Google Benchmark's JSON, whose context names the subject and its version. Throws BenchError, which begins with
/// `program`: not that JSON, a benchmark that reported an error or no time, or no benchmark at all.
Launched read_launch(const std::string& program, std::string_view tag, std::string_view json);

}  // namespace gradproof::bench
