#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string kSilent = silent_scenario("expect.default = \"silent_wrong\"");
const std::string kAnswer = R"(echo "{\"id\":$id,\"status\":\"finished\",\"observed\":{\"a.grad\":[0,0,0]}}")";

}  // namespace

TEST_CASE("Verdicts come in the order of programs, then of subjects") {
  const Folder folder;
  for (const char* name : {"c", "a", "b"}) folder.write(std::string(name) + ".py", kSilent);
  folder.write_worker("slow", "sleep 0.05; " + kAnswer);
  const auto ended = folder.run("check c.py . --subject slow=./slow --subject native --json -");
  CHECK(ended.code == 1);  // nothing is expected of `slow`, and what it does is silent
  std::string order;
  for (const auto& verdict : verdicts(ended.out)) order += verdict.program + "/" + verdict.subject + " ";
  CHECK(order == "c/slow c/native a/slow a/native b/slow b/native ");
  CHECK(has(ended.err, "6 verdicts: 3 as expected, 0 not, 3 without an expectation; 3 need attention"));
}

TEST_CASE("A verdict says who answered and what") {
  const Folder folder;
  folder.write("x.py", kSilent);
  folder.write_worker("worker", kAnswer);
  const auto lines = verdicts(folder.run("check x.py --subject mine@a=./worker --json -").out);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].program == "x");
  CHECK(lines[0].file == "x.py");
  CHECK(lines[0].subject == "mine@a");
  CHECK(lines[0].subject_version == "7");
  CHECK(lines[0].outcome == "silent_wrong");
  CHECK(lines[0].expected.empty());
  CHECK_FALSE(lines[0].as_expected);
  CHECK(lines[0].oracle);
}

TEST_CASE("A worker that talks rubbish costs one verdict") {
  const Folder folder;
  folder.write("a.py", kSilent);
  folder.write("b.py", kSilent);
  folder.write_worker("worker", "case $request in *a.py*) echo rubbish;; *) " + kAnswer + ";; esac");
  const auto lines = verdicts(folder.run("check a.py b.py --subject mine=./worker --json -").out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].outcome == "crashed");
  CHECK(has(lines[0].reason, "'rubbish' is not an answer"));
  CHECK(lines[1].outcome == "silent_wrong");
}

TEST_CASE("A file of verdicts is whole or absent") {
  const Folder folder;
  folder.write("x.py", kSilent);
  const auto ended = folder.run("check x.py --json out.jsonl");
  CHECK(ended.code == 0);
  CHECK(has(ended.out, "silent_wrong"));
  CHECK(verdicts(folder.read("out.jsonl")).size() == 1);
  const auto full = folder.run("check x.py --json /dev/full");
  CHECK(full.code == 3);
  CHECK(has(full.err, "No space left on device"));
  const auto closed = folder.run("check x.py", "sh -c '\"$0\" \"$@\" >/dev/full'");
  CHECK(closed.code == 3);
  CHECK(has(closed.err, "cannot write standard output: No space left on device"));
  for (const std::string arguments : {"--version", "check --help", "check x.py --list", "schema", "fuzz --show",
                                      "merge out.jsonl --json -", "report out.jsonl --html /dev/full"}) {
    CAPTURE(arguments);
    CHECK(folder.run(arguments, "sh -c '\"$0\" \"$@\" >/dev/full'").code == 3);
  }
}

TEST_CASE("Ctrl-C keeps what was reached and leaves no process behind") {
  const Folder folder;
  folder.write("a.py", kSilent);
  folder.write("b.py", kSilent);
  folder.write_worker("worker", "case $request in *b.py*) sleep 100;; *) " + kAnswer + ";; esac");
  const auto ended = folder.run("check a.py b.py --subject mine=./worker --json out.jsonl",
                                "timeout --preserve-status --signal=INT 1");
  CHECK(ended.code == 130);
  CHECK(has(ended.err, "stopped by a signal; 1 of 2 verdicts were reached and are complete"));
  const auto lines = verdicts(folder.read("out.jsonl"));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].program == "a");
  // The sleep of the worker has the folder as its own.
  CHECK(std::system(("sleep 0.2; ! ls -l /proc/*/cwd 2>/dev/null | grep -q " + folder.path().string()).c_str()) == 0);
}

TEST_CASE("Ctrl-C keeps what the fuzzer found, though it was not shrunk") {
  const Folder folder;
  const auto ended = folder.run("fuzz --seed 31 --count 100000000 --out found --subject faulty:check-off",
                                "timeout --preserve-status --signal=INT 5");
  CHECK(ended.code == 130);
  CHECK(has(ended.err, "stopped"));
  CHECK_FALSE(has(ended.out, "programs in 0.0 s"));
  REQUIRE_FALSE(std::filesystem::is_empty(folder.path() / "found"));
  for (const auto& file : std::filesystem::directory_iterator(folder.path() / "found"))
    CHECK(has(folder.read("found/" + file.path().filename().string()), "expect") !=
          has(folder.read("found/" + file.path().filename().string()), "not shrunk"));
}

