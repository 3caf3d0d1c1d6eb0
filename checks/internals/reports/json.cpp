#include <bit>
#include <cstdint>
#include <gradproof/checks/internals/golden.hpp>
#include <gradproof/checks/internals/reports/sample.hpp>
#include <gradproof/reports/records/json.hpp>
#include <limits>
#include <random>

using namespace gradproof::records;
using namespace std::string_literals;
using Catch::Matchers::Contains;

namespace {

template <typename T>
T reread(const T& record) {
  return std::get<T>(from_json(to_json_line(record)));
}

double reread_number(double number) { return std::get<double>(value_from_json(to_json(Value{number})).data); }

Verdict seed_verdict() {
  Verdict verdict;
  verdict.program = "data-zero";
  verdict.file = "data-zero.py";
  verdict.subject = "native";
  verdict.subject_version = "0.1.0";
  verdict.outcome = "silent_wrong";
  verdict.expected = {"silent_wrong"};
  verdict.as_expected = true;
  verdict.observed = {{"a.grad", {Value::List{{0.0}, {0.0}, {0.0}}}}};
  verdict.oracle = {{"a.grad", {Value::List{{6.0}, {4.0 / 3}, {4.0 / 3}}}}};
  verdict.seconds = 0.0004;
  return verdict;
}

}  // namespace

TEST_CASE("a verdict is printed as the contract prints it") {
  CHECK(to_json_line(seed_verdict()) ==
        R"({"schema":"gradproof.verdict/1","program":"data-zero","file":"data-zero.py","subject":"native",)"
        R"("subject_version":"0.1.0","outcome":"silent_wrong","expected":"silent_wrong","as_expected":true,)"
        R"("observed":{"a.grad":[0,0,0]},"oracle":{"a.grad":[6,1.3333333333333333,1.3333333333333333]},)"
        R"("unchecked":null,"error":null,"findings":[],"seconds":0.0004})");
}

TEST_CASE("every record is written as approved") {
  std::string lines = to_json_line(gradproof::reports::sample_run()) + "\n";
  for (const auto& verdict : gradproof::reports::sample_verdicts()) lines += to_json_line(verdict) + "\n";
  lines += to_json_line(gradproof::reports::sample_measurements().front()) + "\n";
  for (const auto& comparison : gradproof::reports::sample_comparisons()) lines += to_json_line(comparison) + "\n";
  lines += to_json_line(gradproof::reports::sample_divergence()) + "\n";
  lines += to_json_line(gradproof::reports::sample_unfinished()) + "\n";
  lines += to_json_line(gradproof::reports::sample_chain()) + "\n";
  gradproof::checks::check_golden("reports/golden/records.jsonl", lines);
}

TEST_CASE("a record reads back as it was") {
  const auto run = gradproof::reports::sample_run();
  CHECK(reread(run) == run);
  for (const auto& measurement : gradproof::reports::sample_measurements()) CHECK(reread(measurement) == measurement);
  for (const auto& comparison : gradproof::reports::sample_comparisons()) CHECK(reread(comparison) == comparison);
  CHECK(reread(gradproof::reports::sample_chain()) == gradproof::reports::sample_chain());
  const auto divergence = gradproof::reports::sample_divergence();
  CHECK(to_json_line(reread(divergence)) == to_json_line(divergence));
  const auto unfinished = gradproof::reports::sample_unfinished();
  CHECK(reread(unfinished).options == unfinished.options);
  CHECK(reread(unfinished).programs == unfinished.programs);
  for (const auto& verdict : gradproof::reports::sample_verdicts()) {
    CHECK(to_json_line(reread(verdict)) == to_json_line(verdict));
  }
}

TEST_CASE("a verdict reads back field by field") {
  Verdict verdict = seed_verdict();
  verdict.expected = {"detected", "false_alarm"};
  verdict.as_expected = std::nullopt;
  verdict.error = {"shape", "forward", 3, "text"};
  verdict.reason = "why";
  verdict.findings = {{std::string("finding")}};
  const Verdict copy = reread(verdict);
  CHECK(copy.program == "data-zero");
  CHECK(copy.expected == verdict.expected);
  CHECK(!copy.as_expected);
  CHECK(copy.oracle.value()[0].first == "a.grad");
  CHECK(!copy.unchecked);
  CHECK(copy.error.value().line == 3);
  CHECK(copy.reason == "why");
  CHECK(copy.findings == verdict.findings);
  CHECK(copy.seconds == 0.0004);
}

