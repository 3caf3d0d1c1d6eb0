#include <algorithm>
#include <gradproof/checks/explain/clues.hpp>
#include <gradproof/checks/judge/compare.hpp>

namespace gradproof::checks::explain {
namespace {

using records::Story;
using records::StoryEvent;

constexpr double kTolerance = 1e-4;

const StoryEvent* first_check(const Story& story, const char* finding) {
  const auto found = std::ranges::find_if(
      story.events, [&](const StoryEvent& event) { return event.kind == "check" && event.finding == finding; });
  return found == story.events.end() ? nullptr : &*found;
}

bool is_write_to(const StoryEvent& event, const StoryEvent& check) {
  if (event.kind == "moved") return event.name == check.name && event.bytes_changed;
  const bool counted = event.version_before != event.version_after;
  return event.kind == "write" && event.memory_number == check.memory_number &&
         (check.finding == "unseen" ? event.bytes_changed : counted);
}

/// Everything that changed a checked value since it was saved.
std::vector<const StoryEvent*> writes_since(const Story& story, const StoryEvent& check) {
  std::vector<const StoryEvent*> writes;
  if (check.saved_event < 0) return writes;
  for (const StoryEvent* event = &story.events[static_cast<std::size_t>(check.saved_event)]; event != &check; ++event)
    if (is_write_to(*event, check)) writes.push_back(event);
  return writes;
}

void find_others(Clues& clues, const Story& story) {
  constexpr std::size_t most = 3;
  std::vector<const StoryEvent*> known = clues.writes;
  for (const StoryEvent& check : story.events) {
    if (check.kind != "check" || check.finding != "unseen" || clues.others.size() == most) continue;
    const auto writes = writes_since(story, check);
    if (writes.empty() || std::ranges::find(known, writes.front()) != known.end()) continue;
    known.push_back(writes.front());
    clues.others.emplace_back(&check, writes.front());
  }
}

void follow(Clues& clues, const Story& story) {
  const StoryEvent& check = *clues.check;
  if (check.saved_event < 0) return;
  clues.saved = &story.events[static_cast<std::size_t>(check.saved_event)];
  clues.writes = writes_since(story, check);
  if (check.finding == "unseen") find_others(clues, story);
  if (!clues.writes.empty()) clues.write = clues.writes.front();
  if (clues.write) clues.aliases = aliases_of(story, clues.write->name);
}

std::vector<Wrong> wrong_values(const records::Values& due, const records::Values& observed) {
  std::vector<Wrong> all;
  for (const auto& [expression, value] : due) {
    const auto* seen = find(observed, expression);
    if (seen && !equal(*seen, value, kTolerance)) all.push_back({expression, *seen, value});
  }
  return all;
}

void set(records::Values& values, const std::string& expression, const records::Value& value, bool replace) {
  const auto found = std::ranges::find(values, expression, &std::pair<std::string, records::Value>::first);
  if (found == values.end())
    values.emplace_back(expression, value);
  else if (replace)
    found->second = value;
}

}  // namespace

std::vector<const StoryEvent*> aliases_of(const Story& story, const std::string& name) {
  std::vector<const StoryEvent*> all;
  std::string at = name;
  for (auto event = story.events.rbegin(); event != story.events.rend(); ++event) {
    if (event->kind != "alias" || event->name != at || event->of == at) continue;
    all.push_back(&*event);
    at = event->of;
  }
  return all;
}

std::string expression_of(const std::string& name) { return name.substr(0, name.rfind(" of line ")); }

std::string root_of(const std::string& expression) {
  return expression_of(expression.substr(0, expression.find_first_of(".[")));
}

records::Values due_values(const Header& header, const records::Verdict& verdict) {
  records::Values due = verdict.oracle.value_or(records::Values{});
  for (const auto& [expression, value] : header.right) set(due, expression, value, false);
  for (const auto& [expression, value] : header.intend) set(due, expression, value, true);
  return due;
}

Clues find_clues(const Header& header, const Story& story) {
  Clues clues;
  clues.wrong = wrong_values(due_values(header, story.verdict), story.verdict.observed);
  clues.check = first_check(story, "raised");
  if (!clues.check && story.verdict.outcome.starts_with("silent_")) clues.check = first_check(story, "unseen");
  if (clues.check) follow(clues, story);
  return clues;
}

}  // namespace gradproof::checks::explain
