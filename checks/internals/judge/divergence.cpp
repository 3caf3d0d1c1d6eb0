#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/judge/cases.hpp>
#include <gradproof/checks/judge/divergence.hpp>

using namespace gradproof::checks;
using namespace gradproof::checks::made_up;
using gradproof::records::Verdict;

namespace {

constexpr double kTolerance = 1e-4;

Verdict ran(const std::string& outcome, gradproof::records::Values observed) {
  Verdict verdict;
  verdict.outcome = outcome;
  verdict.observed = std::move(observed);
  return verdict;
}

Verdict raised_as(const std::string& kind, const std::string& moment, int line) {
  Verdict verdict;
  verdict.outcome = "detected";
  verdict.error = {kind, moment, line, "text"};
  return verdict;
}

std::string cause(const Verdict& a, const Verdict& b) {
  const auto found = divergence(a, b, kTolerance);
  return found ? found->cause : "alike";
}

}  // namespace

TEST_CASE("Verdicts that say the same are alike, whatever their messages and times") {
  auto a = raised_as("leaf_write", "forward", 3), b = a;
  b.error->message = "other words";
  b.seconds = 9;
  CHECK(cause(a, b) == "alike");
  b.error->line = 0;  // not known
  CHECK(cause(a, b) == "alike");
  const auto x = ran("correct", {{"a.grad", list({1, 2})}});
  CHECK(cause(x, ran("correct", {{"a.grad", list({1, 2.00001})}})) == "alike");
}

TEST_CASE("Outcomes, errors and lines tell verdicts apart") {
  const auto a = raised_as("leaf_write", "forward", 3);
  CHECK(cause(a, raised_as("leaf_write", "forward", 4)) == "detected: leaf_write (forward), at another line");
  CHECK(cause(a, raised_as("leaf_write", "backward", 3)) ==
        "detected: leaf_write (forward) | detected: leaf_write (backward)");
  CHECK(cause(a, ran("silent_wrong", {{"a.grad", real(1)}})) == "detected: leaf_write (forward) | silent_wrong");
  auto dead = ran("crashed", {});
  dead.reason = "died of SIGSEGV\nbacktrace";
  CHECK(cause(dead, a) == "crashed: died of SIGSEGV | detected: leaf_write (forward)");
}

TEST_CASE("What one subject lacks is a cause of its own, whatever the other makes of the program") {
  auto lacks = ran("unsupported", {});
  lacks.reason = "no numpy";
  CHECK(cause(raised_as("shape", "forward", 1), lacks) == "runs | unsupported: no numpy");
  CHECK(cause(lacks, ran("correct", {{"a", real(1)}})) == "unsupported: no numpy | runs");
  CHECK(cause(lacks, lacks) == "alike");
}

TEST_CASE("Values that differ are named by what they are") {
  const auto a = ran("correct", {{"net.w.grad", list({1, 2})}, {"x", real(1)}, {"f(x)", real(1)}});
  const auto found =
      divergence(a, ran("correct", {{"net.w.grad", list({1, 3})}, {"x", real(2)}, {"f(x)", real(2)}}), kTolerance);
  REQUIRE(found);
  CHECK(found->cause == "correct: values of .grad, expressions, names");
  CHECK(found->expressions == std::vector<std::string>{"net.w.grad", "x", "f(x)"});
  CHECK(cause(a, ran("correct", {{"net.w.grad", list({1, 2})}, {"x", real(1)}})) == "correct: values of expressions");
}

TEST_CASE("Where other random numbers make other values due, each is held against its own") {
  auto a = ran("correct", {{"a.grad", real(1)}});
  auto b = ran("correct", {{"a.grad", real(2)}});
  a.oracle = a.observed;
  b.oracle = b.observed;
  CHECK(cause(a, b) == "alike");
  b.observed = {{"a.grad", real(3)}};
  CHECK(cause(a, b) == "correct: values of .grad");
}

TEST_CASE("Groups hold every divergence, the largest first") {
  const auto a = raised_as("leaf_write", "forward", 3);
  std::vector<gradproof::records::Divergence> all{{"two", {}, a, a}, {"one", {}, a, a}, {"two", {}, a, a}};
  const auto groups = grouped(all);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].cause == "two");
  CHECK(groups[0].members.size() == 2);
}
