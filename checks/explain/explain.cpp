#include <algorithm>
#include <gradproof/checks/explain/cause.hpp>
#include <gradproof/checks/explain/device_run.hpp>
#include <gradproof/checks/explain/explain.hpp>
#include <gradproof/checks/explain/fix.hpp>
#include <gradproof/checks/explain/timeline.hpp>
#include <gradproof/checks/explain/trial.hpp>
#include <gradproof/checks/explain/watch.hpp>
#include <sstream>

namespace gradproof::checks::explain {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// A text without the line breaks of its file.
std::string paragraph(const std::string& text) {
  std::string words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) words += (words.empty() ? "" : " ") + word;
  return words;
}

}  // namespace

Explained explain(const Program& program, const ExplainOptions& options, int stop_descriptor) {
  Explained explained;
  Trial trial = try_out({&program, 1}, options, stop_descriptor);
  explained.stopped = trial.stopped;
  explained.file_error = trial.file_error;
  explained.not_run = trial.not_run;
  if (trial.stopped || trial.verdicts.empty() || !trial.verdicts.front()) return explained;
  records::Story& story = explained.story.emplace();
  story.verdict = *trial.verdicts.front();
  story.title = program.header.title;
  story.why = paragraph(program.header.why);
  story.source = lines_of(program.source);
  const WatchOptions limits = {options.time_limit, options.memory_limit, options.seed};
  Watched watched = watch(program, limits);
  story.events = std::move(watched.events);
  story.cut_short = watched.cut_short || !watched.reason.empty();
  const Clues clues = find_clues(program.header, story);
  story.cause = cause_of(story, clues);
  if (story.verdict.error)
    if (const Rule* rule = rule_of(story.verdict.error->kind)) story.advice = rule->remedy;
  story.timeline = timeline_of(story, clues);
  if (std::ranges::find(program.header.needs, "gpu") != program.header.needs.end())
    story.device = device_run(program, limits);
  explained.stopped = !find_fix(program, clues, options, stop_descriptor, story);
  return explained;
}

}  // namespace gradproof::checks::explain
