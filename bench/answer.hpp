#pragma once
#include <gradproof/reports/records/measurement.hpp>
#include <string>
#include <vector>

namespace gradproof::bench {

using Measurements = std::vector<records::Measurement>;

/// What `gradproof bench conversion` found: the probes of the machine, the measurements, and what follows from them.
struct Answer {
  Measurements probes;  ///< taken before and after, as launches 0 and 1
  Measurements measurements;
  std::vector<records::Comparison> twins;   ///< libtorch / native for each benchmark; empty without libtorch
  std::vector<records::Comparison> orders;  ///< cpu.detach / detach.cpu on each subject, for each size with and without
                                            ///< grad; the headline case first
};

/// The case that the question is about: three numbers that require grad.
inline bool is_headline(const records::Benchmark& benchmark) { return benchmark.size == 3 && benchmark.grad; }

/// Draws the figures and comparisons from the samples; intervals have at least the confidence (0..1) where there are
/// enough launches.
Answer answer_of(Measurements probes, Measurements measurements, double confidence);

/// The answer for people: a table, the old-fashioned "10,000 iterations take ... s" for both orders, and the sentence
/// that answers the question. Ends with a newline.
std::string print(const Answer& answer);

/// The table as Markdown, in microseconds, for a page of results; without the question of orders.
std::string print_markdown(const Answer& answer);

}  // namespace gradproof::bench
