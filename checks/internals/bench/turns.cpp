#include <cmath>
#include <gradproof/bench/turns.hpp>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/reports/compare/interval.hpp>
#include <set>

using namespace gradproof;

namespace {

/// The median ratio that two equal programs show on a machine that becomes 20 % slower over twenty launches.
double ratio_under_drift(const std::vector<bool>& second_first) {
  double slot = 0;
  const auto next = [&] { return 1 + 0.01 * slot++; };
  std::vector<double> ratios;
  for (const bool turned : second_first) {
    const double earlier = next();
    const double later = next();
    ratios.push_back(turned ? later / earlier : earlier / later);
  }
  return reports::median(ratios);
}

}  // namespace

TEST_CASE("turns come in blocks that hold both orders, and the seed repeats them") {
  std::set<std::vector<bool>> drawn;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto turns = bench::draw_turns(10, seed);
    REQUIRE(turns.size() == 10);
    for (std::size_t pair = 0; pair < 10; pair += 2) CHECK(turns[pair] != turns[pair + 1]);
    CHECK(bench::draw_turns(10, seed) == turns);
    drawn.insert(turns);
  }
  CHECK(drawn.size() > 10);
}

TEST_CASE("a drift of the machine cancels over turns, and shows where one program always goes first") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed)
    CHECK(std::abs(ratio_under_drift(bench::draw_turns(10, seed)) - 1) < 0.002);
  CHECK(std::abs(ratio_under_drift(std::vector<bool>(10, false)) - 1) > 0.008);
}
