#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/reports/compare/ratio.hpp>

using namespace gradproof;

namespace {

/// Each launch's repetitions, in nanoseconds.
records::Measurement measurement(const char* name, const char* subject,
                                 const std::vector<std::vector<double>>& launches) {
  records::Measurement result;
  result.benchmark = {"conversion", name, 3, true, subject};
  for (std::size_t launch = 0; launch < launches.size(); ++launch) {
    for (std::size_t repetition = 0; repetition < launches[launch].size(); ++repetition) {
      result.samples.push_back(
          {launches[launch][repetition], 100, static_cast<int>(launch), static_cast<int>(repetition)});
    }
  }
  return result;
}

}  // namespace

TEST_CASE("a launch counts once, with the median of its repetitions") {
  const auto detach = measurement("detach", "native", {{10, 90, 11}, {12, 13, 14}});
  CHECK(reports::launch_values(detach) == std::vector<double>{11, 13});
}

TEST_CASE("a summary holds the figures of the samples and the interval of the launches") {
  auto detach = measurement("detach", "native", {{10, 12, 14}, {20, 22, 24}, {30, 32, 34}});
  reports::summarize(detach, 0.95);
  CHECK(detach.min == 10);
  CHECK(detach.median == 22);
  CHECK(detach.p90 == 34);
  CHECK(detach.interval == records::Interval{12, 32, 0.75});
}

TEST_CASE("a comparison divides launch by launch, so that drift cancels") {
  const auto slow = measurement("detach", "libtorch", {{100}, {200}, {400}});
  const auto fast = measurement("detach", "native", {{10}, {20}, {40}});
  const auto result = reports::compare(slow, fast, 0.95);
  CHECK(result.pairs == 3);
  CHECK(result.ratio == 10);
  CHECK(result.interval == records::Interval{10, 10, 0.75});
  CHECK(result.sentence == "detach, 3 elements with grad: native is 10.0 times as fast as libtorch [10.0, 10.0]");
}

TEST_CASE("the sentence says which is faster, or that neither is") {
  using reports::ratio_sentence;
  CHECK(ratio_sentence("x", "y", 1.001, {0.9921, 1.004, 0.98}) == "no difference beyond 0.8 % between x and y");
  CHECK(ratio_sentence("x", "y", 0.97, {0.96, 0.98, 0.98}) == "x is 3.0 % faster than y [2.0, 4.0]");
  CHECK(ratio_sentence("x", "y", 1.25, {1.25, 1.25, 0.98}) == "y is 20.0 % faster than x [20.0, 20.0]");
  CHECK(ratio_sentence("x", "y", 0.05, {0.04, 0.1, 0.98}) == "x is 20.0 times as fast as y [10.0, 25.0]");
}

TEST_CASE("two operations of one subject are named by operation") {
  const auto left = measurement("cpu.detach", "native", {{20}, {21}});
  const auto right = measurement("detach.cpu", "native", {{20}, {21}});
  CHECK(reports::compare(left, right, 0.95).sentence ==
        "native, 3 elements with grad: no difference beyond 0.0 % between cpu.detach and detach.cpu");
}
