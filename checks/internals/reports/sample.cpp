#include <algorithm>
#include <gradproof/checks/internals/reports/sample.hpp>
#include <limits>

namespace gradproof::reports {
namespace {

using records::Benchmark;
using records::Value;
using records::Verdict;

Value list(std::vector<double> numbers) {
  Value::List items;
  for (const double number : numbers) items.push_back({number});
  return {std::move(items)};
}

Verdict verdict(std::string program, std::string subject, std::string outcome, std::vector<std::string> expected) {
  Verdict result;
  result.program = program;
  result.file = "checks/scenarios/" + program + ".py";
  result.subject_version = subject == "native" ? "0.1.0" : "1.13.1";
  result.subject = std::move(subject);
  if (!expected.empty()) {
    result.as_expected = std::find(expected.begin(), expected.end(), outcome) != expected.end();
  }
  result.outcome = std::move(outcome);
  result.expected = std::move(expected);
  result.seconds = 0.0004;
  return result;
}

Verdict right(const std::string& subject) {
  Verdict result = verdict("no-write", subject, "correct", {"correct"});
  result.observed = {{"a.grad", list({6, 4.0 / 3, 4.0 / 3})}};
  result.oracle = result.observed;
  return result;
}

Verdict silent(const std::string& subject, std::vector<std::string> expected) {
  Verdict result = verdict("data-zero", subject, "silent_wrong", std::move(expected));
  result.observed = {{"a.grad", list({0, 0, 0})}};
  result.oracle = {{"a.grad", list({6, 4.0 / 3, 4.0 / 3})}};
  return result;
}

Verdict raised(const std::string& subject, int line) {
  Verdict result = verdict("detach-zero", subject, "detected", {"detected", "false_alarm"});
  result.oracle = {{"a.grad", list({6, 4.0 / 3, 4.0 / 3})}};
  result.unchecked = {{"a.grad", list({0, 0, 0})}};
  result.error = {"modified_after_save", "backward", line,
                  "one of the variables needed for gradient computation has been modified by an inplace operation: "
                  "[FloatTensor [3]], which is output 0 of AddBackward0, is at version 1; expected version 0 instead."};
  return result;
}

Verdict awkward(const std::string& subject) {
  Verdict result = verdict("<script>alert(\"1\")</script>", subject, "error", {});
  result.error = {"shape", "forward", 0, "bell \a, quote \" and ', tag </pre>, broken \xff UTF-8\nsecond line"};
  result.reason = "a & b";
  return result;
}

Verdict odd_values(const std::string& subject) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  Verdict result = verdict("odd-values", subject, "unjudged", {});
  result.observed = {{"x", list({std::numeric_limits<double>::quiet_NaN(), infinite, -infinite, -0.0})},
                     {"scalar", {2.5}},
                     {"count", {std::int64_t{9007199254740993}}},
                     {"flag", {true}},
                     {"nothing", {}},
                     {"y.grad_fn", {std::string("<MulBackward0>")}},
                     {"empty", {Value::List{}}}};
  result.reason = "no oracle and no right value";
  return result;
}

records::Measurement measurement(const Benchmark& benchmark, double median) {
  records::Measurement result;
  result.benchmark = benchmark;
  result.subject_version = benchmark.subject == "native" ? "0.1.0" : "1.13.1";
  result.median = median;
  result.min = median * 0.9;
  result.p90 = median * 1.25;
  result.interval = {median * 0.97, median * 1.04, 0.99};
  for (int i = 0; i < 4; ++i) result.samples.push_back({median * (0.9 + 0.1 * i), 100000, i / 2, i % 2});
  return result;
}

ScenarioText scenario(std::string program, std::string title, std::string category, const std::string& write) {
  ScenarioText result;
  result.program = std::move(program);
  result.title = std::move(title);
  result.category = std::move(category);
  result.script =
      "import torch\na = torch.tensor([7., 0, 0], requires_grad=True)\nb = a + 2\nloss = torch.mean(b * b)\n" + write +
      "loss.backward()\n";
  return result;
}

}  // namespace

