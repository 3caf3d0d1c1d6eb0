// Every record that we write, and records that are wrong, against the published JSON Schemas.
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/reports/sample.hpp>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/records/outcome.hpp>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using nlohmann::json;

namespace {

json read_schema(const std::string& name) {
  std::ifstream file(GRADPROOF_SOURCE_DIR "/reports/records/schema/" + name + ".schema.json");
  return json::parse(file);
}

class Schema {
 public:
  explicit Schema(const std::string& name) {
    const json text = read_schema(name);
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema_);
  }
  bool accepts(const json& record) {
    const valijson::adapters::NlohmannJsonAdapter target(record);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    return validator.validate(schema_, target, nullptr);
  }

 private:
  valijson::Schema schema_;
};

/// Every record is accepted, and refused with any one of its keys missing (but those that came later or may be absent).
template <typename Sample>
void check_records(const std::string& name, const std::vector<Sample>& records) {
  Schema schema(name);
  for (const Sample& record : records) {
    const json line = json::parse(gradproof::records::to_json_line(record));
    CAPTURE(line.dump());
    CHECK(schema.accepts(line));
    for (const auto& item : line.items()) {
      json shorter = line;
      shorter.erase(item.key());
      CAPTURE(item.key());
      CHECK(schema.accepts(shorter) == (item.key() == "reason" || (name == "story" && item.key() == "device")));
    }
  }
}

/// A good record with one place changed is refused.
void check_refused(const std::string& name, const json& good, const std::string& pointer, const json& value) {
  Schema schema(name);
  REQUIRE(schema.accepts(good));
  json bad = good;
  bad[json::json_pointer(pointer)] = value;
  CAPTURE(pointer, value.dump());
  CHECK(!schema.accepts(bad));
}

}  // namespace

TEST_CASE("every record that we write is valid") {
  check_records("run", std::vector{gradproof::reports::sample_run()});
  check_records("verdict", gradproof::reports::sample_verdicts());
  check_records("measurement", gradproof::reports::sample_measurements());
  check_records("comparison", gradproof::reports::sample_comparisons());
  check_records("divergence", std::vector{gradproof::reports::sample_divergence()});
  check_records("unfinished", std::vector{gradproof::reports::sample_unfinished()});
  check_records("story", std::vector{gradproof::reports::sample_story()});
  check_records("chain", std::vector{gradproof::reports::sample_chain()});
}

TEST_CASE("wrong stories are refused") {
  const json good = json::parse(to_json_line(gradproof::reports::sample_story()));
  check_refused("story", good, "/verdict/schema", "gradproof.story/1");
  check_refused("story", good, "/events/0/kind", "rumour");
  check_refused("story", good, "/events/0/line", -1);
  check_refused("story", good, "/events/1/version_before", "zero");
  check_refused("story", good, "/timeline/0/cells/0/mark", "blot");
  check_refused("story", good, "/fix/diff/0", "b_ = b.data");
  check_refused("story", good, "/cause", "");
  check_refused("story", good, "/tried", nullptr);
}

TEST_CASE("wrong chains are refused") {
  const json good = json::parse(to_json_line(gradproof::reports::sample_chain()));
  check_refused("chain", good, "/runs", json::array());
  check_refused("chain", good, "/simulated", "yes");
  check_refused("chain", good, "/runs/0/size", 0);
  check_refused("chain", good, "/runs/0/steps/0/counts/nodes_made", -1);
  check_refused("chain", good, "/runs/0/forward/to_host/bytes", "40,000");
  check_refused("chain", good, "/runs/1/forward/host_ns", -1);
}

TEST_CASE("wrong verdicts are refused") {
  const json good = json::parse(to_json_line(gradproof::reports::sample_verdicts()[4]));
  check_refused("verdict", good, "/schema", "gradproof.verdict/2");
  check_refused("verdict", good, "/program", "");
  check_refused("verdict", good, "/outcome", "fine");
  check_refused("verdict", good, "/expected", "fine");
  check_refused("verdict", good, "/expected", json::array({"detected"}));
  check_refused("verdict", good, "/as_expected", 1);
  check_refused("verdict", good, "/observed", nullptr);
  check_refused("verdict", good, "/oracle/a.grad", {{"a", 1}});
  check_refused("verdict", good, "/error/moment", "never");
  check_refused("verdict", good, "/error/line", 1.5);
  check_refused("verdict", good, "/reason", "");
  check_refused("verdict", good, "/findings", nullptr);
  check_refused("verdict", good, "/seconds", "fast");
}

TEST_CASE("wrong measurements, comparisons and runs are refused") {
  const json measurement = json::parse(to_json_line(gradproof::reports::sample_measurements()[0]));
  check_refused("measurement", measurement, "/size", -1);
  check_refused("measurement", measurement, "/clock", "moon");
  check_refused("measurement", measurement, "/direction", "sideways");
  check_refused("measurement", measurement, "/samples", json::array());
  check_refused("measurement", measurement, "/samples/0/iterations", 0);
  check_refused("measurement", measurement, "/interval/confidence", 99);
  const json comparison = json::parse(to_json_line(gradproof::reports::sample_comparisons()[0]));
  check_refused("comparison", comparison, "/pairs", 0);
  check_refused("comparison", comparison, "/first/grad", "yes");
  check_refused("comparison", comparison, "/sentence", "");
  const json run = json::parse(to_json_line(gradproof::reports::sample_run()));
  check_refused("run", run, "/started", "yesterday");
  check_refused("run", run, "/machine/cores", -2);
  check_refused("run", run, "/build/dirty", "no");
}

TEST_CASE("the schema of a verdict names the outcomes that we know") {
  const json listed = read_schema("verdict")["definitions"]["outcome"]["enum"];
  REQUIRE(listed.size() == gradproof::records::outcomes().size());
  for (const auto& outcome : gradproof::records::outcomes()) {
    CAPTURE(outcome.name);
    CHECK(std::find(listed.begin(), listed.end(), std::string(outcome.name)) != listed.end());
  }
}
