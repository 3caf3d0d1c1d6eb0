#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/judge/cases.hpp>

using namespace gradproof::checks;
using namespace gradproof::checks::made_up;

namespace {

/// What the header's entries expect of a subject that answers with this version; "" where they expect nothing.
std::string expected(std::vector<std::string> keys, const std::string& subject, const std::string& version = "") {
  Case facts = correct_case();
  for (const auto& key : keys) facts.header.expect.push_back({key, {key}});
  facts.subject = parse_subject_name(subject);
  facts.answer.version = version;
  const auto verdict = judge(facts);
  return verdict.expected.empty() ? "" : verdict.expected.front();
}

/// A run whose expected detection of line 7 is of kind leaf_write.
Case detected_case() {
  Case facts = correct_case();
  facts.answer = raised("leaf_write");
  facts.header.expect = {{"default", {"detected"}}};
  return facts;
}

}  // namespace

TEST_CASE("The most exact key of a header speaks") {
  const std::vector<std::string> keys{"default", "native", "native:sim", "audit", "native@old:sim", "native:sim+audit"};
  CHECK(expected(keys, "native@old:sim") == "native@old:sim");
  CHECK(expected(keys, "native@new:sim") == "native:sim");
  CHECK(expected(keys, "native:sim+audit") == "native:sim+audit");
  CHECK(expected(keys, "native+audit") == "audit");
  CHECK(expected(keys, "native:cuda") == "native");
  CHECK(expected(keys, "libtorch") == "default");
}

TEST_CASE("A key with a version speaks for the version that answered, unless the exact name is there") {
  const std::vector<std::string> keys{"pytorch<2.1", "pytorch>=2.10", "default"};
  CHECK(expected(keys, "pytorch@x=/usr/bin/python3", "2.0.1+cpu") == "pytorch<2.1");
  CHECK(expected(keys, "pytorch", "2.9.0") == "default");
  CHECK(expected(keys, "pytorch", "2.15.0+cu132") == "pytorch>=2.10");
  CHECK(expected(keys, "pytorch", "") == "default");
  CHECK(expected({"pytorch<2.1", "pytorch"}, "pytorch", "2.0") == "pytorch");
}

TEST_CASE("`default` speaks for counter-based subjects only, and `faulty` is held to native's word") {
  CHECK(expected({"default"}, "pytorch", "2.0") == "default");
  CHECK(expected({"default"}, "jax") == "");
  CHECK(expected({"default", "jax"}, "jax") == "jax");
  CHECK(expected({"default", "native"}, "faulty:mean-forgets-to-divide") == "native");
  CHECK(expected({"default", "faulty:x", "native"}, "faulty:x") == "faulty:x");
}

TEST_CASE("An outcome is as expected if it is one of those allowed") {
  Case facts = correct_case();
  CHECK_FALSE(judge(facts).as_expected);
  facts.header.expect = {{"default", {"silent_wrong", "correct"}}};
  CHECK(judge(facts).as_expected == true);
  CHECK(judge(facts).expected == std::vector<std::string>{"silent_wrong", "correct"});
  facts.header.expect = {{"default", {"detected"}}};
  CHECK(judge(facts).as_expected == false);
  CHECK(judge(facts).reason.empty());
}

TEST_CASE("A detection must be of the kind that the header demands") {
  Case facts = detected_case();
  CHECK(judge(facts).as_expected == true);
  facts.header.error = "leaf_write";
  CHECK(judge(facts).as_expected == true);
  facts.header.error = "view_write";
  const auto verdict = judge(facts);
  CHECK(verdict.as_expected == false);
  CHECK(verdict.reason == "the error is of kind leaf_write; the header's `error` demands view_write");
}

TEST_CASE("The kind is demanded of detections alone") {
  Case facts = correct_case();
  facts.header.expect = {{"default", {"correct", "error"}}};
  facts.header.error = "view_write";
  CHECK(judge(facts).as_expected == true);
  facts.answer = raised("shape");
  CHECK(judge(facts).as_expected == true);
}

TEST_CASE("An error must stand in the line that the header demands, where the line is known") {
  Case facts = detected_case();
  facts.header.error_line = 7;
  CHECK(judge(facts).as_expected == true);
  facts.header.error_line = 8;
  CHECK(judge(facts).as_expected == false);
  CHECK(judge(facts).reason == "the error is raised in line 7; the header's `error_line` demands 8");
  facts.answer = raised("leaf_write", "text", 0);
  CHECK(judge(facts).as_expected == true);
}
