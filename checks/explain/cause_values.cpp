#include <fmt/format.h>

#include <gradproof/checks/explain/cause_values.hpp>
#include <gradproof/checks/explain/sentence.hpp>

namespace gradproof::checks::explain {
namespace {

using records::Story;
using records::StoryEvent;

/// Whether a list of names, joined by ", ", has the name.
bool has_name(const std::string& names, const std::string& name) {
  return (", " + names + ",").find(", " + name + ",") != std::string::npos;
}

/// Whoever wrote the memory of an observed value, through another name if there was one.
const StoryEvent* writer_of_value(const Story& story, const std::string& expression) {
  const StoryEvent* holder = last_event(story, [&](const StoryEvent& event) {
    return event.name == expression && (event.kind == "gradient" || event.kind == "alias" || event.kind == "made");
  });
  const StoryEvent* other = last_event(story, [&](const StoryEvent& event) {
    const bool is_there = has_name(event.of, expression) || (holder && event.memory_number == holder->memory_number);
    return event.kind == "write" && event.bytes_changed && is_there && event.name != expression;
  });
  if (other) return other;
  return last_event(story, [&](const StoryEvent& event) {
    return event.kind == "write" && event.bytes_changed && event.name == expression;
  });
}

std::string shared_value(const Story& story, const std::string& name, const StoryEvent& write) {
  if (write.name == name) return fmt::format("line {} ({}) wrote {}", write.line, write.by, name);
  const auto aliases = aliases_of(story, name);
  const bool is_gradient = !aliases.empty() && aliases.front()->by == ".grad";
  const auto how = is_gradient ? fmt::format("is {} itself (line {})", write.name, aliases.front()->line)
                   : aliases.empty()
                       ? fmt::format("has the same bytes as {}", write.name)
                       : fmt::format("comes from {} by {} (line {}), which is the same bytes and no copy",
                                     aliases.front()->of, way_of(*aliases.front()), aliases.front()->line);
  if (is_gradient) return fmt::format("{} {}; line {} ({}) wrote it", name, how, write.line, write.by);
  return fmt::format("{} {}; line {} ({}) wrote them through {}", name, how, write.line, write.by, write.name);
}

const StoryEvent* hook_write(const Story& story) {
  return last_event(story, [](const StoryEvent& event) {
    return event.kind == "write" && event.during != 0 && event.line != event.during && event.bytes_changed;
  });
}

/// A recorded write through an alias whose history its source does not share; empty: there is none.
std::string apart(const Story& story, const Clues& clues) {
  const StoryEvent* write = last_event(story, [](const StoryEvent& event) {
    return event.kind == "write" && event.counter == "own" && event.bytes_changed;
  });
  if (!write) return {};
  const auto aliases = aliases_of(story, write->name);
  if (aliases.empty()) return {};
  return fmt::format(
      "line {} ({}) wrote {}'s bytes through {}, which comes from {} by {} (line {}) with a counter and a "
      "history of its own, so the history of {} does not know of it: {}.",
      write->line, write->by, write->memory, write->name, aliases.front()->of, way_of(*aliases.front()),
      aliases.front()->line, write->memory, consequence(clues));
}

/// What changed about a tensor after others were computed from it.
std::string late_change(const StoryEvent& change) {
  if (change.kind == "flag")
    return fmt::format(
        "line {} ({}) changed whether {} requires grad after it had been used, so no gradient is delivered "
        "to it",
        change.line, change.by, change.name);
  return fmt::format(
      "line {} ({}) gave {} another history, so what was computed from it before no longer leads to the "
      "tensor that {} is now",
      change.line, change.by, change.name, change.name);
}

/// A cut that nobody asked for, as far as the event tells.
const StoryEvent* cut_of(const Story& story, bool asked) {
  return last_event(story, [&](const StoryEvent& event) {
    return event.kind == "cut" && (event.finding == "asked" || event.finding == "no_grad") == asked;
  });
}

std::string cut_words(const StoryEvent& cut) {
  const auto why = cut.finding == "integers"  ? "gave integers, which carry no gradient"
                   : cut.finding == "copied"  ? "copied plain numbers, which have no history"
                   : cut.finding == "no_grad" ? "ran where nothing is recorded"
                                              : "cut it";
  return fmt::format("the history of {} ends in line {}: {} {}", cut.of, cut.line, cut.by, why);
}

}  // namespace

std::string consequence(const Clues& clues) {
  if (clues.wrong.empty()) return {};
  const Wrong& first = clues.wrong.front();
  const auto more = clues.wrong.size() > 1 ? fmt::format(" (and {} more)", clues.wrong.size() - 1) : std::string();
  return fmt::format("{} came as {} where {} was due{}", first.expression, in_few_words(first.seen),
                     in_few_words(first.due), more);
}

std::string shared_cause(const Story& story, const Clues& clues) {
  for (const Wrong& wrong : clues.wrong)
    if (const StoryEvent* write = writer_of_value(story, wrong.expression))
      return fmt::format("{}: {}.", shared_value(story, wrong.expression, *write), consequence(clues));
  const StoryEvent* write = hook_write(story);
  if (!write) return apart(story, clues);
  return fmt::format(
      "line {} ({} on {}) wrote into the gradient that it was given while the backward of line {} ran, and "
      "backward hands the same bytes to others: {}.",
      write->line, write->by, write->name, write->during, consequence(clues));
}

std::string stale_cause(const Story& story, const Clues& clues) {
  const StoryEvent* write = last_event(story, [](const StoryEvent& event) {
    return event.kind == "write" && event.bytes_changed && event.finding.empty() && !event.of.empty() &&
           event.of != event.memory;
  });
  if (!write) return {};
  return fmt::format(
      "line {} ({}) wrote {}, and these are also {}'s bytes: what is computed from {} since then has "
      "the new values: {}.",
      write->line, write->by, write->name, write->of, write->of, consequence(clues));
}

std::string dropped_cause(const Story& story, const Clues& clues) {
  for (const Wrong& wrong : clues.wrong) {
    const auto name = root_of(wrong.expression);
    const StoryEvent* change = last_event(story, [&](const StoryEvent& event) {
      return (event.kind == "flag" || event.kind == "history") && event.name == name && event.during == 0;
    });
    if (wrong.seen.is_null() && change) return fmt::format("{}: {}.", late_change(*change), consequence(clues));
  }
  const StoryEvent* cut = cut_of(story, false);
  if (!cut) cut = cut_of(story, true);
  return fmt::format("{}, and nothing says so: {}.",
                     cut ? cut_words(*cut) : "somewhere on the way to the root the history is cut", consequence(clues));
}

std::string cut_cause(const Story& story) {
  const auto& kind = story.verdict.error->kind;
  if (kind != "no_graph" && kind != "unused_input") return {};
  const StoryEvent* change =
      last_event(story, [](const StoryEvent& event) { return event.kind == "flag" && event.version_after == 0; });
  if (change) return fmt::format("; since line {} ({}) {} requires no grad", change->line, change->by, change->name);
  const StoryEvent* moved = last_event(story, [](const StoryEvent& event) { return event.kind == "history"; });
  if (kind == "unused_input" && moved) return "; " + late_change(*moved);
  const StoryEvent* cut = cut_of(story, false);
  if (!cut) cut = cut_of(story, true);
  return cut ? "; " + cut_words(*cut) : std::string();
}

}  // namespace gradproof::checks::explain
