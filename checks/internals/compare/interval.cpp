#include <functional>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/reports/compare/interval.hpp>
#include <random>

using namespace gradproof::reports;

namespace {

using Draw = std::function<double(std::mt19937_64&)>;

/// How often the interval from `count` draws holds `truth`, against the confidence that it states.
struct Coverage {
  double held = 0;
  double stated = 0;
};

Coverage coverage(const Draw& draw, double truth, int count, double confidence) {
  constexpr int kTrials = 10000;
  std::mt19937_64 random(20261123);
  Coverage result;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> values(static_cast<std::size_t>(count));
    for (double& value : values) value = draw(random);
    const auto interval = median_interval(values, confidence);
    result.held += interval.low <= truth && truth <= interval.high ? 1.0 / kTrials : 0;
    result.stated = interval.confidence;
  }
  return result;
}

double two_modes(std::mt19937_64& random) {
  const bool slow = std::bernoulli_distribution(0.4)(random);
  return std::normal_distribution<>(slow ? 8.0 : 0.0, 0.1)(random);
}

}  // namespace

TEST_CASE("the median of odd and even numbers of values") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == 2.5);
  CHECK(median({5}) == 5);
}

TEST_CASE("nine tenths of the values lie at or below the ninth decile") {
  CHECK(ninth_decile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}) == 9);
  CHECK(ninth_decile({7}) == 7);
}

TEST_CASE("the interval's ends are the textbook's order statistics of the sign test") {
  const auto ten = median_interval({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.95);
  CHECK(ten.low == 2);
  CHECK(ten.high == 9);
  CHECK(ten.confidence == Approx(1 - 2 * 11.0 / 1024));
  const auto looser = median_interval({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.85);
  CHECK(looser.low == 3);
  CHECK(looser.confidence == Approx(1 - 2 * 56.0 / 1024));
}

TEST_CASE("too few values: their whole range, with the confidence that it has") {
  const auto three = median_interval({2, 1, 3}, 0.95);
  CHECK(three.low == 1);
  CHECK(three.high == 3);
  CHECK(three.confidence == Approx(0.75));
  CHECK(median_interval({1}, 0.95).confidence == 0);
}

TEST_CASE("the interval holds the true median as often as it says, whatever the distribution") {
  const auto normal = [](auto& random) { return std::normal_distribution<>()(random); };
  const auto skewed = [](auto& random) { return std::lognormal_distribution<>(0, 1.5)(random); };
  const auto heavy = [](auto& random) { return std::cauchy_distribution<>()(random); };
  const std::vector<std::pair<Draw, double>> shapes = {{normal, 0}, {skewed, 1}, {heavy, 0}};
  for (const auto& [draw, truth] : shapes) {
    for (int count : {6, 10, 25}) {
      const Coverage result = coverage(draw, truth, count, 0.95);
      CHECK(result.stated >= 0.95);
      CHECK(result.held == Approx(result.stated).margin(0.008));
    }
  }
  // The median of two modes lies at the 5/6 quantile of the lower one.
  const Coverage modes = coverage(two_modes, 0.09674, 20, 0.95);
  CHECK(modes.held == Approx(modes.stated).margin(0.008));
}

TEST_CASE("launches as units keep the stated confidence where pooled repetitions lose it") {
  constexpr int kLaunches = 10, kRepetitions = 5, kTrials = 4000;
  std::mt19937_64 random(7);
  std::normal_distribution<> launch_effect(0, 3), noise(0, 1);
  int held_by_launches = 0, held_by_pool = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> units, pool;
    for (int launch = 0; launch < kLaunches; ++launch) {
      const double offset = launch_effect(random);
      std::vector<double> repetitions(kRepetitions);
      for (double& value : repetitions) value = offset + noise(random);
      units.push_back(median(repetitions));
      pool.insert(pool.end(), repetitions.begin(), repetitions.end());
    }
    const auto holds = [](const auto& interval) { return interval.low <= 0 && 0 <= interval.high; };
    held_by_launches += holds(median_interval(units, 0.95));
    held_by_pool += holds(median_interval(pool, 0.95));
  }
  CHECK(held_by_launches >= kTrials * 0.95);
  CHECK(held_by_pool < kTrials * 0.85);
}
