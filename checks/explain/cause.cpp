#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/explain/cause.hpp>
#include <gradproof/checks/explain/cause_values.hpp>
#include <gradproof/checks/explain/sentence.hpp>

namespace gradproof::checks::explain {
namespace {

using records::Story;
using records::StoryEvent;

/// ", which comes from b by .data (line 10)"
std::string origins(const std::vector<const StoryEvent*>& aliases) {
  std::string chain;
  for (const StoryEvent* alias : aliases)
    chain += fmt::format("{}{} by {} (line {})", chain.empty() ? ", which comes from " : ", and that from ", alias->of,
                         way_of(*alias), alias->line);
  return chain;
}

/// How the written name came to have the saved bytes: its own way, or that of the saved name, or that it was given
/// them.
std::string kinship(const Story& story, const Clues& clues) {
  const StoryEvent &write = *clues.write, &check = *clues.check;
  if (!clues.aliases.empty()) return write.name + origins(clues.aliases);
  for (const StoryEvent* alias : aliases_of(story, check.name))
    if (alias->of == write.name && check.name.find('(') != std::string::npos)
      return fmt::format("{}, from which {} was made (line {})", write.name, check.name, alias->line);
    else if (alias->of == write.name)
      return fmt::format("{}, from which {} comes by {} (line {})", write.name, check.name, way_of(*alias),
                         alias->line);
  for (const StoryEvent& event : story.events)
    if (event.kind == "moved" && (event.name == write.name || event.name == check.name))
      return fmt::format("{}, whose bytes {} got by {} (line {})", write.name, event.name, event.by, event.line);
  return write.name;
}

/// Why nobody noticed the write.
std::string unnoticed(const Clues& clues) {
  const StoryEvent &check = *clues.check, &write = *clues.write;
  if (check.counter == "none") return fmt::format("what {} keeps is not checked", check.by);
  if (write.kind == "moved") return "giving a tensor other bytes moves no counter";
  if (write.counter == "none") return fmt::format("{} has no counter", write.name);
  if (write.counter == "own")
    return fmt::format("{} has a counter of its own, and that of {} stayed {}", write.name, check.name,
                       check.version_after.value_or(0));
  return fmt::format("{} moves no counter", write.by);
}

std::string saver(const StoryEvent& check) {
  const auto line = fmt::format("line {}", check.saved_line);
  if (check.counter == "none")
    return fmt::format("{} keeps {}{}", check.by, check.name, check.by.ends_with(line) ? "" : " (" + line + ')');
  return fmt::format("{}{} saved {} at version {}", check.by, check.by.ends_with(line) ? "" : " (" + line + ')',
                     check.name, check.version_before.value_or(0));
}

bool is_same_deed(const StoryEvent& a, const StoryEvent& b) {
  return a.line == b.line && a.by == b.by && a.name == b.name;
}

/// ", and so did line 8 (add_ through d)": the writes that are not the first, those of a loop once.
std::string more_writes(const Clues& clues) {
  std::vector<const StoryEvent*> deeds{clues.write};
  for (const StoryEvent* write : clues.writes)
    if (std::ranges::none_of(deeds, [&](const auto* deed) { return is_same_deed(*deed, *write); }))
      deeds.push_back(write);
  constexpr std::size_t most = 3;
  std::string words;
  for (std::size_t i = 1; i < std::min(deeds.size(), most); ++i) {
    const auto& name = deeds[i]->name;
    const auto through = name == clues.check->name || name == clues.write->name ? std::string() : " through " + name;
    words += fmt::format("{}line {} ({}{})", i == 1 ? ", and so did " : ", ", deeds[i]->line, deeds[i]->by, through);
  }
  return deeds.size() > most ? words + fmt::format(" and {} more", deeds.size() - most) : words;
}

std::string writer(const Story& story, const Clues& clues) {
  const StoryEvent& write = *clues.write;
  const bool is_alias = write.name != clues.check->name;
  const auto times =
      std::ranges::count_if(clues.writes, [&](const auto* other) { return is_same_deed(write, *other); });
  const auto often = times > 1 ? fmt::format(", {} times", times) : std::string();
  const auto running = write.during != 0 ? fmt::format(", while the backward of line {} ran,", write.during) : "";
  return fmt::format("line {} ({}{}){} wrote {}{}{}", write.line, write.by, often, running,
                     is_alias ? "the same bytes through " : "", is_alias ? kinship(story, clues) : clues.check->name,
                     more_writes(clues));
}

/// Other saved values that were written without being seen: "; so it went for b, which line 7 (add_) wrote"
std::string others(const Clues& clues) {
  std::string words;
  for (const auto& [check, write] : clues.others)
    words += fmt::format("{}{}, which line {} ({}) wrote", words.empty() ? "; so it went for " : ", ", check->name,
                         write->line, write->by);
  return words;
}

std::string silent_write(const Story& story, const Clues& clues) {
  const StoryEvent& check = *clues.check;
  const auto line = check.during != 0 ? check.during : check.line;
  const auto passed = check.counter == "none" ? "" : fmt::format(", so the check in line {} passed", line);
  return fmt::format("{}; then {}; {}{}, and backward used {} for {}{}: {}.", saver(check), writer(story, clues),
                     unnoticed(clues), passed, in_words(check.after), in_words(check.before), others(clues),
                     consequence(clues));
}

std::string loud_write(const Story& story, const Clues& clues) {
  const StoryEvent& check = *clues.check;
  const auto line = check.during != 0 ? check.during : check.line;
  const auto verdict =
      story.verdict.outcome == "false_alarm"
          ? fmt::format("though the gradient would have been right: {}",
                        check.bytes_changed ? "what changed makes no difference to it, which a counter cannot know"
                                            : "a counter counts writes, it does not compare bytes")
          : fmt::format("rightly: backward would have used {} for {}", in_words(check.after), in_words(check.before));
  return fmt::format("{}; then {}; {} moved the counter to {}, so the check in line {} raised, {}.", saver(check),
                     writer(story, clues), clues.writes.size() > 1 ? "these writes" : "this",
                     check.version_after.value_or(0), line, verdict);
}

std::string silent(const Story& story, const Clues& clues) {
  if (clues.check && clues.write) return silent_write(story, clues);
  if (story.verdict.outcome == "silent_drop") return dropped_cause(story, clues);
  if (const auto cause = shared_cause(story, clues); !cause.empty()) return cause;
  if (clues.check)
    return fmt::format("{}, and backward found {} for {}: {}.", saver(*clues.check), in_words(clues.check->after),
                       in_words(clues.check->before), consequence(clues));
  const StoryEvent* write = last_event(story, [](const StoryEvent& event) { return event.kind == "write"; });
  const StoryEvent* renewed = last_event(story, [&](const StoryEvent& event) {
    return event.kind == "history" && write && event.memory_number == write->memory_number && event.name != write->name;
  });
  if (renewed)
    return fmt::format(
        "line {} ({}) wrote {}, so {} got another node in line {}, and what hung on the old one, a hook or "
        "a kept gradient, is passed by: {}.",
        write->line, write->by, write->name, renewed->name, renewed->line, consequence(clues));
  if (const auto cause = stale_cause(story, clues); !cause.empty()) return cause;
  if (write)
    return fmt::format(
        "line {} ({}) wrote {}, no value that was saved; yet {}: the derivative itself is not that of the "
        "program as it ran.",
        write->line, write->by, write->name, consequence(clues));
  return fmt::format("no saved value was written, yet {}: the derivative itself is not that of the program as it ran.",
                     consequence(clues));
}

/// "line 12 (y.mul_(2))"
std::string place(const Story& story, int line) {
  if (line <= 0 || line > static_cast<int>(story.source.size())) return "reading what is observed";
  const auto& text = story.source[static_cast<std::size_t>(line) - 1];
  return fmt::format("line {} ({})", line, text.substr(std::min(text.size(), text.find_first_not_of(" \t"))));
}

/// What an error is about where it is not the check of a value in the graph: the end of a sentence.
std::string earlier(const Story& story) {
  const auto& error = *story.verdict.error;
  if (error.kind == "freed_graph") {
    const StoryEvent* backward = last_event(story, [&](const StoryEvent& event) {
      return event.kind == "gradient" || (event.kind == "check" && event.finding == "passed");
    });
    return backward ? fmt::format("; the backward of line {} freed it", backward->line) : std::string();
  }
  if (error.kind != "modified_after_save") return cut_cause(story);
  const StoryEvent* write = last_event(story, [](const StoryEvent& event) {
    return event.version_before != event.version_after && event.kind == "write";
  });
  const StoryEvent* detached = last_event(story, [](const StoryEvent& event) { return event.by == "detach_"; });
  if (detached)
    return fmt::format("; line {} detached {} in place after it had been saved", detached->line, detached->name);
  return write ? fmt::format("; line {} ({}) wrote {} after it had been saved", write->line, write->by, write->name)
               : std::string();
}

std::string raised(const Story& story, const Clues& clues) {
  const auto& error = *story.verdict.error;
  if (clues.check && clues.write) return loud_write(story, clues);
  const Rule* rule = rule_of(error.kind);
  if (rule) return fmt::format("{} breaks a rule: {}{}.", place(story, error.line), rule->rule, earlier(story));
  return fmt::format("{} is wrong whatever autograd does ({}): {}.", place(story, error.line), error.kind,
                     error.message);
}

std::string benign(const Story& story) {
  int checks = 0;
  std::vector<const StoryEvent*> writes;
  for (const StoryEvent& event : story.events) {
    checks += event.kind == "check" && event.finding == "passed";
    if (event.kind == "write" && event.bytes_changed && event.during == 0) writes.push_back(&event);
  }
  auto words = checks == 0   ? std::string("backward needed no saved value")
               : checks == 1 ? std::string("backward found its one saved value as it was saved")
                             : fmt::format("backward found each of {} saved values as it was saved", checks);
  if (writes.empty()) return words + ".";
  const StoryEvent& first = *writes.front();
  words += fmt::format("; what was written (line {}: {} through {}", first.line, first.by, first.name);
  if (writes.size() > 1) words += fmt::format(", and {} more", writes.size() - 1);
  return words + ") was nothing that backward still needed as it had been.";
}

std::string by_request(const Story& story) {
  const StoryEvent* write = last_event(story, [](const StoryEvent& event) { return event.kind == "write"; });
  const auto who =
      write ? fmt::format("line {} ({} through {})", write->line, write->by, write->name) : std::string("a write");
  return fmt::format(
      "{} changes values without being recorded, which is what was asked for: the derivative is that of "
      "the program with the change taken as a constant, and that gradient came.",
      who);
}

}  // namespace

std::string cause_of(const Story& story, const Clues& clues) {
  const auto& verdict = story.verdict;
  const bool is_partial = story.cut_short && !clues.check;
  const auto partly = std::string(is_partial ? "as far as the run was watched, which is not to its end: " : "");
  if (verdict.error) return partly + raised(story, clues);
  if (verdict.outcome.starts_with("silent_")) return partly + silent(story, clues);
  if (verdict.outcome == "by_request") return partly + by_request(story);
  if (verdict.outcome == "correct") return partly + benign(story);
  return verdict.reason.empty() ? "nothing is known beyond the outcome." : verdict.reason + ".";
}

}  // namespace gradproof::checks::explain
