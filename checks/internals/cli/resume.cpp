#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>
#include <regex>
#include <sstream>

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string kSilent = silent_scenario("expect.default = \"silent_wrong\"");
const std::string kAnswer = R"(echo "{\"id\":$id,\"status\":\"finished\",\"observed\":{\"a.grad\":[0,0,0]}}")";
const std::string kCheck = "check . --subject native --subject slow=./slow --json out.jsonl ";

std::string without_times(const std::string& lines) {
  return std::regex_replace(lines, std::regex(",\"seconds\":[^}]*"), "");
}

/// Six scenarios, and a worker that takes its time and notes in `asked` what it is asked for.
class Run : public Folder {
 public:
  Run() {
    for (const char* name : {"a", "b", "c", "d", "e", "f"}) write(std::string(name) + ".py", kSilent);
    write_slow("7");
  }
  void write_slow(const std::string& version) const {
    write_worker("slow", "file=${request#*\\\"file\\\":\\\"}; echo \"${file%%.py*}\" >> asked; sleep 0.1; " + kAnswer);
    auto text = read("slow");
    text.replace(text.find("\"7\""), 3, '"' + version + '"');
    write("slow", text);
  }
  /// Kills the run after that many seconds.
  Ended kill(const std::string& seconds, const std::string& signal = "KILL", const std::string& more = "") const {
    return run(kCheck + more, "timeout --preserve-status --signal=" + signal + " " + seconds);
  }
  bool exists(const std::string& name) const { return std::filesystem::exists(path() / name); }
  std::size_t asked() const {
    std::istringstream lines(read("asked"));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);) ++count;
    return count;
  }
};

}  // namespace

TEST_CASE("A run that was killed goes on, and ends as one that was not") {
  const Run whole;
  CHECK(whole.run(kCheck).code == 1);
  CHECK_FALSE(whole.exists("out.jsonl.partial"));
  REQUIRE(whole.asked() == 6);
  for (const std::string seconds : {"0.02", "0.25", "0.45"}) {
    const Run run;
    run.kill(seconds);
    CHECK_FALSE(run.exists("out.jsonl"));
    run.kill("0.3", "KILL", "--resume");
    if (run.exists("out.jsonl.partial")) {
      std::ofstream(run.path() / "out.jsonl.partial", std::ios::app) << "{\"schema";
      CHECK(run.run(kCheck + "--resume").code == 1);
    }
    CHECK(without_times(run.read("out.jsonl")) == without_times(whole.read("out.jsonl")));
    CHECK_FALSE(run.exists("out.jsonl.partial"));
    CHECK(run.asked() <= 6 + 2 * 2);  // at most what was under way at each kill, on two workers, is asked again
  }
}

TEST_CASE("Ctrl-C leaves what was reached in the file, and what --resume needs beside it") {
  const Run run;
  const auto stopped = run.kill("0.35", "INT");
  CHECK(stopped.code == 130);
  CHECK(has(stopped.err, "--resume goes on"));
  const auto reached = verdicts(run.read("out.jsonl")).size();
  CHECK(reached > 0);
  CHECK(reached < 12);
  const auto merged = run.run("merge out.jsonl --json -");
  CHECK(merged.code == 3);
  CHECK(has(merged.err, "out.jsonl: its run did not come to its end"));
  const auto ended = run.run(kCheck + "--resume");
  CHECK(has(ended.err, std::to_string(reached) + " verdicts were reached before"));
  CHECK(verdicts(run.read("out.jsonl")).size() == 12);
}

TEST_CASE("A scenario that has changed is judged again, the others are not") {
  const Run run;
  run.kill("0.45");
  const auto before = run.asked();
  REQUIRE(before >= 2);
  run.write("a.py", kSilent + "print(1)\n");
  const auto ended = run.run(kCheck + "--resume");
  CHECK(has(ended.err, "verdicts of out.jsonl.partial are left out: their scenarios have changed"));
  CHECK(verdicts(run.read("out.jsonl")).size() == 12);
  CHECK(run.asked() <= 6 + 1 + 2);
}

TEST_CASE("What was asked for otherwise is not mixed") {
  const Run run;
  run.kill("0.35");
  const auto partial = run.read("out.jsonl.partial");
  for (const std::string other :
       {"--seed 3", "--timeout 9", "--filter '[ab]'", "--shard 1/2", "--subject faulty:none", "--memory 99"}) {
    CAPTURE(other);
    const auto ended = run.run(kCheck + "--resume " + other);
    CHECK(ended.code == 2);
    CHECK(has(ended.err, "out.jsonl.partial is of a run that asked for something else: " + other.substr(0, 6)));
    CHECK(run.read("out.jsonl.partial") == partial);
  }
  const auto mtime = std::filesystem::last_write_time(run.path() / "slow");
  run.write_slow("8");
  CHECK(has(run.run(kCheck + "--resume").err, "asked for something else: --subject slow was"));
  std::filesystem::last_write_time(run.path() / "slow", mtime);  // the same program, with another framework below it
  const auto ended = run.run(kCheck + "--resume");
  CHECK(ended.code == 2);
  CHECK(has(ended.err, "slow was 7 when the run began and is 8"));
  CHECK(run.run(kCheck).code == 1);  // anew
  CHECK(verdicts(run.read("out.jsonl")).back().subject_version == "8");
}

TEST_CASE("There is one run for a file at a time, and a file to resume") {
  const Run run;
  const auto second =
      run.run(kCheck, "sh -c '\"$0\" \"$@\" >/dev/null & sleep 0.2; \"$0\" \"$@\"; code=$?; wait; exit $code'");
  CHECK(second.code == 2);
  CHECK(has(second.err, "\"out.jsonl.partial\" is being written by another run"));
  CHECK(verdicts(run.read("out.jsonl")).size() == 12);
  CHECK(run.run("check . --resume").code == 2);
  CHECK(run.run("check . --resume --json -").code == 2);
  run.write("out.jsonl.partial", "what is this?\n");
  CHECK(has(run.run(kCheck + "--resume").err, "out.jsonl.partial:1: not JSON"));
}
