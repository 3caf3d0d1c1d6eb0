#include <fmt/format.h>

#include <algorithm>
#include <gradproof/bench/answer.hpp>
#include <gradproof/reports/records/grouped.hpp>
#include <iterator>
#include <vector>

namespace gradproof::bench {
namespace {

using Text = fmt::memory_buffer;

template <class... Arguments>
void add(Text& text, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(text), format, std::forward<Arguments>(arguments)...);
}

/// A rate of a probe before and after the measurements; "-" where a launch is missing.
void add_probe(Text& text, const records::Measurement& probe, const char* unit) {
  add(text, "  {}", probe.benchmark.name);
  for (int launch : {0, 1}) {
    double best = 0;
    for (const records::Sample& sample : probe.samples) {
      if (sample.launch == launch) best = std::max(best, static_cast<double>(probe.benchmark.size) / sample.value);
    }
    add(text, "{} {:.3g}", launch == 0 ? "" : " /", best);
  }
  add(text, " {}", unit);
}

void add_probes(Text& text, const Measurements& probes) {
  if (probes.empty()) return;
  add(text, "probes before / after:");
  for (const records::Measurement& probe : probes) {
    const std::string& name = probe.benchmark.name;
    if (name == "clock") add_probe(text, probe, "GHz");
    if (name == "fma") add_probe(text, probe, "GFLOP/s");
    if (name == "triad") add_probe(text, probe, "GB/s");
    if (name == "timer") add(text, "  timer {:.0f} ns", probe.median);
  }
  add(text, "\n\n");
}

/// "native 0.1.0", "libtorch 1.13.0".
std::string subject_title(const records::Measurement& measurement) {
  return measurement.benchmark.subject + " " + measurement.subject_version;
}

/// Calls row(own, comparison, twin's) for every benchmark; without a twin the last two are null.
template <class Row>
void for_each_row(const Answer& answer, Row row) {
  const bool paired = !answer.twins.empty();
  const std::size_t rows = answer.measurements.size() / (paired ? 2 : 1);
  for (std::size_t i = 0; i < rows; ++i)
    row(answer.measurements[i], paired ? &answer.twins[i] : nullptr, paired ? &answer.measurements[rows + i] : nullptr);
}

std::size_t name_width(const Answer& answer) {
  std::size_t width = 11;
  for (const auto& measurement : answer.measurements) width = std::max(width, measurement.benchmark.name.size());
  return width;
}

void add_row(Text& text, std::size_t width, const records::Measurement& own, const records::Comparison* twin,
             const records::Measurement* other) {
  const records::Benchmark& benchmark = own.benchmark;
  add(text, "{:<{}} {:>8} {:<5} {:>12.1f}", benchmark.name, width, benchmark.size, benchmark.grad ? "grad" : "",
      own.median);
  if (twin != nullptr) {
    add(text, " {:>16.1f} {:>8.2f}  [{:.2f}, {:.2f}]", other->median, twin->ratio, twin->interval.low,
        twin->interval.high);
  }
  add(text, "\n");
}

void add_table(Text& text, const Answer& answer) {
  const std::size_t width = name_width(answer);
  add(text, "{:<{}} {:>12}", "CPU time of a call, ns", width + 15, subject_title(answer.measurements.front()));
  if (!answer.twins.empty()) add(text, " {:>16} {:>8}", subject_title(answer.measurements.back()), "ratio");
  add(text, "\n");
  for_each_row(answer, [&](const auto&... cells) { add_row(text, width, cells...); });
}

void add_markdown_row(Text& text, const records::Measurement& own, const records::Comparison* twin,
                      const records::Measurement* other) {
  const records::Benchmark& benchmark = own.benchmark;
  add(text, "| {} | {} | {} | {:.1f} |", benchmark.name, benchmark.grad ? "yes" : "no",
      records::grouped(benchmark.size), own.median / 1e3);
  if (twin != nullptr) {
    add(text, " {:.1f} | {:.2f} | {:.2f} to {:.2f} |", other->median / 1e3, twin->ratio, twin->interval.low,
        twin->interval.high);
  }
  add(text, "\n");
}

void add_markdown_table(Text& text, const Answer& answer) {
  const bool paired = !answer.twins.empty();
  add(text, "| operation | grad | size | {}, us |", subject_title(answer.measurements.front()));
  if (paired) add(text, " {}, us | ratio | interval |", subject_title(answer.measurements.back()));
  add(text, "\n| --- | --- | ---: | ---: |{}\n", paired ? " ---: | ---: | --- |" : "");
  for_each_row(answer, [&](const auto&... cells) { add_markdown_row(text, cells...); });
}

void add_confidence(Text& text, const Answer& answer) {
  const double confidence = answer.measurements.front().interval.confidence;
  add(text, "\nIntervals are exact, of {:.1f} % confidence, and count launches.\n", confidence * 100);
}

const records::Measurement& measurement_of(const Answer& answer, const records::Benchmark& benchmark) {
  return *std::ranges::find(answer.measurements, benchmark, &records::Measurement::benchmark);
}

void add_order(Text& text, const Answer& answer, const records::Comparison& order) {
  const auto seconds = [&](const records::Benchmark& benchmark) {
    return measurement_of(answer, benchmark).median * 1e4 / 1e9;
  };
  add(text, "  {:<9} cpu().detach() {:.6f} s, detach().cpu() {:.6f} s, ratio {:.3f} [{:.3f}, {:.3f}]\n",
      order.first.subject, seconds(order.first), seconds(order.second), order.ratio, order.interval.low,
      order.interval.high);
}

/// The old-fashioned figure, then the sentence that answers the question.
void add_orders(Text& text, const Answer& answer) {
  std::vector<records::Comparison> shown;
  std::ranges::copy_if(answer.orders, std::back_inserter(shown), is_headline, &records::Comparison::first);
  if (shown.empty()) return;
  add(text, "\nDoes the order matter? 10,000 iterations on three numbers that require grad take\n");
  for (const records::Comparison& order : shown) add_order(text, answer, order);
  for (const records::Comparison& order : shown) add(text, "{}\n", order.sentence);
}

}  // namespace

std::string print(const Answer& answer) {
  Text text;
  add_probes(text, answer.probes);
  add_table(text, answer);
  add_orders(text, answer);
  add_confidence(text, answer);
  return fmt::to_string(text);
}

std::string print_markdown(const Answer& answer) {
  Text text;
  add_probes(text, answer.probes);
  add_markdown_table(text, answer);
  add_confidence(text, answer);
  return fmt::to_string(text);
}

}  // namespace gradproof::bench
