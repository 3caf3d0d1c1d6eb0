#include <algorithm>
#include <gradproof/bench/answer.hpp>
#include <gradproof/reports/compare/ratio.hpp>

namespace gradproof::bench {
namespace {

/// The same benchmark under another name or on another subject; null: not measured.
const records::Measurement* find(const Measurements& measurements, const records::Benchmark& wanted) {
  for (const records::Measurement& measurement : measurements) {
    if (measurement.benchmark == wanted) return &measurement;
  }
  return nullptr;
}

/// `of` against each measurement, where `of` names a benchmark to set before it; skipped where that was not measured.
template <class Of>
std::vector<records::Comparison> compare_each(const Measurements& measurements, double confidence, Of of) {
  std::vector<records::Comparison> comparisons;
  for (const records::Measurement& second : measurements) {
    const records::Measurement* first = find(measurements, of(second.benchmark));
    if (first != nullptr && first != &second) comparisons.push_back(reports::compare(*first, second, confidence));
  }
  return comparisons;
}

records::Benchmark twin_of(records::Benchmark benchmark) {
  if (benchmark.subject == "native") benchmark.subject = "libtorch";
  return benchmark;
}

records::Benchmark other_order_of(records::Benchmark benchmark) {
  if (benchmark.name == "detach.cpu") benchmark.name = "cpu.detach";
  return benchmark;
}

}  // namespace

Answer answer_of(Measurements probes, Measurements measurements, double confidence) {
  for (records::Measurement& measurement : probes) reports::summarize(measurement, confidence);
  for (records::Measurement& measurement : measurements) reports::summarize(measurement, confidence);
  auto twins = compare_each(measurements, confidence, twin_of);
  auto orders = compare_each(measurements, confidence, other_order_of);
  std::stable_partition(orders.begin(), orders.end(), [](const auto& order) { return is_headline(order.first); });
  return {std::move(probes), std::move(measurements), std::move(twins), std::move(orders)};
}

}  // namespace gradproof::bench
