#include <fmt/format.h>

#include <gradproof/bench/bench_error.hpp>
#include <gradproof/bench/reading.hpp>
#include <gradproof/checks/internals/catch.hpp>

using namespace gradproof;

namespace {

/// A report of Google Benchmark's with these rows.
std::string report(const std::string& rows) {
  return R"({"context":{"subject":"native","subject_version":"0.1.0"},"benchmarks":[)" + rows + "]}";
}

std::string row(const std::string& name, int repetition, const std::string& cpu_time, const std::string& more = "") {
  return fmt::format(R"({{"name":"{0}","run_name":"{0}","run_type":"iteration","repetition_index":{1},"iterations":50,)"
                     R"("real_time":9,"cpu_time":{2},"time_unit":"ns"{3}}})",
                     name, repetition, cpu_time, more);
}

std::string error_of(const std::string& json) {
  try {
    bench::read_launch("the-program", "conversion", json);
  } catch (const bench::BenchError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("a launch is read by benchmark and repetition, whatever the order of its rows") {
  const std::string mean =
      R"({"name":"cpu_mean","run_name":"cpu/grad:0/size:3","run_type":"aggregate","cpu_time":1,"iterations":2})";
  const auto launched =
      bench::read_launch("p", "conversion",
                         report(row("cpu/grad:0/size:3", 1, "21.5") + "," + row("detach/grad:1/size:1000000", 0, "7") +
                                "," + row("cpu/grad:0/size:3", 0, "20.5") + "," + mean));
  CHECK(launched.subject == "native");
  CHECK(launched.subject_version == "0.1.0");
  REQUIRE(launched.readings.size() == 2);
  CHECK(launched.readings[0].benchmark == records::Benchmark{"conversion", "cpu", 3, false, "native"});
  CHECK(launched.readings[0].samples == std::vector<records::Sample>{{20.5, 50, 0, 0}, {21.5, 50, 0, 1}});
  CHECK(launched.readings[1].benchmark == records::Benchmark{"conversion", "detach", 1000000, true, "native"});
}

TEST_CASE("times in other units become nanoseconds") {
  std::string text = report(row("cpu/grad:0/size:3", 0, "2"));
  text.replace(text.find(R"("time_unit":"ns")"), 16, R"("time_unit":"us")");
  CHECK(bench::read_launch("p", "conversion", text).readings[0].samples[0].value == 2000);
}

TEST_CASE("rubbish from a benchmark program is an error that names the program") {
  CHECK(error_of("Segmentation fault").rfind("the-program: its output is not Google Benchmark's JSON", 0) == 0);
  CHECK(error_of("{}").rfind("the-program: its output is not Google Benchmark's JSON", 0) == 0);
  CHECK(error_of(report("")) == "the-program: ran no benchmark");
  CHECK(error_of(report(row("cpu", 0, "0"))) == "the-program: cpu: reported no time");
  const std::string wrong = R"(,"error_occurred":true,"error_message":"the gradient is wrong")";
  CHECK(error_of(report(row("cpu", 0, "1", wrong))) == "the-program: cpu: the gradient is wrong");
}
