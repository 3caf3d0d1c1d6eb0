#include <fmt/format.h>

#include <algorithm>
#include <gradproof/cli/story_text.hpp>
#include <gradproof/cli/verdict_text.hpp>
#include <gradproof/reports/records/outcome.hpp>
#include <gradproof/reports/records/story_lines.hpp>

namespace gradproof::cli {
namespace {

using records::Story;
using records::StoryFix;

Colour colour_of(const std::string& mark) {
  if (mark == "unseen" || mark == "raised") return Colour::red;
  if (mark == "write" || mark == "moved" || mark == "flag") return Colour::yellow;
  return mark == "check" ? Colour::green : Colour::none;
}

std::string heading(const std::string& text, const Console& console) {
  return fmt::format("\n{}\n", console.paint(Colour::yellow, text));
}

std::string opening(const Story& story, const Console& console) {
  const auto& verdict = story.verdict;
  const auto* outcome = records::find_outcome(verdict.outcome);
  const bool is_harmful = outcome && outcome->harmful;
  auto text = fmt::format("{}  {}  {}\n", verdict.program, console.paint(Colour::dim, verdict.subject),
                          console.paint(is_harmful ? Colour::red : Colour::none, verdict.outcome));
  if (!story.title.empty()) text += fmt::format("      {}\n", story.title);
  if (outcome) text += fmt::format("      {}\n", outcome->meaning);
  return text + details(verdict);
}

std::string lines_text(const Story& story, const Console& console) {
  std::string text;
  for (const auto& line : records::story_lines(story)) {
    text += fmt::format("{:>4}  {}\n", line.number, line.text);
    for (const auto& note : line.notes)
      text += fmt::format("        {} {}\n",
                          console.paint(colour_of(note.mark), std::string(records::mark_symbol(note.mark))),
                          console.paint(colour_of(note.mark), note.text));
  }
  if (story.cut_short) text += "      (the run was too long to be watched further)\n";
  return text;
}

std::string diff_text(const StoryFix& fix, const Console& console) {
  std::string text;
  for (const auto& line : fix.diff) {
    const auto space = line.find(' ');
    text +=
        "      " +
        console.paint(line.front() == '+' ? Colour::green : Colour::red,
                      fmt::format("{} {:>3}  {}", line.front(), line.substr(1, space - 1), line.substr(space + 1))) +
        '\n';
  }
  return text;
}

std::string proof(const StoryFix& fix) {
  std::string values;
  for (const auto& [expression, value] : fix.observed)
    values += fmt::format("{}{} = {}", values.empty() ? "" : ", ", expression, records::short_text(value));
  return fmt::format("      proved: the changed program is {}{}{}\n", fix.outcome, values.empty() ? "" : "; " + values,
                     fix.as_due ? ", as due" : "");
}

std::string fix_text(const Story& story, const Console& console) {
  std::string text;
  if (story.fix) {
    text += fmt::format("      {}\n", story.fix->what) + diff_text(*story.fix, console) + proof(*story.fix);
  } else if (!story.tried.empty()) {
    text += "      none was found that gives what was due. Tried, run and judged:\n";
    for (const auto& fix : story.tried)
      text += fmt::format("        {}: {}\n", fix.what, records::outcome_of_trial(fix));
  }
  if (story.loud) {
    text += fmt::format("      makes it loud: {}\n", story.loud->what) + diff_text(*story.loud, console);
    text += "      proved: the write is then counted, and backward raises instead of going on\n";
  }
  return text;
}

}  // namespace

std::string story_text(const Story& story, const Console& console) {
  auto text = opening(story, console);
  text += heading("What happened", console) + lines_text(story, console);
  if (!story.timeline.empty()) text += heading("Timeline", console) + timeline_text(story.timeline, console);
  text += heading("Cause", console) + "      " + story.cause + '\n';
  if (!story.why.empty()) text += heading("Why, in the author's words", console) + "      " + story.why + '\n';
  const auto fix = fix_text(story, console);
  if (!fix.empty() || !story.advice.empty()) text += heading("Fix", console);
  if (!story.advice.empty()) text += fmt::format("      the rule's remedy: {}\n", story.advice);
  return text + fix;
}

}  // namespace gradproof::cli
