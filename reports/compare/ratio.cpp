#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <gradproof/reports/compare/interval.hpp>
#include <gradproof/reports/compare/ratio.hpp>
#include <map>

namespace gradproof::reports {
namespace {

/// From this ratio on, "times as fast" is easier to read than a percentage.
constexpr double kTimes = 1.5;

/// A percentage that is not smaller than the true one, to a tenth.
double rounded_up_percent(double fraction) { return std::max(0.0, std::ceil(fraction * 1000 - 1e-9) / 10); }

/// `speed` is how many times as fast `fast` is, at least 1; low and high are its interval.
std::string faster(const std::string& fast, const std::string& slow, double speed, double low, double high) {
  if (low >= kTimes) {
    return fmt::format("{} is {:.1f} times as fast as {} [{:.1f}, {:.1f}]", fast, speed, slow, low, high);
  }
  const auto saved = [](double times) { return (1 - 1 / times) * 100; };
  return fmt::format("{} is {:.1f} % faster than {} [{:.1f}, {:.1f}]", fast, saved(speed), slow, saved(low),
                     saved(high));
}

/// What a comparison is about: what both benchmarks share, then what sets each apart.
struct Topic {
  std::string shared, first, second;
};

Topic topic_of(const records::Benchmark& first, const records::Benchmark& second) {
  const std::string setting = fmt::format(", {} elements{}", first.size, first.grad ? " with grad" : "");
  if (first.name == second.name) return {first.name + setting, first.subject, second.subject};
  if (first.subject == second.subject) return {first.subject + setting, first.name, second.name};
  return {first.tag + setting, first.subject + "'s " + first.name, second.subject + "'s " + second.name};
}

}  // namespace

std::vector<double> launch_values(const records::Measurement& measurement) {
  std::map<int, std::vector<double>> launches;
  for (const records::Sample& sample : measurement.samples) launches[sample.launch].push_back(sample.value);
  std::vector<double> values;
  for (const auto& [launch, repetitions] : launches) values.push_back(median(repetitions));
  return values;
}

void summarize(records::Measurement& measurement, double confidence) {
  std::vector<double> values;
  for (const records::Sample& sample : measurement.samples) values.push_back(sample.value);
  const std::vector<double> launches = launch_values(measurement);
  measurement.min = *std::min_element(values.begin(), values.end());
  measurement.p90 = ninth_decile(values);
  measurement.median = median(launches);
  measurement.interval = median_interval(launches, confidence);
}

records::Comparison compare(const records::Measurement& first, const records::Measurement& second, double confidence) {
  const std::vector<double> above = launch_values(first);
  const std::vector<double> below = launch_values(second);
  assert(above.size() == below.size() && !above.empty());
  std::vector<double> ratios(above.size());
  std::transform(above.begin(), above.end(), below.begin(), ratios.begin(), std::divides<>());
  records::Comparison comparison{first.benchmark,
                                 second.benchmark,
                                 static_cast<std::int64_t>(ratios.size()),
                                 median(ratios),
                                 median_interval(ratios, confidence),
                                 ""};
  const Topic topic = topic_of(first.benchmark, second.benchmark);
  comparison.sentence =
      topic.shared + ": " + ratio_sentence(topic.first, topic.second, comparison.ratio, comparison.interval);
  return comparison;
}

std::string ratio_sentence(const std::string& first, const std::string& second, double ratio,
                           const records::Interval& interval) {
  if (interval.high < 1) return faster(first, second, 1 / ratio, 1 / interval.high, 1 / interval.low);
  if (interval.low > 1) return faster(second, first, ratio, interval.low, interval.high);
  const double beyond = rounded_up_percent(std::max(1 - interval.low, interval.high - 1));
  return fmt::format("no difference beyond {:.1f} % between {} and {}", beyond, first, second);
}

}  // namespace gradproof::reports