TEST_CASE("doubles read back bit for bit") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const double number = std::bit_cast<double>(random());
    if (number != number || std::trunc(number) == number) continue;
    REQUIRE(std::bit_cast<std::uint64_t>(reread_number(number)) == std::bit_cast<std::uint64_t>(number));
  }
  CHECK(std::signbit(reread_number(-0.0)));
  CHECK(reread_number(5e-324) == 5e-324);
  CHECK(reread_number(1.7976931348623157e308) == 1.7976931348623157e308);
  CHECK(reread_number(9007199254740992.0) == 9007199254740992.0);
}

TEST_CASE("numbers as JSON") {
  CHECK(to_json(Value{6.0}) == "6");
  CHECK(to_json(Value{-3.0}) == "-3");
  CHECK(to_json(Value{0.1}) == "0.1");
  CHECK(to_json(Value{std::int64_t{9007199254740993}}) == "9007199254740993");
  CHECK(to_json(Value{std::numeric_limits<std::int64_t>::min()}) == "-9223372036854775808");
  CHECK(to_json(Value{std::numeric_limits<double>::quiet_NaN()}) == "\"nan\"");
  CHECK(to_json(Value{-std::numeric_limits<double>::infinity()}) == "\"-inf\"");
  CHECK(value_from_json("9007199254740993") == Value{std::int64_t{9007199254740993}});
  CHECK(value_from_json("18446744073709551615") == Value{18446744073709551615.0});
  CHECK(value_from_json("\"-inf\"") == Value{-std::numeric_limits<double>::infinity()});
  CHECK(value_from_json("[true,null,\"torch.float32\"]") ==
        Value{Value::List{{true}, {}, {std::string("torch.float32")}}});
}

TEST_CASE("no text can break a record") {
  Verdict verdict = seed_verdict();
  verdict.error = {"shape", "forward", 1, "\0 \x1f \" \\ \n \xe2\x80\xa8 \xff \xc3"s};
  const std::string line = to_json_line(verdict);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(reread(verdict).error.value().message == "\0 \x1f \" \\ \n \xe2\x80\xa8 \xef\xbf\xbd \xef\xbf\xbd"s);
}

TEST_CASE("a table of values keeps its order") {
  const Values values = values_from_json(R"({"z":1,"a":[],"m":null})");
  CHECK(values == Values{{"z", {std::int64_t{1}}}, {"a", {Value::List{}}}, {"m", {}}});
  CHECK(to_json(values) == R"({"z":1,"a":[],"m":null})");
}

TEST_CASE("a reader says what is wrong with a record") {
  const std::string line = to_json_line(seed_verdict());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = line;
    changed.replace(changed.find(from), from.size(), to);
    return changed;
  };
  const auto refuses = [](const std::string& text, const std::string& message) {
    CHECK_THROWS_WITH(from_json(text), Contains(message));
  };
  refuses("{\"schema\"", "not JSON: parse error at line 1");
  refuses("[]", "record: found []; expected an object");
  refuses("{}", "record: the key \"schema\" is missing");
  refuses("{\"schema\":1}", "record.schema: found 1; expected a text");
  refuses(with("verdict/1", "verdict/2"), "schema \"gradproof.verdict/2\" is of another version: this gradproof reads");
  refuses(with("gradproof.verdict/1", "other/1"), "schema \"other/1\" is not one of gradproof's");
  refuses(with("\"seconds\":0.0004", "\"later\":0"), "gradproof.verdict/1: the key \"seconds\" is missing");
  refuses(with("0.0004", "NaN"), "not JSON");
  refuses(with("0.0004", "1e999"), "not JSON");
  refuses(with("0.0004", "\"fast\""), "seconds: found \"fast\"; expected a number, \"nan\", \"inf\" or \"-inf\"");
  refuses(with("\"as_expected\":true", "\"as_expected\":1"), "as_expected: found 1; expected true or false");
  refuses(with("\"outcome\":\"silent_wrong\"", "\"outcome\":\"fine\""),
          "outcome: found \"fine\"; expected one of correct");
  refuses(with("\"expected\":\"silent_wrong\"", "\"expected\":[\"fine\"]"), "expected: found \"fine\"");
  refuses(with("[0,0,0]", "{\"a\":1}"), "observed.a.grad: found {\"a\":1}; expected a number, a flag");
  refuses(with("\"error\":null", R"("error":{"kind":"shape","moment":"api","line":-1,"message":""})"),
          "error.line: found -1; expected a count");
  CHECK_THROWS_WITH(value_from_json(std::string(200, '[') + std::string(200, ']')), Contains("nest deeper than 100"));
  CHECK_THROWS_AS(value_from_json(std::string(1000000, '[')), NotJson);
}

TEST_CASE("a key that a reader does not know is skipped") {
  const std::string line = to_json_line(seed_verdict());
  const std::string longer = line.substr(0, line.size() - 1) + ",\"later\":[1]}";
  CHECK(to_json_line(from_json(longer)) == line);
}
