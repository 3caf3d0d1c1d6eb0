#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/judge/cases.hpp>
#include <stdexcept>

using namespace gradproof::checks;
using namespace gradproof::checks::made_up;

namespace {

std::string outcome(const Case& facts) { return judge(facts).outcome; }

/// A run that the version check stopped, and what the unchecked run observed.
Case stopped_case(std::optional<Answer> unchecked) {
  Case facts = correct_case();
  facts.answer = raised("modified_after_save");
  facts.unchecked = std::move(unchecked);
  return facts;
}

}  // namespace

TEST_CASE("1: a check that stopped a run whose gradients would be right is a false alarm") {
  CHECK(outcome(stopped_case(finished({{"a.grad", list({6, 2})}}))) == "false_alarm");
  CHECK(outcome(stopped_case(finished({{"a.grad", list({6, 3})}}))) == "detected");
  CHECK(outcome(stopped_case(finished({{"a.grad", null}}))) == "detected");
  CHECK(outcome(stopped_case(finished({}))) == "detected");
}

TEST_CASE("1: without an unchecked run that finished, a check is believed") {
  CHECK(outcome(stopped_case(std::nullopt)) == "detected");
  CHECK(outcome(stopped_case(raised("shape"))) == "detected");
  CHECK(outcome(stopped_case(ended(Status::crashed, "signal 11"))) == "detected");
}

TEST_CASE("1: every observed gradient and state must be right, and known to be") {
  Case facts = stopped_case(finished({{"a.grad", list({6, 2})}, {"b", list({1})}}));
  facts.oracle = oracle({{"a.grad", list({6, 2})}, {"b", list({2})}});
  CHECK(outcome(facts) == "detected");
  facts.oracle = oracle({{"a.grad", list({6, 2})}, {"b", list({1})}});
  CHECK(outcome(facts) == "false_alarm");
  facts.unchecked = finished({{"a.grad", list({6, 2})}, {"c.grad", list({1})}, {"b", list({1})}});
  CHECK(outcome(facts) == "detected");
  facts.oracle = silent_oracle();
  CHECK(outcome(facts) == "detected");
  facts.header.right = {{"a.grad", list({6, 2})}, {"c.grad", list({1})}};
  CHECK(outcome(facts) == "false_alarm");
}

TEST_CASE("1: the audit is a check too, other errors are no check") {
  Case facts = stopped_case(finished({{"a.grad", list({6, 2})}}));
  facts.answer = raised("audit");
  CHECK(outcome(facts) == "false_alarm");
  facts.answer = raised("leaf_write");
  CHECK(outcome(facts) == "detected");
}

TEST_CASE("2: errors of the first list are detections, of the second list errors") {
  for (const std::string kind : {"leaf_write", "freed_graph", "no_graph", "overlap", "gradient_shape", "race"}) {
    Case facts = correct_case();
    facts.answer = raised(kind);
    INFO(kind);
    CHECK(outcome(facts) == "detected");
  }
  for (const std::string kind : {"shape", "dtype", "index", "argument", "value", "not_implemented", "assertion"}) {
    Case facts = correct_case();
    facts.answer = raised(kind);
    INFO(kind);
    CHECK(outcome(facts) == "error");
  }
}

TEST_CASE("2: an error known by its text only is classified") {
  Case facts = correct_case();
  facts.answer = raised("", "a leaf Variable that requires grad is being used in an in-place operation.");
  facts.answer.error_type = "RuntimeError";
  const auto verdict = judge(facts);
  CHECK(verdict.outcome == "detected");
  REQUIRE(verdict.error);
  CHECK(verdict.error->kind == "leaf_write");
  CHECK(verdict.error->moment == "forward");
  CHECK(verdict.error->line == 7);
  CHECK(verdict.observed.empty());
}

TEST_CASE("2: running out of memory is an error of kind memory") {
  Case facts = correct_case();
  facts.answer = ended(Status::memory, "more than 4 GiB");
  const auto verdict = judge(facts);
  CHECK(verdict.outcome == "error");
  REQUIRE(verdict.error);
  CHECK(verdict.error->kind == "memory");
  CHECK(verdict.error->message == "more than 4 GiB");
}

TEST_CASE("3: a run that did not end has its end as outcome, with the reason") {
  Case facts = correct_case();
  facts.answer = ended(Status::crashed, "signal 11");
  CHECK(judge(facts).outcome == "crashed");
  CHECK(judge(facts).reason == "signal 11");
  facts.answer = ended(Status::timeout, "10 s");
  CHECK(judge(facts).outcome == "timeout");
  facts.answer = ended(Status::unsupported, "no numpy()");
  CHECK(judge(facts).outcome == "unsupported");
  CHECK_FALSE(judge(facts).error);
  facts.answer = ended(Status::file_error, "undefined name");
  CHECK_THROWS_AS(judge(facts), std::invalid_argument);
}

TEST_CASE("4: a gradient that is due and null is dropped, whatever else is wrong") {
  Case facts = correct_case();
  facts.oracle = oracle({{"a.grad", list({6, 2})}, {"b.grad", list({1})}, {"c", list({1})}});
  facts.answer = finished({{"a.grad", list({9, 9})}, {"b.grad", null}, {"c", list({5})}});
  CHECK(outcome(facts) == "silent_drop");
  facts.answer = finished({{"a.grad", list({6, 2})}, {"c", list({1})}});
  CHECK(outcome(facts) == "silent_drop");
}

TEST_CASE("4: no gradient is right where none is due") {
  Case facts = correct_case();
  facts.oracle = oracle({{"a.grad", null}});
  facts.answer = finished({{"a.grad", null}});
  CHECK(outcome(facts) == "correct");
  facts.answer = finished({{"a.grad", list({1})}});
  CHECK(outcome(facts) == "silent_wrong");
}

