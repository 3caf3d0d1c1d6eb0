#include <gradproof/checks/fuzz/batch.hpp>
#include <gradproof/checks/fuzz/campaign.hpp>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>

using namespace gradproof::checks;
using namespace gradproof::checks::fuzz;

namespace {

CampaignResult campaign(std::int64_t count, double time_limit, int jobs) {
  const std::vector<Subject> subjects = {{{.name = "native"}, find_subject({.name = "native"})}};
  CampaignOptions options;
  options.seed = 5;
  options.count = count;
  options.check.time_limit = time_limit;
  options.check.jobs = jobs;
  return run_campaign(subjects, options, {}, -1);
}

}  // namespace

TEST_CASE("A tally is a line and back") {
  const Tally tally = run_batch(5, 0, 200);
  CHECK(tally.programs == 200);
  CHECK(tally.outcomes.at("correct") > 100);
  CHECK(tally.outcomes.at("detected") > 5);
  CHECK_FALSE(tally.coverage.counts().empty());
  CHECK_FALSE(tally.suspects.empty());
  CHECK(to_line(tally_from_line(to_line(tally))) == to_line(tally));
  CHECK_THROWS_AS(tally_from_line("p 3\tnothing of ours"), std::invalid_argument);
}

TEST_CASE("Batches add up to one, whatever their order") {
  Tally parts, whole = run_batch(5, 0, 300);
  parts.add(run_batch(5, 150, 150));
  parts.add(run_batch(5, 0, 150));
  parts.sort();
  whole.sort();
  CHECK(to_line(parts) == to_line(whole));
}

TEST_CASE("A campaign in forks finds what one process finds, and explains it") {
  const auto result = campaign(700, 10, 2);
  Tally whole = run_batch(5, 0, 700);
  whole.sort();
  CHECK(to_line(result.tally) == to_line(whole));
  CHECK_FALSE(result.stopped);
  REQUIRE_FALSE(result.findings.empty());
  for (const auto& finding : result.findings) {
    INFO(finding.program.source);
    CHECK(finding.cause.explained);
    CHECK(finding.verdicts.size() == 1);
    CHECK(finding.program.header.expect.front().outcomes.front() == finding.verdicts.front().outcome);
    CHECK(finding.program.body.size() <= 12);
  }
}
