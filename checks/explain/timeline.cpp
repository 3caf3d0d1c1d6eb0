#include <algorithm>
#include <gradproof/checks/explain/sentence.hpp>
#include <gradproof/checks/explain/timeline.hpp>

namespace gradproof::checks::explain {
namespace {

using records::StoryCell;
using records::StoryEvent;

constexpr std::size_t kMostRows = 3, kMostCells = 9;

std::string mark_of(const StoryEvent& event) {
  if (event.kind == "saved") return "save";
  if (event.kind == "moved") return "write";
  if (event.kind == "check") return event.finding == "passed" ? "check" : event.finding;
  return event.kind;
}

/// An event's deed in a word or two.
std::string note_of(const StoryEvent& event) {
  constexpr std::string_view assignment = "an assignment to ", the = "the ";
  if (event.kind == "made" || event.kind == "alias" || event.kind == "gradient") return event.name;
  std::string note = event.by;
  if (note.starts_with(assignment)) return note.substr(assignment.size()) + " =";
  if (note.starts_with(the)) note = note.substr(the.size());
  return note.substr(0, note.find(" of line"));
}

/// Nothing for an event that does not touch the memory's life.
std::optional<StoryCell> cell_of(const StoryEvent& event) {
  const bool is_told = event.kind != "flag" && event.kind != "cut" && event.kind != "history" &&
                       event.finding != "unreached" && event.finding != "unasked";
  if (!is_told) return {};
  StoryCell cell;
  cell.line = event.kind == "check" && event.during != 0 ? event.during : event.line;
  cell.mark = mark_of(event);
  cell.note = note_of(event);
  const auto& version = event.kind == "saved" ? event.version_before : event.version_after;
  if (version && !(event.kind == "alias" && event.counter == "own")) cell.version = std::to_string(*version);
  if (event.kind != "alias" && !event.memory_bytes.is_null()) cell.bytes = in_words(event.memory_bytes);
  return cell;
}

bool is_same(const StoryCell& a, const StoryCell& b) {
  return a.line == b.line && a.mark == b.mark && a.note == b.note && a.version == b.version && a.bytes == b.bytes;
}

/// Whether the cause speaks of the event.
bool is_of_cause(const StoryEvent& event, const Clues& clues) {
  return &event == clues.check || &event == clues.saved || &event == clues.write ||
         std::ranges::find(clues.aliases, &event) != clues.aliases.end();
}

records::StoryRow row_of(const records::Story& story, int memory, const Clues& clues) {
  records::StoryRow row;
  std::vector<bool> of_cause;
  for (const StoryEvent& event : story.events) {
    if (event.memory_number != memory || (event.kind == "alias" && clues.check && !is_of_cause(event, clues))) continue;
    auto cell = cell_of(event);
    if (!cell) continue;
    row.memory = event.memory.empty() ? event.name : event.memory;
    if (!row.cells.empty() && is_same(row.cells.back(), *cell)) {
      of_cause.back() = of_cause.back() || is_of_cause(event, clues);
      continue;
    }
    row.cells.push_back(std::move(*cell));
    of_cause.push_back(is_of_cause(event, clues));
  }
  // The last of the others go first: how it began and what it came to are kept.
  for (std::size_t i = row.cells.size(); i-- > 0 && row.cells.size() > kMostCells;)
    if (!of_cause[i]) row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(i));
  return row;
}

}  // namespace

std::vector<records::StoryRow> timeline_of(const records::Story& story, const Clues& clues) {
  std::vector<int> memories;
  const auto add = [&](const StoryEvent& event) {
    const int memory = event.memory_number;
    if (memory >= 0 && std::ranges::find(memories, memory) == memories.end()) memories.push_back(memory);
  };
  if (clues.check) add(*clues.check);
  if (clues.write) add(*clues.write);
  for (const StoryEvent& event : story.events)
    if (event.kind == "check" && (event.finding == "unseen" || event.finding == "raised")) add(event);
  for (const StoryEvent& event : story.events)
    if (event.kind == "write" && event.bytes_changed) add(event);
  const bool is_benign = story.verdict.outcome == "correct" || story.verdict.outcome == "by_request";
  for (const StoryEvent& event : story.events)
    if (is_benign && memories.empty() && event.kind == "saved") add(event);
  std::vector<records::StoryRow> rows;
  for (const int memory : memories)
    if (rows.size() < kMostRows) rows.push_back(row_of(story, memory, clues));
  return rows;
}

}  // namespace gradproof::checks::explain