records::RunInfo sample_run() {
  records::RunInfo run;
  run.machine = {"Example CPU @ 2.00GHz", 2, 8589934592, "Linux 6.1.0 x86_64", 0.52};
  run.build = {"0.1.0", "GCC 12.2.0", "-O3 -DNDEBUG", "Release", "0123456789ab", true};
  run.command = {"gradproof", "report", "--title", "a \"quoted\" <title>"};
  run.started = "2026-11-23T14:05:09Z";
  run.seconds = 12.25;
  run.subjects = {{"native", "0.1.0"}, {"libtorch", "1.13.1"}};
  return run;
}

std::vector<records::Verdict> sample_verdicts() {
  std::vector<Verdict> result = {right("native"),
                                 right("libtorch"),
                                 silent("native", {"silent_wrong"}),
                                 silent("libtorch", {"detected"}),
                                 raised("native", 6),
                                 raised("libtorch", 6),
                                 awkward("native"),
                                 odd_values("libtorch")};
  for (const char* outcome : {"by_request", "silent_drop", "silent_state", "false_alarm", "unsupported", "timeout"}) {
    result.push_back(verdict(std::string("case-") + outcome, "native", outcome, {outcome}));
  }
  result.push_back(verdict("case-crashed", "native", "crashed", {}));
  result.back().reason = "signal 11 (segmentation fault)";
  return result;
}

std::vector<records::Measurement> sample_measurements() {
  std::vector<records::Measurement> result;
  for (const std::int64_t size : {3, 1000, 1000000}) {
    for (const char* name : {"clone", "cpu.detach", "detach", "detach.cpu"}) {
      const double work = std::string(name) == "clone" ? 0.4 * static_cast<double>(size) : 0;
      result.push_back(measurement({"conversion", name, size, true, "native"}, 21.5 + work));
      result.push_back(measurement({"conversion", name, size, true, "libtorch"}, 640 + 1.1 * work));
    }
  }
  result.push_back(measurement({"conversion", "seed_step", 3, true, "native"}, 410));
  result.push_back(measurement({"conversion", "seed_step", 3, true, "libtorch"}, 11900));
  return result;
}

std::vector<records::Comparison> sample_comparisons() {
  return {{{"conversion", "cpu.detach", 3, true, "native"},
           {"conversion", "detach.cpu", 3, true, "native"},
           60,
           1.001,
           {0.994, 1.008, 0.99},
           "cpu().detach() and detach().cpu(): no difference beyond 0.8 % on native, 3 numbers."},
          {{"conversion", "seed_step", 3, true, "libtorch"},
           {"conversion", "seed_step", 3, true, "native"},
           60,
           29.02,
           {28.5, 29.6, 0.99},
           "seed_step, 3 numbers: native is 29.0 times as fast as libtorch."}};
}

records::Divergence sample_divergence() {
  return {"silent_wrong | correct: values of .grad", {"a.grad"}, silent("native", {}), right("libtorch")};
}

records::Unfinished sample_unfinished() {
  return {{{"--seed", {std::string("0")}}, {"subject native", {std::string("0.1.0")}}},
          {{"checks/scenarios/data-zero.py", {std::string("00000000075bcd15")}}}};
}

PageInput sample_page() {
  PageInput input{sample_run(), sample_verdicts(), {}, sample_measurements(), sample_comparisons(), {sample_chain()}};
  input.scenarios = {
      scenario("no-write", "Nobody writes: the gradient is the right one", "detach-vs-data", ""),
      scenario("data-zero", "A write through .data is invisible to the version counter", "detach-vs-data",
               "b.data.zero_()\n"),
      scenario("detach-zero", "A write through detach() is caught", "detach-vs-data", "b.detach().zero_()\n"),
      scenario("<script>alert(\"1\")</script>", "Tags & \"quotes\" in a <title>", "awkward <b>", "b = b[9]\n"),
      scenario("case-silent_drop", "The gradient is missing", "other outcomes", "")};
  input.scenarios[1].why = "The counter that backward() checks is not shared with .data, so the write goes unseen.";
  input.scenarios[1].note = "Use detach().";
  input.scenarios[1].source = {"https://pytorch.org/docs", "pytorch/pytorch#30987", "javascript:alert(1)"};
  return input;
}

}  // namespace gradproof::reports
