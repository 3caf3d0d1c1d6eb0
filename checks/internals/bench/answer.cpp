#include <gradproof/bench/answer.hpp>
#include <gradproof/checks/internals/catch.hpp>

using namespace gradproof;

namespace {

/// Ten launches of one repetition, each a little slower than the one before.
records::Measurement measurement(const std::string& name, std::int64_t size, bool grad, const std::string& subject,
                                 double fastest) {
  records::Measurement result;
  result.benchmark = {"conversion", name, size, grad, subject};
  result.subject_version = "1.0";
  for (int launch = 0; launch < 10; ++launch)
    result.samples.push_back({fastest * (1 + launch / 100.0), 1000, launch, 0});
  return result;
}

bench::Measurements conversion(const std::string& subject, double factor) {
  return {measurement("cpu.detach", 3, true, subject, 20 * factor),
          measurement("detach.cpu", 3, true, subject, 20 * factor)};
}

}  // namespace

TEST_CASE("an answer compares twins and orders") {
  bench::Measurements measurements = conversion("native", 1);
  for (auto& twin : conversion("libtorch", 12)) measurements.push_back(std::move(twin));
  const bench::Answer answer = bench::answer_of({}, measurements, 0.95);
  REQUIRE(answer.twins.size() == 2);
  CHECK(answer.twins[1].first.subject == "libtorch");
  CHECK(answer.twins[1].second.name == "detach.cpu");
  CHECK(answer.twins[1].ratio == Approx(12));
  REQUIRE(answer.orders.size() == 2);
  CHECK(answer.orders[0].first.name == "cpu.detach");
  CHECK(answer.orders[0].second == answer.measurements[1].benchmark);
  CHECK(answer.orders[1].first.subject == "libtorch");
}

TEST_CASE("without a twin there is a table without ratios, and the orders all the same") {
  const bench::Answer answer = bench::answer_of({}, conversion("native", 1), 0.95);
  CHECK(answer.twins.empty());
  CHECK(bench::print(answer) ==
        "CPU time of a call, ns       native 1.0\n"
        "cpu.detach         3 grad          20.9\n"
        "detach.cpu         3 grad          20.9\n"
        "\n"
        "Does the order matter? 10,000 iterations on three numbers that require grad take\n"
        "  native    cpu().detach() 0.000209 s, detach().cpu() 0.000209 s, ratio 1.000 [1.000, 1.000]\n"
        "native, 3 elements with grad: no difference beyond 0.0 % between cpu.detach and detach.cpu\n"
        "\n"
        "Intervals are exact, of 97.9 % confidence, and count launches.\n");
}

TEST_CASE("the table sets the twins beside each other, under the probes") {
  bench::Measurements measurements = {measurement("clone", 1000, false, "native", 50)};
  measurements.push_back(measurement("clone", 1000, false, "libtorch", 500));
  records::Measurement clock;
  clock.benchmark = {"probe", "clock", 300, false, "machine"};
  clock.samples = {{100, 9, 0, 0}, {150, 9, 0, 1}, {75, 9, 1, 0}};
  CHECK(bench::print(bench::answer_of({clock}, measurements, 0.95)) ==
        "probes before / after:  clock 3 / 4 GHz\n"
        "\n"
        "CPU time of a call, ns       native 1.0     libtorch 1.0    ratio\n"
        "clone           1000               52.2            522.5    10.00  [10.00, 10.00]\n"
        "\n"
        "Intervals are exact, of 97.9 % confidence, and count launches.\n");
}

TEST_CASE("the table as Markdown, with and without a twin") {
  const auto own = measurement("add", 10000000, true, "native", 2500);
  const bench::Answer alone = bench::answer_of({}, {own, measurement("exp", 100, false, "native", 40)}, 0.95),
                      paired = bench::answer_of({}, {own, measurement("add", 10000000, true, "libtorch", 5000)}, 0.95);
  CHECK(bench::print_markdown(alone) ==
        "| operation | grad | size | native 1.0, us |\n"
        "| --- | --- | ---: | ---: |\n"
        "| add | yes | 10,000,000 | 2.6 |\n"
        "| exp | no | 100 | 0.0 |\n"
        "\n"
        "Intervals are exact, of 97.9 % confidence, and count launches.\n");
  CHECK(bench::print_markdown(paired) ==
        "| operation | grad | size | native 1.0, us | libtorch 1.0, us | ratio | interval |\n"
        "| --- | --- | ---: | ---: | ---: | ---: | --- |\n"
        "| add | yes | 10,000,000 | 2.6 | 5.2 | 2.00 | 2.00 to 2.00 |\n"
        "\n"
        "Intervals are exact, of 97.9 % confidence, and count launches.\n");
}
