#include <algorithm>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/reports/sample.hpp>
#include <gradproof/reports/records/merge.hpp>
#include <random>

using namespace gradproof::records;
using Catch::Matchers::Contains;

namespace {

std::vector<std::string> sample_lines() {
  std::vector<std::string> lines{to_json_line(gradproof::reports::sample_run())};
  for (const auto& verdict : gradproof::reports::sample_verdicts()) lines.push_back(to_json_line(verdict));
  for (const auto& measurement : gradproof::reports::sample_measurements()) lines.push_back(to_json_line(measurement));
  for (const auto& comparison : gradproof::reports::sample_comparisons()) lines.push_back(to_json_line(comparison));
  lines.push_back(to_json_line(gradproof::reports::sample_chain()));
  return lines;
}

/// The lines dealt out to `files` files, then merged.
std::string merged(const std::vector<std::string>& lines, std::size_t files) {
  std::vector<std::string> texts(files);
  for (std::size_t i = 0; i < lines.size(); ++i) texts[i % files] += lines[i] + '\n';
  Merge merge;
  for (const auto& text : texts) merge.add(parse_records(text, "x.jsonl"), "x.jsonl");
  return merge.text();
}

Records with(Verdict verdict) {
  Records records;
  records.verdicts.push_back(std::move(verdict));
  return records;
}

}  // namespace

TEST_CASE("a merge depends on no order, and holds every record once") {
  auto lines = sample_lines();
  const auto whole = merged(lines, 1);
  CHECK(static_cast<std::size_t>(std::ranges::count(whole, '\n')) == lines.size());
  std::mt19937 random(7);
  for (std::size_t files = 1; files < 6; ++files) {
    std::ranges::shuffle(lines, random);
    CHECK(merged(lines, files) == whole);
  }
  lines.insert(lines.end(), lines.begin(), lines.begin() + 9);
  CHECK(merged(lines, 3) == whole);
}

TEST_CASE("verdicts stand by file, then by subject") {
  const auto records = parse_records(merged(sample_lines(), 2), "x.jsonl");
  CHECK(std::ranges::is_sorted(records.verdicts, {}, [](const Verdict& v) { return std::pair(v.file, v.subject); }));
}

TEST_CASE("of equal verdicts the shortest time is kept, whichever comes first") {
  auto verdict = gradproof::reports::sample_verdicts().front();
  for (const auto& times : {std::pair(0.5, 0.25), std::pair(0.25, 0.5)}) {
    Merge merge;
    verdict.seconds = times.first;
    merge.add(with(verdict), "a.jsonl");
    verdict.seconds = times.second;
    merge.add(with(verdict), "b.jsonl");
    CHECK(merge.size() == 1);
    CHECK(parse_records(merge.text(), "m").verdicts.front().seconds == 0.25);
  }
}

TEST_CASE("verdicts that contradict each other are refused with both files and what differs") {
  auto verdict = gradproof::reports::sample_verdicts().front();
  Merge merge;
  merge.add(with(verdict), "b.jsonl");
  verdict.outcome = "crashed";
  CHECK_THROWS_WITH(merge.add(with(verdict), "a.jsonl"),
                    Contains("a.jsonl and b.jsonl disagree on checks/scenarios/no-write.py on native (outcome)"));
}

TEST_CASE("the same benchmark with other samples is refused") {
  Records records;
  records.measurements.push_back(gradproof::reports::sample_measurements().front());
  Merge merge;
  merge.add(records, "a.jsonl");
  merge.add(records, "b.jsonl");
  CHECK(merge.size() == 1);
  records.measurements[0].samples[0].value += 1;
  CHECK_THROWS_WITH(merge.add(records, "c.jsonl"), Contains("disagree on conversion/clone"));
}
