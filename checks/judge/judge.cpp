// Section 7 of language.md in its own order. What a run should have observed is the Reference's business, what kind of
// error a text means is `classify`'s, what the header expects is `hold_against_expectation`'s; here are the rules.
#include <gradproof/checks/judge/classify.hpp>
#include <gradproof/checks/judge/expectation.hpp>
#include <gradproof/checks/judge/judge.hpp>
#include <gradproof/checks/judge/reference.hpp>
#include <gradproof/checks/program/vocabulary.hpp>
#include <stdexcept>

namespace gradproof::checks {
namespace {

struct Ruling {
  std::string outcome;
  std::string reason = {};
};

/// Raised by a check of bytes or versions, which may be mistaken; other errors are what they say.
bool is_check(const std::string& kind) { return kind == "modified_after_save" || kind == "audit"; }

/// The program raised: rules 1 and 2.
Ruling of_error(const std::string& kind, const std::optional<records::Values>& unchecked, const Reference& right) {
  if (is_check(kind) && unchecked && right.confirms(*unchecked)) return {"false_alarm"};
  return {is_program_kind(kind) ? "error" : "detected"};
}

/// The program finished: rules 4 to 8, the first that matches. Proven damage outranks what nobody can judge.
Ruling of_values(const records::Values& seen, const Reference& right) {
  if (right.misses_gradient(seen)) return {"silent_drop"};
  if (right.has_wrong_gradient(seen)) return {"silent_wrong"};
  if (right.has_wrong_state(seen) || right.misses_intent(seen)) return {"silent_state"};
  if (auto why = right.silence(seen)) return {"unjudged", *why};
  if (right.ignores_writes(seen)) return {"by_request"};
  return {"correct"};
}

Ruling rule(const Answer& answer, const records::Verdict& verdict, const Reference& right) {
  switch (answer.status) {
    case Status::finished:
      return of_values(answer.observed, right);
    case Status::raised:
    case Status::memory:
      return of_error(verdict.error->kind, verdict.unchecked, right);
    case Status::unsupported:
      return {"unsupported", answer.reason};
    case Status::crashed:
      return {"crashed", answer.reason};
    case Status::timeout:
      return {"timeout", answer.reason};
    case Status::file_error:
      break;
  }
  throw std::invalid_argument("a file that could not be run has no verdict: " + answer.reason);
}

/// The error as a record, with kind and moment; running out of memory is one, whoever noticed.
std::optional<records::ErrorRecord> error_of(const Answer& answer) {
  if (answer.status != Status::raised && answer.status != Status::memory) return std::nullopt;
  records::ErrorRecord error = answer.error.value_or(records::ErrorRecord{"", "", 0, answer.reason});
  if (answer.status == Status::memory) error.kind = "memory";
  auto [kind, moment] = classify({answer.error_type, error.message, answer.in_backward, error.kind});
  error.kind = kind;
  if (error.moment.empty()) error.moment = moment;
  return error;
}

std::optional<records::Values> values_of(const std::optional<Answer>& run) {
  return run && run->status == Status::finished ? std::optional(run->observed) : std::nullopt;
}

}  // namespace

records::Verdict judge(const Case& facts) {
  const Reference right(facts.header, facts.oracle);
  records::Verdict verdict;
  verdict.program = facts.program;
  verdict.file = facts.file;
  verdict.subject = facts.subject.text();
  verdict.subject_version = facts.answer.version;
  verdict.observed = values_of(facts.answer).value_or(records::Values{});
  if (facts.oracle.judged) verdict.oracle = facts.oracle.due;
  verdict.unchecked = values_of(facts.unchecked);
  verdict.error = error_of(facts.answer);
  verdict.seconds = facts.answer.seconds;

  auto [outcome, reason] = rule(facts.answer, verdict, right);
  verdict.outcome = std::move(outcome);
  verdict.reason = std::move(reason);
  hold_against_expectation(verdict, facts.header, facts.subject);
  return verdict;
}

bool needs_unchecked(const Answer& answer) {
  const auto error = error_of(answer);
  return error && is_check(error->kind);
}

}  // namespace gradproof::checks
