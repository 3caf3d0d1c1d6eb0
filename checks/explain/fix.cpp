#include <algorithm>
#include <gradproof/checks/explain/candidates.hpp>
#include <gradproof/checks/explain/fix.hpp>
#include <gradproof/checks/explain/trial.hpp>
#include <gradproof/checks/judge/compare.hpp>
#include <gradproof/checks/program/check_names.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <set>

namespace gradproof::checks::explain {
namespace {

constexpr double kMostCandidates = 64, kFewestCandidates = 6;
constexpr double kSeconds = 20;  ///< that the search may take, as far as the first run tells
constexpr std::size_t kMostTried = 8;
constexpr double kTolerance = 1e-4;

bool is_mendable(const records::Verdict& verdict) {
  return verdict.outcome.starts_with("silent_") || verdict.outcome == "detected" || verdict.outcome == "false_alarm";
}

bool is_as_due(const records::Values& due, const records::Values& seen) {
  return std::ranges::all_of(due, [&](const auto& entry) {
    const auto* value = find(seen, entry.first);
    return value && equal(*value, entry.second, kTolerance);
  });
}

/// As many as time allows: a program that runs for long is run a few times only.
std::size_t most_candidates(const records::Verdict& verdict) {
  const double affordable = kSeconds / std::max(verdict.seconds, 1e-3);
  return static_cast<std::size_t>(std::clamp(affordable, kFewestCandidates, kMostCandidates));
}

/// Candidates that are programs, each text once.
struct Attempts {
  std::vector<Candidate> candidates;
  std::vector<Program> programs;
};

Attempts attempts_of(const Program& program, const records::Story& story, std::vector<Candidate> candidates) {
  Attempts attempts;
  // A line that the header names moves with an edit.
  auto source = story.source;
  for (auto& line : source)
    if (line.starts_with("#: error_line")) line = "#";
  const auto most = most_candidates(story.verdict);
  std::set<std::string> seen{edited(source, {})};
  for (Candidate& candidate : candidates) {
    if (attempts.programs.size() == most) break;
    const auto text = edited(source, candidate.edits);
    if (!seen.insert(text).second) continue;
    auto parsed = parse(text, program.file);
    if (!parsed.program || !check_names(*parsed.program).empty()) continue;
    parsed.program->header.expect.clear();
    attempts.programs.push_back(std::move(*parsed.program));
    attempts.candidates.push_back(std::move(candidate));
  }
  return attempts;
}

}  // namespace

bool find_fix(const Program& program, const Clues& clues, const ExplainOptions& options, int stop_descriptor,
              records::Story& story) {
  if (!is_mendable(story.verdict)) return true;
  const auto attempts = attempts_of(program, story, candidates_for(program, story, clues));
  if (attempts.programs.empty()) return true;
  const Trial trial = try_out(attempts.programs, options, stop_descriptor);
  if (trial.stopped) return false;
  auto due = story.verdict.outcome == "silent_state" && !program.header.intend.empty()
                 ? program.header.intend  // what else was observed follows from the state
                 : due_values(program.header, story.verdict);
  // What a refused program was due as null says that nothing leads there: mending it may well change that.
  if (story.verdict.error) std::erase_if(due, [](const auto& entry) { return entry.second.is_null(); });
  for (std::size_t i = 0; i < attempts.candidates.size(); ++i) {
    const Candidate& candidate = attempts.candidates[i];
    records::StoryFix fix{candidate.what, diff_of(story.source, candidate.edits), "error", {}, false};
    if (const auto& verdict = trial.verdicts[i]) {
      fix.outcome = verdict->outcome;
      fix.observed = verdict->observed;
      fix.as_due = !due.empty() && is_as_due(due, verdict->observed);
    }
    const bool is_right = fix.outcome == "correct" || fix.outcome == "by_request";
    if (candidate.is_loud) {
      if (!story.loud && fix.outcome == "detected") story.loud = std::move(fix);
    } else if (is_right && (fix.as_due || due.empty())) {
      if (!story.fix) story.fix = std::move(fix);
    } else if (story.tried.size() < kMostTried) {
      story.tried.push_back(std::move(fix));
    }
  }
  return true;
}

}  // namespace gradproof::checks::explain
