#include <fmt/format.h>

#include <algorithm>
#include <gradproof/reports/html/device_drawing.hpp>

namespace gradproof::reports {
namespace {

using records::StoryDevice;
using records::StoryLane;
using records::StoryPiece;

constexpr double kLeft = 150, kRight = 70, kWidth = 900, kTop = 26, kLane = 34, kBar = 22;
constexpr double kLetter = 6.8;  // units that a letter of size 12 takes at most
constexpr int kTicks = 5;

std::string number(double value) { return fmt::format("{:.5g}", value); }
std::string microseconds(std::int64_t ns) { return fmt::format("{:.4g} µs", static_cast<double>(ns) / 1000); }

/// Where a moment stands between the first and the last.
struct Axis {
  std::int64_t end = 1;
  explicit Axis(const StoryDevice& device) {
    for (const StoryLane& lane : device.lanes)
      for (const StoryPiece& piece : lane.pieces) end = std::max(end, piece.end);
  }
  double at(std::int64_t ns) const { return kLeft + kWidth * static_cast<double>(ns) / static_cast<double>(end); }
};

double top_of(std::size_t lane) { return kTop + kLane * static_cast<double>(lane); }

void draw_text(Markup& page, double x, double y, const std::string& text) {
  page.element("text", text, {{"x", number(x)}, {"y", number(y)}, {"fill", "currentColor"}});
}

void draw_ticks(Markup& page, const Axis& axis, double bottom) {
  for (int i = 0; i <= kTicks; ++i) {
    const std::int64_t ns = axis.end * i / kTicks;
    draw_text(page, axis.at(ns), 14, microseconds(ns));
    page.single("line", {{"x1", number(axis.at(ns))},
                         {"y1", number(kTop - 6)},
                         {"x2", number(axis.at(ns))},
                         {"y2", number(bottom)},
                         {"stroke", "#7a848f"},
                         {"stroke-width", "0.5"}});
  }
}

/// With its name where there is room for it, and whole when it is pointed at.
void draw_piece(Markup& page, const Axis& axis, const StoryPiece& piece, double top, bool is_host) {
  const double x = axis.at(piece.begin), width = std::max(1.0, axis.at(piece.end) - x);
  const auto group = page.open("g");
  page.element("title", fmt::format("{}, {} to {}", piece.what, microseconds(piece.begin), microseconds(piece.end)));
  page.single("rect", {{"x", number(x)},
                       {"y", number(top)},
                       {"width", number(width)},
                       {"height", number(kBar)},
                       {"fill", is_host ? "#7a848f" : "#2f7fc1"},
                       {"fill-opacity", is_host ? "0.12" : "0.35"},
                       {"stroke", is_host ? "#7a848f" : "#2f7fc1"}});
  if (kLetter * static_cast<double>(piece.what.size()) < width - 4) draw_text(page, x + 3, top + 15, piece.what);
}

std::string in_words(const StoryDevice& device) {
  std::string text;
  for (const StoryLane& lane : device.lanes) {
    text += lane.name + ": ";
    for (const StoryPiece& piece : lane.pieces)
      text += fmt::format("{} from {} to {}; ", piece.what, microseconds(piece.begin), microseconds(piece.end));
  }
  return text;
}

void draw_lanes(Markup& page, const StoryDevice& device) {
  const Axis axis(device);
  const double height = top_of(device.lanes.size()), width = kLeft + kWidth + kRight;
  const auto svg = page.open("svg", {{"viewBox", fmt::format("0 0 {:.0f} {:.0f}", width, height)},
                                     {"width", number(width)},
                                     {"height", number(height)},
                                     {"role", "img"},
                                     {"aria-labelledby", "device-title device-text"},
                                     {"font-family", "ui-monospace, monospace"},
                                     {"font-size", "12"}});
  page.element("title", "What the host and each stream did, in simulated time", {{"id", "device-title"}});
  page.element("desc", in_words(device), {{"id", "device-text"}});
  draw_ticks(page, axis, height);
  for (std::size_t i = 0; i < device.lanes.size(); ++i) {
    draw_text(page, 0, top_of(i) + 15, device.lanes[i].name);
    for (const StoryPiece& piece : device.lanes[i].pieces)
      draw_piece(page, axis, piece, top_of(i), device.lanes[i].name == "host");
  }
}

}  // namespace

void draw_device(Markup& page, const StoryDevice& device) {
  {
    const auto figure = page.open("figure", {{"class", "lives"}});
    page.element("figcaption",
                 "Simulated time: estimated from a table of costs, for the order of things. Nothing was measured.");
    draw_lanes(page, device);
  }
  if (!device.races.empty()) {
    page.element("p", "What nothing orders:");
    const auto list = page.open("ul");
    for (const auto& race : device.races) page.element("li", race);
  }
  const auto line = page.open("p");
  page.text("The same run again: ");
  page.element("code", device.schedule);
}

}  // namespace gradproof::reports
