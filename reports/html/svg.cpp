#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/reports/html/svg.hpp>
#include <limits>

namespace gradproof::reports {
namespace {

// Units of the drawing; 360 wide, so that on a narrow phone one unit is about one pixel.
constexpr double width = 360;
constexpr double left = 8;
constexpr double right = 284;  // the medians stand between here and the edge
constexpr double axis_height = 22;
constexpr double label_height = 17;
constexpr double bar_height = 14;
constexpr double gap = 6;

/// All with a contrast of 3 and more on white and on the dark page alike.
constexpr const char* colours[] = {"#2f7fc1", "#c4661a", "#3a8f4e", "#9461c9"};

std::string number(double value) { return fmt::format("{:.4g}", value); }

/// Whole decades around the figures.
struct Axis {
  int first = 0;
  int last = 1;

  double place(double value) const { return left + (right - left) * (std::log10(value) - first) / (last - first); }
};

bool drawable(const Bar& bar) { return bar.low > 0 && bar.low <= bar.high && std::isfinite(bar.high); }

Axis axis_of(const Chart& chart) {
  double low = std::numeric_limits<double>::infinity();
  double high = 0;
  for (const BarGroup& group : chart.groups) {
    for (const Bar& bar : group.bars) {
      if (!drawable(bar)) continue;
      low = std::min(low, bar.low);
      high = std::max(high, bar.high);
    }
  }
  if (high == 0) return {};
  const int first = static_cast<int>(std::floor(std::log10(low)));
  return {first, std::max(first + 1, static_cast<int>(std::ceil(std::log10(high))))};
}

double height_of(const BarGroup& group) {
  return label_height + bar_height * static_cast<double>(group.bars.size()) + gap;
}

void draw_line(Markup& page, double x1, double y1, double x2, double y2, const char* colour, const char* thickness,
               const char* opacity = "1") {
  page.single("line", {{"x1", number(x1)},
                       {"y1", number(y1)},
                       {"x2", number(x2)},
                       {"y2", number(y2)},
                       {"stroke", colour},
                       {"stroke-width", thickness},
                       {"stroke-opacity", opacity}});
}

void draw_text(Markup& page, double x, double y, const std::string& text, const char* anchor = "start") {
  page.element("text", text, {{"x", number(x)}, {"y", number(y)}, {"text-anchor", anchor}, {"fill", "currentColor"}});
}

/// Each series has a shape of its own: circle, square, diamond, triangle.
void draw_mark(Markup& page, double x, double y, std::size_t series) {
  const char* colour = colours[series % std::size(colours)];
  constexpr double r = 4.2;
  const auto point = [](double px, double py) { return number(px) + "," + number(py) + " "; };
  std::string points;
  switch (series % 4) {
    case 0:
      return page.single("circle", {{"cx", number(x)}, {"cy", number(y)}, {"r", number(r)}, {"fill", colour}});
    case 1:
      points = point(x - r, y - r) + point(x + r, y - r) + point(x + r, y + r) + point(x - r, y + r);
      break;
    case 2:
      points = point(x, y - r - 1) + point(x + r + 1, y) + point(x, y + r + 1) + point(x - r - 1, y);
      break;
    default:
      points = point(x, y - r) + point(x + r, y + r) + point(x - r, y + r);
  }
  page.single("polygon", {{"points", points}, {"fill", colour}});
}

void draw_axis(Markup& page, const Axis& axis, double top, double bottom) {
  for (int decade = axis.first; decade <= axis.last; ++decade) {
    const double value = std::pow(10.0, decade);
    const double x = axis.place(value);
    draw_line(page, x, top, x, bottom, "currentColor", "1", "0.25");
    const char* anchor = decade == axis.first ? "start" : "middle";
    draw_text(page, decade == axis.first ? 2 : x, top - 6, format_ns(value), anchor);
  }
}

void draw_bar(Markup& page, const Axis& axis, const Bar& bar, double y) {
  draw_text(page, width - 2, y + 4, bar.label, "end");
  if (!drawable(bar)) return;
  const char* colour = colours[bar.series % std::size(colours)];
  draw_line(page, axis.place(bar.low), y, axis.place(bar.high), y, colour, "3");
  draw_mark(page, axis.place(bar.middle), y, bar.series);
}

void draw_legend(Markup& page, const std::vector<std::string>& series) {
  double x = left;
  for (std::size_t i = 0; i < series.size(); ++i) {
    draw_mark(page, x + 4, 9, i);
    draw_text(page, x + 14, 13, series[i]);
    x += 30 + 7.2 * static_cast<double>(series[i].size());
  }
}

void draw_groups(Markup& page, const Chart& chart, const Axis& axis, double y) {
  for (const BarGroup& group : chart.groups) {
    draw_text(page, left, y + 13, group.label);
    double middle = y + label_height + bar_height / 2;
    for (const Bar& bar : group.bars) {
      draw_bar(page, axis, bar, middle);
      middle += bar_height;
    }
    y += height_of(group);
  }
}

}  // namespace

void draw(Markup& page, const Chart& chart) {
  constexpr double legend_height = 18;
  const double top = legend_height + axis_height;
  double bottom = top;
  for (const BarGroup& group : chart.groups) bottom += height_of(group);
  const Axis axis = axis_of(chart);
  const std::string title_id = chart.id + "-title";
  const std::string text_id = chart.id + "-text";
  const auto svg = page.open("svg", {{"viewBox", fmt::format("0 0 {} {}", width, bottom)},
                                     {"role", "img"},
                                     {"aria-labelledby", title_id + " " + text_id},
                                     {"font-family", "sans-serif"},
                                     {"font-size", "12"}});
  page.element("title", chart.title, {{"id", title_id}});
  page.element("desc", chart.text, {{"id", text_id}});
  draw_legend(page, chart.series);
  draw_axis(page, axis, top, bottom);
  draw_groups(page, chart, axis, top);
}

std::string format_ns(double nanoseconds) {
  constexpr double rounds_up = 999.5;  // three digits would print 1e+03
  const char* units[] = {"ns", "µs", "ms", "s"};
  std::size_t unit = 0;
  while (std::abs(nanoseconds) >= rounds_up && unit + 1 < std::size(units)) {
    nanoseconds /= 1000;
    ++unit;
  }
  return fmt::format("{:.3g} {}", nanoseconds, units[unit]);
}

}  // namespace gradproof::reports