TEST_CASE("A subject that was busy once is asked again before the fuzzer calls it different") {
  const Folder folder;
  const std::string answer = "printf '{\"id\":%s,\"status\":\"unsupported\",\"reason\":\"none\"}\\n' $id";
  folder.write_worker("always", "sleep 100");
  folder.write_worker("once", "if [ -e busy ]; then " + answer + "; else touch busy; sleep 100; fi");
  const std::string fuzz = "fuzz --count 1 --jobs 1 --timeout 0.2 --against mine=./";
  CHECK(folder.run(fuzz + "once").code == 0);
  CHECK(std::filesystem::exists(folder.path() / "busy"));
  const auto ended = folder.run(fuzz + "always");
  CHECK(ended.code == 1);
  CHECK(has(ended.out, "not shrunk: "));
  CHECK(has(ended.out, "timeout"));
}

TEST_CASE("Nothing is left behind when gradproof itself is killed") {
  const Folder folder;
  folder.write("a.py", kSilent);
  folder.write_worker("worker", "kill -STOP $$");
  folder.run("check a.py --subject mine=./worker", "timeout --preserve-status --signal=KILL 1");
  CHECK(std::system(("sleep 0.2; ! ls -l /proc/*/cwd 2>/dev/null | grep -q " + folder.path().string()).c_str()) == 0);
}

TEST_CASE("A list names what a filter chooses") {
  const Folder folder;
  folder.write("one/data-a.py", "#: title = \"First\"\n#: category = \"one\"\n" + kSilent);
  folder.write("two/data-b.py", kSilent);
  CHECK(has(folder.run("check . --list").out, "one/data-a"));
  CHECK(has(folder.run("check . --list").out, "First"));
  CHECK(folder.run("check . --list --filter 'two/*'").out == "data-b\n");
  CHECK(folder.run("check . --list --filter 'data-b'").out == "data-b\n");
  CHECK(folder.run("check . --list --filter 'data'").code == 3);
}

TEST_CASE("What a program prints is talk") {
  const Folder folder;
  folder.write("x.py", kSilent + "print('from the program')\n");
  const auto quiet = folder.run("check x.py --json -");
  CHECK_FALSE(has(quiet.out + quiet.err, "from the program"));
  const auto verbose = folder.run("check x.py --json - --verbose");
  CHECK(has(verbose.err, "from the program"));
  CHECK(verdicts(verbose.out).size() == 1);
}

TEST_CASE("Version, help and schemas") {
  const Folder folder;
  CHECK(has(folder.run("--version").out, "gradproof "));
  CHECK(has(folder.run("--version --json").out, R"("version":")"));
  CHECK(has(folder.run("--help").out, "check"));
  CHECK(has(folder.run("check --help").out, "--subject"));
  CHECK(has(folder.run("schema").out, "verdict\n"));
  CHECK(has(folder.run("schema verdict").out, "gradproof.verdict/1"));
}

TEST_CASE("A report is made of verdicts") {
  const Folder folder;
  folder.write("x.py", kSilent);
  folder.run("check x.py --json out.jsonl");
  const auto ended = folder.run("report out.jsonl --html page.html");
  CHECK(ended.code == 0);
  CHECK(has(ended.out, "page.html\n"));
  CHECK(has(folder.read("page.html"), "silent_wrong"));
  folder.write("torn.jsonl", folder.read("out.jsonl") + "{\"schema\":");
  const auto torn = folder.run("report torn.jsonl --html page.html");
  CHECK(torn.code == 3);
  CHECK(has(torn.err, "torn.jsonl"));
  folder.write("out.jsonl.partial", "");
  CHECK(folder.run("report out.jsonl --html page.html").code == 3);
}

TEST_CASE("A finding on the simulated accelerator says how to repeat it, what is as expected says nothing") {
  const Folder folder;
  const std::string program =
      "import torch\nx = torch.tensor([3.], device=\"cuda\", requires_grad=True)\n"
      "(x * x).sum().backward()\n";
  folder.write("wrong.py", "#: needs = [\"gpu\"]\n#: expect.default = \"detected\"\n" + program);
  folder.write("right.py", "#: needs = [\"gpu\"]\n#: expect.default = \"correct\"\n" + program);
  const auto ended =
      folder.run("check wrong.py right.py --subject native:sim --subject native", "env GRADPROOF_SIM_SEED=41 ");
  CHECK(ended.code == 1);
  const std::string told = "repeat it with GRADPROOF_SIM_SCHEDULE=seeded GRADPROOF_SIM_SEED=41\n";
  REQUIRE(has(ended.out, told));
  CHECK(ended.out.find(told) > ended.out.find("wrong"));
  CHECK(ended.out.find(told) == ended.out.rfind(told));
  CHECK(has(folder.run("check wrong.py --subject native:sim", "env GRADPROOF_SIM_SCHEDULE=latest ").out,
            "repeat it with GRADPROOF_SIM_SCHEDULE=latest GRADPROOF_SIM_SEED=1\n"));
}