TEST_CASE("5: a gradient that differs is wrong, whatever state is corrupted beside it") {
  Case facts = correct_case();
  facts.oracle = oracle({{"a.grad", list({6, 2})}, {"c", list({1})}});
  facts.answer = finished({{"a.grad", list({0, 0})}, {"c", list({5})}});
  CHECK(outcome(facts) == "silent_wrong");
}

TEST_CASE("5: what autograd.grad made is a gradient because the oracle says so") {
  Case facts = correct_case();
  facts.oracle = oracle({{"g", list({6})}});
  facts.answer = finished({{"g", list({1})}});
  CHECK(outcome(facts) == "silent_state");
  facts.oracle.gradients = {"g"};
  CHECK(outcome(facts) == "silent_wrong");
  facts.answer = finished({{"g", null}});
  CHECK(outcome(facts) == "silent_drop");
}

TEST_CASE("6: another value that differs from the oracle's or the author's is silent state") {
  Case facts = correct_case();
  facts.oracle = oracle({{"a.grad", list({6, 2})}, {"seed", list({1})}});
  facts.answer = finished({{"a.grad", list({6, 2})}, {"seed", list({10})}});
  CHECK(outcome(facts) == "silent_state");
  facts.answer = finished({{"a.grad", list({6, 2})}, {"seed", null}});
  CHECK(outcome(facts) == "silent_state");
  facts.answer = finished({{"a.grad", list({6, 2})}, {"seed", list({1})}});
  CHECK(outcome(facts) == "correct");
  facts.header.intend = {{"seed", list({3})}};
  CHECK(outcome(facts) == "silent_state");
}

TEST_CASE("6: flags and versions are compared with what the author calls right") {
  Case facts = correct_case();
  facts.answer = finished({{"a.grad", list({6, 2})}, {"a._version", integer(1)}});
  CHECK(outcome(facts) == "correct");
  facts.header.right = {{"a._version", integer(1)}};
  CHECK(outcome(facts) == "correct");
  facts.header.right = {{"a._version", integer(0)}};
  CHECK(outcome(facts) == "silent_state");
}

TEST_CASE("7: right values that ignore unrecorded writes are by request") {
  Case facts = correct_case();
  facts.oracle.due_with_writes = {{"a.grad", list({6, 2})}};
  CHECK(outcome(facts) == "correct");
  facts.oracle.due_with_writes = {{"a.grad", list({18, 2})}};
  CHECK(outcome(facts) == "by_request");
  facts.answer = finished({{"a.grad", list({18, 2})}});
  CHECK(outcome(facts) == "silent_wrong");
  facts.oracle = oracle({{"a.grad", null}});
  facts.oracle.due_with_writes = {{"a.grad", list({1})}};
  facts.answer = finished({{"a.grad", null}});
  CHECK(outcome(facts) == "by_request");
}

TEST_CASE("8: a correct verdict is complete") {
  Case facts = correct_case();
  facts.answer.seconds = 0.25;
  const auto verdict = judge(facts);
  CHECK(verdict.outcome == "correct");
  CHECK(verdict.program == "seed");
  CHECK(verdict.file == "checks/seed.py");
  CHECK(verdict.subject == "native");
  CHECK(verdict.subject_version == "1.0");
  CHECK(verdict.observed == facts.answer.observed);
  CHECK(verdict.oracle == facts.oracle.due);
  CHECK_FALSE(verdict.unchecked);
  CHECK_FALSE(verdict.error);
  CHECK(verdict.reason.empty());
  CHECK(verdict.seconds == 0.25);
}

TEST_CASE("Without oracle the author's word counts; without both nothing is judged") {
  Case facts = correct_case();
  facts.oracle = silent_oracle();
  auto verdict = judge(facts);
  CHECK(verdict.outcome == "unjudged");
  CHECK(verdict.reason.find("no tape for this") != std::string::npos);
  CHECK_FALSE(verdict.oracle);
  facts.header.right = {{"a.grad", list({6, 2.0001})}};
  CHECK(outcome(facts) == "correct");
  facts.header.right = {{"a.grad", list({6, 2.01})}};
  CHECK(outcome(facts) == "silent_wrong");
}

TEST_CASE("Where oracle and author both speak, the oracle counts") {
  Case facts = correct_case();
  facts.header.right = {{"a.grad", list({0, 0})}};
  CHECK(outcome(facts) == "correct");
}

TEST_CASE("A gradient that nobody knows leaves a run unjudged, unless damage is proven elsewhere") {
  Case facts = correct_case();
  facts.answer = finished({{"a.grad", list({6, 2})}, {"b.grad", list({1})}});
  CHECK(outcome(facts) == "unjudged");
  facts.answer = finished({{"a.grad", list({6, 0})}, {"b.grad", list({1})}});
  CHECK(outcome(facts) == "silent_wrong");
}

TEST_CASE("The header's tolerance replaces the oracle's") {
  Case facts = correct_case();
  facts.answer = finished({{"a.grad", list({6.01, 2})}});
  CHECK(outcome(facts) == "silent_wrong");
  facts.header.tolerance = 0.01;
  CHECK(outcome(facts) == "correct");
}

TEST_CASE("The unchecked run is needed for the errors of checks only") {
  CHECK(needs_unchecked(raised("modified_after_save")));
  CHECK(needs_unchecked(raised("audit")));
  CHECK(needs_unchecked(raised("", "... has been modified by an inplace operation: ...")));
  CHECK_FALSE(needs_unchecked(raised("leaf_write")));
  CHECK_FALSE(needs_unchecked(finished({})));
  CHECK_FALSE(needs_unchecked(ended(Status::crashed, "signal 11")));
}
