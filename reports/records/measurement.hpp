#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gradproof::records {

// What a benchmark found. Read in this order: Benchmark names it, Measurement holds every sample of one
// benchmark on one subject, Comparison sets two of them against each other.

/// What was measured, on whom. Two benchmarks that differ in nothing here are the same benchmark.
struct Benchmark {
  std::string tag;        ///< the suite: "conversion"
  std::string name;       ///< "detach", "cpu.detach", "seed_step", ...
  std::int64_t size = 0;  ///< elements of the tensor
  bool grad = false;      ///< the tensor required grad
  std::string subject;    ///< "native" or "libtorch"

  bool operator==(const Benchmark&) const = default;
};

/// Low and high end of an interval that holds the true value with the given confidence (0..1).
struct Interval {
  double low = 0;
  double high = 0;
  double confidence = 0;

  bool operator==(const Interval&) const = default;
};

/// One timed batch. `launch` counts the process starts of this subject, `repetition` the batches inside one; both from
/// 0.
struct Sample {
  double value = 0;             ///< per iteration, in the measurement's unit
  std::int64_t iterations = 0;  ///< iterations that the batch ran
  int launch = 0;
  int repetition = 0;

  bool operator==(const Sample&) const = default;
};

/// Every sample of one benchmark: a line of measurements.jsonl, schema gradproof.measurement/1.
struct Measurement {
  Benchmark benchmark;
  std::string subject_version;
  std::string unit = "ns";  ///< of the samples and of all figures below
  std::string direction = "lower is better";
  std::string clock = "cpu";    ///< "cpu" or "wall"
  std::vector<Sample> samples;  ///< in the order in which they were taken
  double median = 0;
  double min = 0;
  double p90 = 0;
  Interval interval;  ///< of the median, exact, from order statistics

  bool operator==(const Measurement&) const = default;
};

/// Two benchmarks against each other: a line of measurements.jsonl, schema gradproof.comparison/1.
/// The ratio is first / second, pair by pair, samples taken in turns.
struct Comparison {
  Benchmark first;
  Benchmark second;
  std::int64_t pairs = 0;
  double ratio = 0;      ///< median over the pairs
  Interval interval;     ///< of the ratio, exact (sign test)
  std::string sentence;  ///< what it means, for people

  bool operator==(const Comparison&) const = default;
};

}  // namespace gradproof::records
