#include <fmt/format.h>

#include <algorithm>
#include <gradproof/reports/records/story_lines.hpp>
#include <set>

namespace gradproof::records {
namespace {

constexpr std::size_t kMostNotes = 6;      // of one line
constexpr std::size_t kWholeProgram = 60;  // lines that are shown whether they did something or not
constexpr std::size_t kWidth = 90;

bool starts_with_any(const std::string& text, std::initializer_list<std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return text.starts_with(beginning); });
}

/// Names that the rest of the story speaks of.
std::set<std::string> spoken_of(const Story& story) {
  std::set<std::string> names;
  for (const StoryEvent& event : story.events) {
    if (event.kind != "write" && event.kind != "moved" && event.kind != "check") continue;
    names.insert(event.name);
    names.insert(event.memory);
    for (std::size_t at = 0; event.kind == "write" && at < event.of.size();) {
      const auto end = std::min(event.of.find(", ", at), event.of.size());
      names.insert(event.of.substr(at, end - at));
      at = end + 2;
    }
  }
  // An alias of an alias leads back to its source.
  for (auto event = story.events.rbegin(); event != story.events.rend(); ++event)
    if (event->kind == "alias" && names.contains(event->name)) names.insert(event->of);
  return names;
}

std::string mark_of(const StoryEvent& event) {
  if (event.kind == "saved") return "save";
  if (event.kind == "check") return event.finding == "passed" ? "check" : event.finding;
  return event.kind;
}

bool is_about_history(const Story& story) {
  const auto& error = story.verdict.error;
  return error && (error->kind == "no_graph" || error->kind == "unused_input");
}

bool is_told(const StoryEvent& event, const Story& story, const std::set<std::string>& names) {
  if (event.kind == "check") return event.finding == "unseen" || event.finding == "raised";
  if (event.kind == "history") return story.verdict.outcome == "silent_drop" || names.contains(event.name);
  if (event.kind == "cut") return story.verdict.outcome == "silent_drop" || is_about_history(story);
  if (event.kind == "alias" || event.kind == "made")
    return names.contains(event.name) && !starts_with_any(event.name, {"the result of", "a value without a name"});
  return true;
}

int line_of(const StoryEvent& event) { return event.kind == "check" && event.during > 0 ? event.during : event.line; }

void add_notes(StoryLine& line, const Story& story, const std::set<std::string>& names) {
  std::set<std::string> seen;
  std::size_t passed = 0, left_out = 0;
  for (const StoryEvent& event : story.events) {
    if (line_of(event) != line.number) continue;
    passed += event.kind == "check" && event.finding == "passed";
    if (!is_told(event, story, names) || !seen.insert(event.text).second) continue;
    if (line.notes.size() < kMostNotes)
      line.notes.push_back({mark_of(event), event.text});
    else
      ++left_out;
  }
  const auto& error = story.verdict.error;
  const bool is_told_of = std::ranges::find(line.notes, "raised", &StoryNote::mark) != line.notes.end();
  if (error && error->line == line.number && !is_told_of) line.notes.push_back({"raised", "raises " + error->kind});
  // Gradients are what comes of it all.
  std::stable_partition(line.notes.begin(), line.notes.end(),
                        [](const StoryNote& note) { return note.mark != "gradient"; });
  if (left_out > 0) line.notes.push_back({"", fmt::format("and {} more", left_out)});
  if (passed > 0)
    line.notes.push_back({"check", passed == 1 ? "1 saved value is as it was saved"
                                               : fmt::format("{} saved values are as they were saved", passed)});
}

}  // namespace

std::vector<StoryLine> story_lines(const Story& story) {
  const auto names = spoken_of(story);
  std::vector<StoryLine> lines;
  for (std::size_t i = 0; i < story.source.size(); ++i) {
    const auto& text = story.source[i];
    if (text.find_first_not_of(" \t") == std::string::npos || text.starts_with("#")) continue;
    lines.push_back({static_cast<int>(i) + 1, text, {}});
    add_notes(lines.back(), story, names);
  }
  if (lines.size() > kWholeProgram) std::erase_if(lines, [](const StoryLine& line) { return line.notes.empty(); });
  return lines;
}

std::string_view mark_symbol(std::string_view mark) {
  if (mark == "made") return "○";
  if (mark == "alias") return "≡";
  if (mark == "save") return "●";
  if (mark == "write" || mark == "moved") return "✎";
  if (mark == "check") return "✓";
  if (mark == "unseen") return "✗";
  if (mark == "raised") return "!";
  if (mark == "gradient") return "∂";
  return "·";
}

std::string mark_word(const StoryCell& cell) {
  if (cell.mark == "check") return "passed";
  if (cell.mark == "unseen") return "unseen";
  if (cell.mark == "raised") return "raised";
  return cell.note;
}

std::string outcome_of_trial(const StoryFix& fix) {
  const bool is_right = fix.outcome == "correct" || fix.outcome == "by_request";
  return is_right && !fix.as_due ? fix.outcome + ", but another gradient than was due" : fix.outcome;
}

std::string short_text(const Value& value) {
  struct Words {
    std::string operator()(std::nullptr_t) const { return "None"; }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t integer) const { return std::to_string(integer); }
    std::string operator()(double number) const { return fmt::format("{:.6g}", number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const Value::List& list) const {
      std::string text;
      for (const Value& item : list) text += (text.empty() ? "" : ", ") + std::visit(*this, item.data);
      return '[' + text + ']';
    }
  };
  auto text = std::visit(Words(), value.data);
  if (text.size() > kWidth) text = text.substr(0, kWidth) + "...";
  return text;
}

}  // namespace gradproof::records
