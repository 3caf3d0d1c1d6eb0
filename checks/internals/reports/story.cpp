// A story as record, as lines and as a page.
#include <gradproof/checks/internals/golden.hpp>
#include <gradproof/checks/internals/reports/sample.hpp>
#include <gradproof/reports/html/story.hpp>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/records/records_file.hpp>
#include <gradproof/reports/records/story_lines.hpp>

using namespace gradproof;

TEST_CASE("a story reads back as it was written") {
  const auto line = records::to_json_line(reports::sample_story());
  const auto again = std::get<records::Story>(records::from_json(line));
  CHECK(records::to_json_line(again) == line);
  CHECK(again.events.at(3).finding == "unseen");
  CHECK(again.device->lanes.at(2).pieces.at(0).end == 90'500);
  CHECK(records::parse_records(line + "\n", "x").stories.size() == 1);
}

TEST_CASE("a story without one of its keys is refused, by name") {
  auto line = records::to_json_line(reports::sample_story());
  const auto at = line.find("\"saved_event\":");
  line.replace(at, 13, "\"saved_invent\"");
  CHECK_THROWS_WITH(records::from_json(line), Catch::Matchers::Contains("saved_event"));
}

TEST_CASE("a story from before lanes showed whole memories is read") {
  auto line = records::to_json_line(reports::sample_story());
  const std::string key = "\"memory_bytes\":null,";
  REQUIRE(line.find(key) != std::string::npos);
  for (auto at = line.find(key); at != std::string::npos; at = line.find(key)) line.erase(at, key.size());
  CHECK(std::get<records::Story>(records::from_json(line)).events.size() == reports::sample_story().events.size());
}

TEST_CASE("a story of a program that needs no accelerator, and one from before there was one") {
  auto story = reports::sample_story();
  story.device.reset();
  auto line = records::to_json_line(story);
  CHECK_FALSE(std::get<records::Story>(records::from_json(line)).device);
  CHECK(reports::render_story(story).find("simulated") == std::string::npos);
  const std::string key = ",\"device\":null";
  REQUIRE(line.find(key) != std::string::npos);
  line.erase(line.find(key), key.size());
  CHECK_FALSE(std::get<records::Story>(records::from_json(line)).device);
}

TEST_CASE("the lines of a story: each with what it did, equal things once") {
  auto story = reports::sample_story();
  story.events.push_back(story.events[1]);  // b * b saves b twice
  const auto lines = records::story_lines(story);
  REQUIRE(lines.size() == 6);
  CHECK(lines[0].notes.empty());
  REQUIRE(lines[3].notes.size() == 1);
  CHECK(lines[3].notes[0].mark == "save");
  CHECK(lines[5].notes[0].mark == "unseen");
}

TEST_CASE("a long program shows the lines that did something, a busy line the first of its deeds") {
  auto story = reports::sample_story();
  for (int i = 0; i < 100; ++i) story.source.push_back("x = 1");
  for (int i = 0; i < 20; ++i) {
    story.events.push_back(story.events[2]);
    story.events.back().text += std::to_string(i);
  }
  const auto lines = records::story_lines(story);
  CHECK(lines.size() == 4);
  CHECK(lines[2].notes.size() == 7);
  CHECK(lines[2].notes.back().text == "and 15 more");
}

TEST_CASE("checks that passed are told together, those that were not reached not at all") {
  auto story = reports::sample_story();
  story.events[3].finding = "passed";
  story.events.push_back(story.events[3]);
  story.events.push_back(story.events[3]);
  story.events.back().finding = "unreached";
  const auto lines = records::story_lines(story);
  REQUIRE(lines[5].notes.size() == 1);
  CHECK(lines[5].notes[0].text == "2 saved values are as they were saved");
}

TEST_CASE("the page of a story") {
  const auto page = reports::render_story(reports::sample_story());
  CHECK(page.find("<script") == std::string::npos);
  checks::check_golden("reports/golden/story.html", page);
}

TEST_CASE("a change that is right but gives another gradient than was due reads as no success") {
  records::StoryFix fix{"a change", {}, "correct", {}, false};
  CHECK(records::outcome_of_trial(fix) == "correct, but another gradient than was due");
  fix.outcome = "detected";
  CHECK(records::outcome_of_trial(fix) == "detected");
}
