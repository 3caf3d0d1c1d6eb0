// Headers, recordings and native, held against each other (language.md section 8), without any PyTorch.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/judge/expectation.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/recorded/agreement.hpp>
#include <gradproof/checks/recorded/recording.hpp>
#include <gradproof/checks/subjects/check.hpp>
#include <gradproof/checks/subjects/find_subject.hpp>
#include <gradproof/reports/records/json.hpp>
#include <iterator>
#include <map>

using namespace gradproof::checks;
namespace records = gradproof::records;
using Sentences = std::vector<std::string>;

namespace {

const std::string checks_folder = GRADPROOF_SOURCE_DIR "/checks";

std::map<std::string, Program> read_scenarios() {
  std::map<std::string, Program> programs;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(checks_folder + "/scenarios")) {
    if (entry.path().extension() != ".py") continue;
    auto result = read_program(entry.path());
    INFO(entry.path());
    REQUIRE(result.program);
    const std::string name = result.program->name;
    REQUIRE(programs.emplace(name, std::move(*result.program)).second);
  }
  return programs;
}

const std::map<std::string, Program>& scenarios() {
  static const auto programs = read_scenarios();
  return programs;
}

const std::vector<Recording>& recordings() {
  static const auto all = read_recordings(checks_folder + "/recorded");
  return all;
}

struct Verdicts : CheckListener {
  std::map<std::string, records::Verdict> by_program;
  Sentences faults;
  void on_verdict(const records::Verdict& verdict, const std::string&) override {
    by_program[verdict.program] = verdict;
  }
  void on_file_error(const Program&, const std::string& text) override { faults.push_back(text); }
  void on_not_run(const Program& program, const std::string& subject, const std::string& reason) override {
    faults.push_back(program.name + " did not run on " + subject + ": " + reason);
  }
};

Verdicts run_native() {
  std::vector<Program> programs;
  for (const auto& [name, program] : scenarios()) programs.push_back(program);
  const SubjectName name = parse_subject_name("native");
  const std::vector<Subject> subjects{{name, find_subject(name)}};
  Verdicts verdicts;
  check(programs, subjects, {}, verdicts, -1);
  return verdicts;
}

bool speaks_of_native(const Header& header) {
  return std::ranges::any_of(header.expect, [](const auto& expectation) { return expectation.subject == "native"; });
}

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string lines(const Sentences& sentences) {
  std::string text;
  for (const auto& sentence : sentences) text += sentence + '\n';
  return text;
}

records::Verdict sample() {
  records::Verdict verdict;
  verdict.program = "sample";
  verdict.subject = "pytorch@2.15";
  verdict.subject_version = "2.15.0+cu132";
  verdict.outcome = "correct";
  verdict.observed = {{"a.grad", records::Value{records::Value::List{{2.0}, {4.0}}}}};
  return verdict;
}

}  // namespace

std::vector<Recording> of_pytorch() {
  std::vector<Recording> chosen;
  std::ranges::copy_if(recordings(), std::back_inserter(chosen),
                       [](const auto& recording) { return recording.subject == "pytorch"; });
  return chosen;
}

bool is_finding(const records::Verdict& verdict) {
  return verdict.outcome.starts_with("silent_") || verdict.outcome == "crashed" || verdict.outcome == "timeout";
}

TEST_CASE("the recordings are of three releases of PyTorch at least, from 1.13 on, and of four other frameworks") {
  REQUIRE(of_pytorch().size() >= 3);
  CHECK(of_pytorch().front().version.starts_with("1.13"));
  for (const std::string subject : {"jax", "mlx", "paddle", "tinygrad"}) {
    CAPTURE(subject);
    CHECK(std::ranges::count(recordings(), subject, &Recording::subject) >= 1);
  }
}

TEST_CASE("every recording has every scenario and nothing else, as ./dev record writes it") {
  for (const auto& recording : recordings()) {
    INFO(recording.file_name() + ": run ./dev record");
    Sentences have, want;
    for (const auto& verdict : recording.verdicts) have.push_back(verdict.program);
    for (const auto& [name, program] : scenarios()) want.push_back(name);
    CHECK(have == want);
    CHECK(text_of(checks_folder + "/recorded/" + recording.file_name()) == to_text(recording));
  }
}

