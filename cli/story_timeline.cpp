#include <fmt/format.h>

#include <algorithm>
#include <gradproof/cli/story_text.hpp>
#include <gradproof/reports/records/story_lines.hpp>
#include <span>

namespace gradproof::cli {
namespace {

using records::StoryCell;

constexpr std::size_t kLeft = 16;

/// Columns that a UTF-8 text takes: everything here is one column a character.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string filled(std::string text, std::size_t width, const char* filler) {
  for (auto columns = width_of(text); columns < width; ++columns) text += filler;
  return text;
}

std::string deed(const StoryCell& cell) {
  return fmt::format("{} {}", records::mark_symbol(cell.mark), records::mark_word(cell));
}

std::size_t width_of(const StoryCell& cell) {
  return 2 + std::max({width_of(deed(cell)), width_of(cell.bytes), cell.version.size(), std::size_t{4}});
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

/// A line that is drawn on while nothing changes, and says the value where it does.
std::string drawn(std::span<const StoryCell> cells, std::string before, std::string StoryCell::*part) {
  std::string line;
  for (const auto& cell : cells) {
    const std::string& value = cell.*part;
    const bool is_new = !value.empty() && value != before;
    if (is_new) before = value;
    line += filled(is_new ? value + ' ' : "", width_of(cell), before.empty() ? " " : "─");
  }
  return trimmed(line);
}

std::string block(const std::string& heading, std::span<const StoryCell> cells, const StoryCell& before,
                  const Console& console) {
  std::string lines, deeds;
  for (const auto& cell : cells) {
    const bool is_last = &cell == &cells.back();
    lines += filled(cell.line > 0 ? std::to_string(cell.line) : "?", width_of(cell), " ");
    const bool is_bad = cell.mark == "unseen" || cell.mark == "raised";
    const auto colour = is_bad ? Colour::red : cell.mark == "write" ? Colour::yellow : Colour::none;
    deeds += console.paint(colour, is_last ? deed(cell) : filled(deed(cell), width_of(cell), " "));
  }
  const auto left = [](const std::string& word) { return filled("      " + word, kLeft, " "); };
  const auto version = drawn(cells, before.version, &StoryCell::version);
  const auto bytes = drawn(cells, before.bytes, &StoryCell::bytes);
  return fmt::format("      {}\n{}{}\n{}{}\n{}{}\n{}{}\n", heading, left("line"), trimmed(lines), left(""), deeds,
                     left("version"), version, left("bytes"), bytes);
}

}  // namespace

std::string timeline_text(const std::vector<records::StoryRow>& rows, const Console& console, std::size_t width) {
  std::string text;
  for (const auto& row : rows) {
    const std::span<const StoryCell> cells(row.cells);
    for (std::size_t first = 0; first < cells.size();) {
      std::size_t last = first, used = kLeft;
      while (last < cells.size() && (last == first || used + width_of(cells[last]) <= width))
        used += width_of(cells[last++]);
      text += block(row.memory + (first > 0 ? ", continued" : ""), cells.subspan(first, last - first),
                    first > 0 ? cells[first - 1] : StoryCell{}, console);
      first = last;
    }
  }
  return text;
}

}  // namespace gradproof::cli
