#include <fmt/format.h>

#include <gradproof/reports/html/device_drawing.hpp>
#include <gradproof/reports/html/head.hpp>
#include <gradproof/reports/html/rows.hpp>
#include <gradproof/reports/html/story.hpp>
#include <gradproof/reports/html/story_drawing.hpp>
#include <gradproof/reports/html/values.hpp>
#include <gradproof/reports/records/outcome.hpp>
#include <gradproof/reports/records/story_lines.hpp>

namespace gradproof::reports {
namespace {

using records::Story;
using records::StoryFix;

// What the story adds to the report's sheet.
constexpr std::string_view kStoryStyle = R"(
.told { list-style: none; margin: 0; padding: .5rem; background: var(--soft); border-radius: .4rem; }
.told code { white-space: pre-wrap; }
.told i { font-style: normal; color: var(--quiet); user-select: none; display: inline-block; min-width: 2.2rem; }
.told ul { list-style: none; margin: 0 0 .3rem; padding-left: 3.2rem; font-size: .9rem; color: var(--quiet); }
.told li.write, .told li.moved { color: var(--warn); }
.told li.unseen, .told li.raised { color: var(--bad); font-weight: bold; }
.told li.check { color: var(--good); }
.lives { max-width: none; overflow-x: auto; margin-bottom: 1rem; }
.lives svg { width: auto; max-width: none; }
p.cause { font-size: 1.05rem; padding: .6rem .9rem; border-left: 4px solid var(--bad); background: var(--soft); }
p.cause.good { border-left-color: var(--good); }
pre.diff ins { text-decoration: none; color: var(--good); } pre.diff del { text-decoration: none; color: var(--bad); }
)";

void write_opening(Markup& page, const Story& story, const std::string& title) {
  const auto& verdict = story.verdict;
  page.element("h1", title);
  if (!story.title.empty()) page.element("p", story.title);
  {
    const auto line = page.open("p");
    page.element("span", outcome_label(verdict.outcome), {{"class", "outcome " + tone(verdict)}});
    page.text(fmt::format(" on {} {}", verdict.subject, verdict.subject_version));
  }
  if (const auto* outcome = records::find_outcome(verdict.outcome)) page.element("p", outcome->meaning);
  if (verdict.error) page.element("pre", verdict.error->message, {{"class", "message"}});
  if (!verdict.reason.empty()) page.element("p", verdict.reason);
  if (!verdict.observed.empty() || verdict.oracle) write_values(page, verdict);
}

void write_cause(Markup& page, const Story& story) {
  page.element("h2", "Cause");
  const bool is_good = story.verdict.outcome == "correct" || story.verdict.outcome == "by_request";
  page.element("p", story.cause, {{"class", is_good ? "cause good" : "cause"}});
  if (story.why.empty()) return;
  page.element("h2", "Why, in the author's words");
  page.element("p", story.why);
}

void write_lines(Markup& page, const Story& story) {
  page.element("h2", "What happened, line by line");
  const auto list = page.open("ol", {{"class", "told"}});
  for (const auto& line : records::story_lines(story)) {
    const auto item = page.open("li");
    page.element("i", std::to_string(line.number));
    page.element("code", line.text);
    if (line.notes.empty()) continue;
    const auto notes = page.open("ul");
    for (const auto& note : line.notes)
      page.element("li", fmt::format("{} {}", records::mark_symbol(note.mark), note.text), {{"class", note.mark}});
  }
}

void write_diff(Markup& page, const StoryFix& fix) {
  const auto pre = page.open("pre", {{"class", "diff"}});
  for (const auto& line : fix.diff) {
    const auto space = line.find(' ');
    page.element(line.front() == '+' ? "ins" : "del",
                 fmt::format("{} {:>3}  {}", line.front(), line.substr(1, space - 1), line.substr(space + 1)));
  }
}

void write_fix(Markup& page, const Story& story) {
  if (!story.fix && !story.loud && story.tried.empty() && story.advice.empty()) return;
  page.element("h2", "Fix");
  if (!story.advice.empty()) page.element("p", "The rule's remedy: " + story.advice + ".");
  if (story.fix) {
    page.element("p", story.fix->what);
    write_diff(page, *story.fix);
    std::string values;
    for (const auto& [expression, value] : story.fix->observed)
      values += fmt::format("{} = {}, ", expression, records::short_text(value));
    page.element("p", fmt::format("Proved: the changed program was run and is {}; {}{}", story.fix->outcome, values,
                                  story.fix->as_due ? "as due." : "as it computes now."));
  } else if (!story.tried.empty()) {
    page.element("p", "No change was found that gives what was due. Tried, run and judged:");
    const auto list = page.open("ul");
    for (const auto& fix : story.tried)
      page.element("li", fmt::format("{}: {}", fix.what, records::outcome_of_trial(fix)));
  }
  if (!story.loud) return;
  page.element("p",
               fmt::format("Makes it loud: {}. The write is then counted, and backward raises.", story.loud->what));
  write_diff(page, *story.loud);
}

}  // namespace

std::string render_story(const Story& story) {
  const auto title = fmt::format("{}: {}", story.verdict.program, story.verdict.outcome);
  Markup page;
  page.trusted("<!DOCTYPE html>\n");
  {
    const auto html = page.open("html", {{"lang", "en"}});
    write_head(page, title, kStoryStyle);
    const auto body = page.open("body");
    const auto main = page.open("main");
    write_opening(page, story, title);
    write_cause(page, story);
    if (!story.timeline.empty()) {
      page.element("h2", "Timeline");
      for (std::size_t i = 0; i < story.timeline.size(); ++i) draw_life(page, story.timeline[i], i);
    }
    if (story.device) {
      page.element("h2", "On the accelerator, simulated");
      draw_device(page, *story.device);
    }
    write_lines(page, story);
    write_fix(page, story);
  }
  return page.str();
}

}  // namespace gradproof::reports
