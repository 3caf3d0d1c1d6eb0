#pragma once
#include <gradproof/reports/records/measurement.hpp>
#include <string>
#include <vector>

namespace gradproof::reports {

/// One value for each launch of a measurement, in the order of the launches: the median of its repetitions. Launches of
/// one program differ by more than the repetitions inside one, so the launch is the unit that intervals count.
std::vector<double> launch_values(const records::Measurement& measurement);

/// Fills median, min, p90 and the interval from the samples; the interval counts launches. Needs a sample.
void summarize(records::Measurement& measurement, double confidence);

/// The two against each other, launch by launch, with the sentence that says what came out. Both need as many launches,
/// at least one.
records::Comparison compare(const records::Measurement& first, const records::Measurement& second, double confidence);

/// What a ratio first/second of two times means: "X is 3.1 % faster than Y [2.8, 3.5]", "X is 13.2 times as fast as Y
/// [12.9, 13.4]", or, where the interval holds 1, "no difference beyond 0.8 % between X and Y".
std::string ratio_sentence(const std::string& first, const std::string& second, double ratio,
                           const records::Interval& interval);

}  // namespace gradproof::reports
