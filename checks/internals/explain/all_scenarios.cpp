// Every scenario of the project is told, and told truly.
#include <algorithm>
#include <gradproof/checks/explain/watch.hpp>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/explain/scenarios.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/reports/records/json.hpp>

using namespace gradproof;
using namespace gradproof::checks::explain;

namespace {

bool is_write(const records::StoryEvent& event) {
  return (event.kind == "write" || event.kind == "moved") && event.version_before != event.version_after;
}

/// What the cause should name: the first write that changed bytes or moved a counter.
bool has_write(const records::Story& story) {
  return std::any_of(story.events.begin(), story.events.end(), [](const records::StoryEvent& event) {
    return is_write(event) || ((event.kind == "write" || event.kind == "moved") && event.bytes_changed);
  });
}

bool names_a_writer(const records::Story& story) {
  return std::any_of(story.events.begin(), story.events.end(), [&](const records::StoryEvent& event) {
    const bool wrote = event.kind == "write" || event.kind == "moved" || event.by == "detach_";
    return wrote && story.cause.find("line " + std::to_string(event.line)) != std::string::npos &&
           (story.cause.find(event.by) != std::string::npos || event.by == "detach_");
  });
}

bool is_about_writes(const records::Story& story) {
  const auto& verdict = story.verdict;
  return verdict.outcome == "silent_wrong" || (verdict.error && verdict.error->kind == "modified_after_save");
}

}  // namespace

TEST_CASE("every scenario is told, with a cause") {
  REQUIRE(told_scenarios().size() > 400);
  for (const auto& scenario : told_scenarios()) {
    CAPTURE(scenario.name, scenario.explained.file_error, scenario.explained.not_run);
    REQUIRE(scenario.explained.story);
    const auto& story = *scenario.explained.story;
    CHECK(story.cause.size() > 20);
    CHECK(story.cause.ends_with('.'));
    CHECK_FALSE(story.cut_short);
  }
}

TEST_CASE("the writer is named wherever a write made the outcome") {
  std::size_t about_writes = 0;
  for (const auto& scenario : told_scenarios()) {
    const auto& story = *scenario.explained.story;
    if (!is_about_writes(story) || !has_write(story)) continue;
    ++about_writes;
    CAPTURE(scenario.name, story.cause);
    CHECK(names_a_writer(story));
  }
  CHECK(about_writes > 150);
}

TEST_CASE("a fix that is offered is right, and gives what was due") {
  std::size_t offered = 0;
  for (const auto& scenario : told_scenarios()) {
    const auto& story = *scenario.explained.story;
    if (!story.fix) continue;
    ++offered;
    CAPTURE(scenario.name, story.fix->what);
    CHECK((story.fix->outcome == "correct" || story.fix->outcome == "by_request"));
    CHECK_FALSE(story.fix->diff.empty());
    if (!story.verdict.error && story.verdict.oracle) CHECK(story.fix->as_due);
    if (story.loud) CHECK(story.loud->outcome == "detected");
  }
  CHECK(offered > 200);
}

TEST_CASE("nothing is mended where nothing is wrong") {
  for (const auto& scenario : told_scenarios()) {
    const auto& story = *scenario.explained.story;
    if (story.verdict.outcome != "correct" && story.verdict.outcome != "by_request") continue;
    CAPTURE(scenario.name);
    CHECK_FALSE(story.fix);
    CHECK(story.tried.empty());
  }
}

TEST_CASE("to be watched changes nothing") {
  for (const auto& scenario : told_scenarios()) {
    const auto& verdict = scenario.explained.story->verdict;
    const auto program = checks::read_program(verdict.file).program;
    REQUIRE(program);
    const auto watched = watch(*program, {});
    CAPTURE(scenario.name);
    CHECK(watched.reason.empty());
    CHECK(records::to_json(watched.observed) == records::to_json(verdict.observed));
  }
}
