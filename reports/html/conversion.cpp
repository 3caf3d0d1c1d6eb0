#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/reports/html/sections.hpp>
#include <gradproof/reports/html/svg.hpp>
#include <gradproof/reports/html/table.hpp>

namespace gradproof::reports {
namespace {

using records::Benchmark;
using records::Comparison;
using records::Measurement;

constexpr const char* tag = "conversion";

std::vector<const Measurement*> conversions(const PageInput& input) {
  std::vector<const Measurement*> result;
  for (const Measurement& each : input.measurements) {
    if (each.benchmark.tag == tag) result.push_back(&each);
  }
  return result;
}

std::string describe(const Benchmark& benchmark) {
  return fmt::format("{}{}", benchmark.name, benchmark.grad ? ", grad" : "");
}

std::string figure(const Measurement& measurement, double value) {
  return measurement.unit == "ns" ? format_ns(value) : fmt::format("{:.3g} {}", value, measurement.unit);
}

std::string elements(std::int64_t size) {
  if (size >= 1000000 && size % 1000000 == 0) return fmt::format("{} million numbers", size / 1000000);
  return size == 1 ? "1 number" : fmt::format("{} numbers", size);
}

template <typename T>
std::size_t place_of(std::vector<T>& list, const T& item) {
  const auto found = std::ranges::find(list, item);
  if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  list.push_back(item);
  return list.size() - 1;
}

std::vector<std::int64_t> sizes_of(const std::vector<const Measurement*>& measurements) {
  std::vector<std::int64_t> sizes;
  for (const Measurement* each : measurements) place_of(sizes, each->benchmark.size);
  std::ranges::sort(sizes);
  return sizes;
}

std::vector<std::string> subjects_of(const std::vector<const Measurement*>& measurements) {
  std::vector<std::string> subjects;
  for (const Measurement* each : measurements) place_of(subjects, each->benchmark.subject);
  return subjects;
}

std::string in_words(const Chart& chart) {
  std::vector<std::string> sentences;
  for (const BarGroup& group : chart.groups) {
    std::vector<std::string> parts;
    for (const Bar& bar : group.bars) parts.push_back(fmt::format("{} {}", chart.series[bar.series], bar.label));
    sentences.push_back(fmt::format("{}: {}.", group.label, fmt::join(parts, ", ")));
  }
  return fmt::format("{}", fmt::join(sentences, " "));
}

Chart chart_of(const std::vector<const Measurement*>& measurements, std::int64_t size) {
  Chart chart{fmt::format("chart-{}", size),
              fmt::format("Median time on {}, logarithmic", elements(size)),
              "",
              subjects_of(measurements),
              {}};
  std::vector<std::string> labels;
  for (const Measurement* each : measurements) {
    if (each->benchmark.size != size) continue;
    const std::size_t group = place_of(labels, describe(each->benchmark));
    if (group == chart.groups.size()) chart.groups.push_back({labels[group], {}});
    chart.groups[group].bars.push_back({place_of(chart.series, each->benchmark.subject), each->min, each->median,
                                        each->p90, figure(*each, each->median)});
  }
  chart.text = in_words(chart);
  return chart;
}

void write_charts(Markup& page, const std::vector<const Measurement*>& measurements) {
  const auto charts = page.open("div", {{"class", "charts"}});
  for (const std::int64_t size : sizes_of(measurements)) {
    const auto figure = page.open("figure");
    page.element("figcaption", elements(size));
    draw(page, chart_of(measurements, size));
  }
}

void write_numbers(Markup& page, const std::vector<const Measurement*>& measurements) {
  const auto details = page.open("details");
  page.element("summary", fmt::format("The numbers of the charts ({} benchmarks)", measurements.size()));
  const auto table = page.open("table", {{"class", "numbers stacked"}});
  write_columns(page, {"Benchmark", "Size", "Subject", "Median", "Interval of the median", "Fastest", "90 % within",
                       "Samples", "Clock"});
  const auto body = page.open("tbody");
  for (const Measurement* each : measurements) {
    const records::Interval& interval = each->interval;
    write_cells(page, {{"Benchmark", describe(each->benchmark)},
                       {"Size", fmt::format("{}", each->benchmark.size)},
                       {"Subject", each->benchmark.subject + " " + each->subject_version},
                       {"Median", figure(*each, each->median)},
                       {"Interval", fmt::format("{} to {} ({:g} %)", figure(*each, interval.low),
                                                figure(*each, interval.high), 100 * interval.confidence)},
                       {"Fastest", figure(*each, each->min)},
                       {"90 % within", figure(*each, each->p90)},
                       {"Samples", fmt::format("{}", each->samples.size())},
                       {"Clock", each->clock}});
  }
}

std::string name(const Benchmark& benchmark) {
  return fmt::format("{}, {}, {}", benchmark.subject, describe(benchmark), elements(benchmark.size));
}

void write_comparisons(Markup& page, const std::vector<Comparison>& comparisons) {
  if (comparisons.empty()) return;
  const auto details = page.open("details");
  page.element("summary", fmt::format("The comparisons ({})", comparisons.size()));
  const auto table = page.open("table", {{"class", "numbers stacked"}});
  write_columns(page, {"First", "Second", "First / second", "Interval", "Pairs", "In words"});
  const auto body = page.open("tbody");
  for (const Comparison& each : comparisons) {
    write_cells(page, {{"First", name(each.first)},
                       {"Second", name(each.second)},
                       {"First / second", fmt::format("{:.4g}", each.ratio)},
                       {"Interval", fmt::format("{:.4g} to {:.4g} ({:g} %)", each.interval.low, each.interval.high,
                                                100 * each.interval.confidence)},
                       {"Pairs", fmt::format("{}", each.pairs)},
                       {"In words", each.sentence}});
  }
}

/// The question that the benchmark is there for: two ways on one subject.
void write_answers(Markup& page, const std::vector<Comparison>& comparisons) {
  const auto list = page.open("ul", {{"class", "answer"}});
  for (const Comparison& each : comparisons) {
    if (each.first.subject == each.second.subject) page.element("li", each.sentence);
  }
}

}  // namespace

void write_conversion(Markup& page, const PageInput& input) {
  const std::vector<const Measurement*> measurements = conversions(input);
  const auto section = page.open("section", {{"id", "conversion"}});
  page.element("h2", "Conversions: cpu().detach() or detach().cpu()?");
  if (measurements.empty()) return page.element("p", "The conversion benchmark was not run.");
  write_answers(page, input.comparisons);
  page.element("p",
               "A mark is the median, its line reaches from the fastest sample to the one that 90 % do not exceed.");
  write_charts(page, measurements);
  write_numbers(page, measurements);
  write_comparisons(page, input.comparisons);
}

}  // namespace gradproof::reports
