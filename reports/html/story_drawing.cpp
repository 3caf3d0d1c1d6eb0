#include <fmt/format.h>

#include <algorithm>
#include <gradproof/reports/html/story_drawing.hpp>
#include <gradproof/reports/records/story_lines.hpp>

namespace gradproof::reports {
namespace {

using records::StoryCell;
using records::StoryRow;

constexpr double kLeft = 70, kTop = 34, kHeight = 128;
constexpr double kVersionAt = 84, kBytesAt = 112;
constexpr double kLetter = 6.8;  // units that a letter of size 12 takes at most

std::string number(double value) { return fmt::format("{:.4g}", value); }

/// All with a contrast of 3 and more on white and on the dark page alike.
const char* colour_of(const std::string& mark) {
  if (mark == "unseen" || mark == "raised") return "#d04a4a";
  if (mark == "write" || mark == "moved") return "#c4661a";
  if (mark == "save") return "#2f7fc1";
  if (mark == "check") return "#3a8f4e";
  return "#7a848f";
}

double width_of(const StoryCell& cell) {
  const auto letters = std::max({cell.mark.size(), records::mark_word(cell).size(), cell.bytes.size(), std::size_t{8}});
  return 18 + kLetter * static_cast<double>(letters);
}

void draw_text(Markup& page, double x, double y, const std::string& text, const char* colour = "currentColor") {
  page.element("text", text, {{"x", number(x)}, {"y", number(y)}, {"fill", colour}});
}

void draw_line(Markup& page, double x1, double x2, double y, const char* colour, const char* thickness) {
  page.single("line", {{"x1", number(x1)},
                       {"y1", number(y)},
                       {"x2", number(x2)},
                       {"y2", number(y)},
                       {"stroke", colour},
                       {"stroke-width", thickness}});
}

/// Each mark has a shape of its own, so that nothing hangs on colour.
void draw_mark(Markup& page, double x, const StoryCell& cell) {
  const char* colour = colour_of(cell.mark);
  constexpr double y = kTop, r = 6;
  const auto polygon = [&](std::initializer_list<std::pair<double, double>> points) {
    std::string text;
    for (const auto& [dx, dy] : points) text += number(x + dx) + "," + number(y + dy) + " ";
    page.single("polygon", {{"points", text}, {"fill", colour}});
  };
  if (cell.mark == "write" || cell.mark == "moved") return polygon({{-r, -r}, {r, -r}, {0, r}});
  if (cell.mark == "check") return polygon({{0, -r - 1}, {r + 1, 0}, {0, r + 1}, {-r - 1, 0}});
  if (cell.mark == "unseen" || cell.mark == "raised")
    return polygon({{-r, -r}, {0, -2}, {r, -r}, {2, 0}, {r, r}, {0, 2}, {-r, r}, {-2, 0}});
  const bool is_save = cell.mark == "save";
  page.single("circle", {{"cx", number(x)},
                         {"cy", number(y)},
                         {"r", number(is_save ? r : 4)},
                         {"fill", is_save ? colour : "none"},
                         {"stroke", colour},
                         {"stroke-width", "2"}});
}

/// A line that goes on while nothing changes, with the new value where it does.
void draw_course(Markup& page, double y, double from, double to, std::string& before, const std::string& value,
                 const char* colour) {
  const bool is_new = !value.empty() && value != before;
  if (is_new) {
    draw_text(page, from, y + 4, value, before.empty() ? "currentColor" : colour);
    before = value;
  }
  const double start = is_new ? from + 8 + kLetter * static_cast<double>(value.size()) : from;
  if (!before.empty() && start < to) draw_line(page, start, to, y, "#7a848f", "1.5");
}

std::string in_words(const StoryRow& row) {
  std::string text;
  for (const auto& cell : row.cells)
    text += fmt::format("line {}: {} {}{}{}. ", cell.line, cell.mark, records::mark_word(cell),
                        cell.version.empty() ? "" : ", version " + cell.version,
                        cell.bytes.empty() ? "" : ", bytes " + cell.bytes);
  return text;
}

void draw_cells(Markup& page, const StoryRow& row) {
  std::string version, bytes;
  double x = kLeft;
  for (const StoryCell& cell : row.cells) {
    const double next = x + width_of(cell);
    const char* colour = colour_of(cell.mark);
    draw_text(page, x, 14, fmt::format("line {}", cell.line));
    draw_line(page, x + 6, next + 6, kTop, "#7a848f", "1");
    draw_mark(page, x + 6, cell);
    draw_text(page, x, 58, records::mark_word(cell), colour);
    draw_course(page, kVersionAt, x, next, version, cell.version, colour);
    draw_course(page, kBytesAt, x, next, bytes, cell.bytes, colour);
    x = next;
  }
}

}  // namespace

void draw_life(Markup& page, const StoryRow& row, std::size_t number_of_row) {
  double width = kLeft + 20;
  for (const auto& cell : row.cells) width += width_of(cell);
  const auto title = fmt::format("The memory of {}", row.memory), id = fmt::format("life-{}", number_of_row);
  const auto figure = page.open("figure", {{"class", "lives"}});
  page.element("figcaption", title);
  const auto svg = page.open("svg", {{"viewBox", fmt::format("0 0 {:.0f} {}", width, kHeight)},
                                     {"width", number(width)},
                                     {"height", number(kHeight)},
                                     {"role", "img"},
                                     {"aria-labelledby", id + "-title " + id + "-text"},
                                     {"font-family", "ui-monospace, monospace"},
                                     {"font-size", "12"}});
  page.element("title", title, {{"id", id + "-title"}});
  page.element("desc", in_words(row), {{"id", id + "-text"}});
  draw_text(page, 0, kVersionAt + 4, "version");
  draw_text(page, 0, kBytesAt + 4, "bytes");
  draw_cells(page, row);
}

}  // namespace gradproof::reports