TEST_CASE("headers expect of a framework what was recorded, and what it does in silence is expected") {
  Sentences wrong;
  for (const auto& recording : recordings()) {
    for (auto verdict : recording.verdicts) {
      const auto program = scenarios().find(verdict.program);
      if (program == scenarios().end()) continue;
      hold_against_expectation(verdict, program->second.header, parse_subject_name(recording.subject));
      const bool gated = recording.subject == "pytorch" || is_finding(verdict);
      if (!verdict.as_expected.value_or(!gated))
        wrong.push_back(recording.file_name() + ": " + records::to_json_line(verdict));
    }
  }
  INFO(lines(wrong));
  CHECK(wrong.empty());
}

TEST_CASE("native does what the newest PyTorch was recorded to do, or its header says otherwise") {
  const Verdicts native = run_native();
  Sentences wrong = native.faults;
  const Recording newest = of_pytorch().back();
  for (const auto& verdict : newest.verdicts) {
    const auto program = scenarios().find(verdict.program);
    const auto seen = native.by_program.find(verdict.program);
    if (program == scenarios().end() || seen == native.by_program.end()) continue;
    const Header& header = program->second.header;
    if (speaks_of_native(header)) continue;
    const auto found = disagreements(verdict, seen->second, header.tolerance.value_or(1e-5));
    wrong.insert(wrong.end(), found.begin(), found.end());
  }
  INFO(lines(wrong));
  CHECK(native.by_program.size() == scenarios().size());
  CHECK(wrong.empty());
}

TEST_CASE("any difference that counts is a disagreement") {
  const auto recorded = sample();
  auto seen = sample();
  CHECK(disagreements(recorded, seen, 1e-5).empty());
  SECTION("the outcome") { seen.outcome = "silent_wrong"; }
  SECTION("a value") { seen.observed[0].second = records::Value{records::Value::List{{2.0}, {4.001}}}; }
  SECTION("a value that is missing") { seen.observed.clear(); }
  SECTION("a value that nobody recorded") { seen.observed.emplace_back("b.grad", records::Value{1.0}); }
  SECTION("a gradient that is None") { seen.observed[0].second = records::Value{}; }
  const bool changed = seen.outcome != recorded.outcome || seen.observed != recorded.observed;
  CHECK(disagreements(recorded, seen, 1e-5).size() == (changed ? 1 : 0));
}

TEST_CASE("errors agree in kind, moment and line, not in text") {
  auto recorded = sample();
  recorded.error = {"modified_after_save", "backward", 16, "one text"};
  auto seen = recorded;
  seen.error->message = "another text";
  CHECK(disagreements(recorded, seen, 1e-5).empty());
  seen.error = {"leaf_write", "forward", 15, ""};
  CHECK(disagreements(recorded, seen, 1e-5).size() == 3);
}

TEST_CASE("a recording keeps nothing of the machine it was made on") {
  auto verdict = sample();
  verdict.file = "somewhere/sample.py";
  verdict.seconds = 0.5;
  verdict.expected = {"correct"};
  verdict.as_expected = true;
  verdict.oracle = verdict.observed;
  const auto made = make_recordings(std::vector{verdict});
  REQUIRE(made.size() == 1);
  CHECK(made[0].file_name() == "pytorch-2.15.0.jsonl");
  CHECK(to_text(made[0]) == R"({"schema":"gradproof.verdict/1","program":"sample","file":"","subject":"pytorch",)"
                            R"("subject_version":"2.15.0","outcome":"correct","expected":null,"as_expected":null,)"
                            R"("observed":{"a.grad":[2,4]},"oracle":null,"unchecked":null,"error":null,)"
                            R"("findings":[],"seconds":0})"
                            "\n");
}

TEST_CASE("recordings are sorted, and one release of a program is one line") {
  auto old = sample(), other = sample(), native = sample(), jax = sample();
  old.subject_version = "2.9.1";
  other.program = "another";
  native.subject = "native";
  jax.subject = "jax";
  const auto made = make_recordings(std::vector{sample(), old, other, native, jax});
  REQUIRE(made.size() == 3);
  CHECK(made[0].file_name() == "jax-2.15.0.jsonl");
  CHECK(made[1].version == "2.9.1");
  CHECK(made[2].verdicts.at(0).program == "another");
  CHECK(made[2].verdicts.size() == 2);
  CHECK_THROWS_AS(make_recordings(std::vector{sample(), sample()}), std::invalid_argument);
  CHECK_THROWS_AS(make_recordings(std::vector{native}), std::invalid_argument);
}
