#include <algorithm>
#include <cassert>
#include <cmath>
#include <gradproof/reports/compare/interval.hpp>

namespace gradproof::reports {
namespace {

/// The first of `values` that is dropped from the top (and, alike, the last from the bottom), and the confidence left.
struct Cut {
  std::size_t dropped = 0;
  double confidence = 0;
};

/// How many order statistics can be dropped at each end. The number of values below the true median is binomial with
/// chance 1/2, so dropping k at each end leaves 1 - 2 P(at most k).
Cut widest_cut(std::size_t count, double confidence) {
  long double chance = std::pow(0.5L, static_cast<long double>(count));  // of exactly `k` below the median
  long double at_most = chance;
  Cut cut{0, static_cast<double>(1 - 2 * at_most)};
  for (std::size_t k = 1; 2 * k + 1 < count; ++k) {
    chance *= static_cast<long double>(count - k + 1) / static_cast<long double>(k);
    at_most += chance;
    const auto left = static_cast<double>(1 - 2 * at_most);
    if (left < confidence) break;
    cut = {k, left};
  }
  return cut;
}

}  // namespace

double median(std::vector<double> values) {
  assert(!values.empty());
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double ninth_decile(std::vector<double> values) {
  assert(!values.empty());
  std::sort(values.begin(), values.end());
  return values[(values.size() * 9 + 9) / 10 - 1];
}

records::Interval median_interval(std::vector<double> values, double confidence) {
  assert(!values.empty());
  std::sort(values.begin(), values.end());
  const Cut cut = widest_cut(values.size(), confidence);
  return {values[cut.dropped], values[values.size() - 1 - cut.dropped], cut.confidence};
}

}  // namespace gradproof::reports
