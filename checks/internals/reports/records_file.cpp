#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/reports/sample.hpp>
#include <gradproof/reports/records/outcome.hpp>
#include <gradproof/reports/records/records_file.hpp>

using namespace gradproof::records;
using Catch::Matchers::Contains;

namespace {

std::string three_lines() {
  const auto verdicts = gradproof::reports::sample_verdicts();
  return to_json_line(gradproof::reports::sample_run()) + "\n" + to_json_line(verdicts[0]) + "\r\n\n" +
         to_json_line(verdicts[1]) + "\n";
}

}  // namespace

TEST_CASE("a records file is sorted by kind") {
  const Records records = parse_records(three_lines(), "v.jsonl");
  CHECK(records.runs.size() == 1);
  REQUIRE(records.verdicts.size() == 2);
  CHECK(records.verdicts[1].subject == "libtorch");
  CHECK(records.warnings.empty());
  CHECK(parse_records("", "empty").verdicts.empty());
}

TEST_CASE("measurements and comparisons are found in a records file") {
  const auto line = to_json_line(gradproof::reports::sample_measurements()[0]);
  const auto other = to_json_line(gradproof::reports::sample_comparisons()[0]);
  const Records records = parse_records(line + "\n" + other + "\n", "m.jsonl");
  CHECK(records.measurements.size() == 1);
  CHECK(records.comparisons.size() == 1);
}

TEST_CASE("a last line that a kill cut off is left out, with a warning") {
  const std::string text = three_lines();
  for (std::size_t cut = text.rfind("{\"schema") + 1; cut < text.size() - 1; cut += 7) {
    const Records records = parse_records(text.substr(0, cut), "v.jsonl");
    CHECK(records.verdicts.size() == 1);
    REQUIRE(records.warnings.size() == 1);
    CHECK_THAT(records.warnings[0], Contains("v.jsonl:4: the last line is cut off"));
  }
  CHECK(parse_records(text.substr(0, text.size() - 1), "v.jsonl").verdicts.size() == 2);
}

TEST_CASE("any other bad line is an error with its number") {
  CHECK_THROWS_WITH(parse_records(three_lines() + "{\n" + three_lines(), "v.jsonl"), Contains("v.jsonl:5: not JSON"));
  CHECK_THROWS_WITH(parse_records(three_lines() + "{}", "v.jsonl"), Contains("v.jsonl:5: record: the key \"schema\""));
}

TEST_CASE("a file that cannot be read is named") {
  CHECK_THROWS_WITH(read_records("/no/such/file.jsonl"), Contains("cannot read \"/no/such/file.jsonl\": No such file"));
  CHECK_THROWS_WITH(read_records("/"), Contains("cannot read \"/\": Is a directory"));
}

TEST_CASE("what makes a run fail") {
  Verdict verdict;
  verdict.outcome = "silent_wrong";
  CHECK(is_finding(verdict));
  verdict.as_expected = true;
  CHECK(!is_finding(verdict));
  verdict.outcome = "correct";
  verdict.as_expected = false;
  CHECK(is_finding(verdict));
  verdict.as_expected = std::nullopt;
  for (const char* outcome : {"correct", "detected", "false_alarm", "error", "unsupported", "unjudged", "by_request"}) {
    verdict.outcome = outcome;
    CHECK(!is_finding(verdict));
  }
  for (const char* outcome : {"silent_drop", "silent_state", "crashed", "timeout"}) {
    verdict.outcome = outcome;
    CHECK(is_finding(verdict));
  }
  CHECK(outcomes().size() == 12);
}
