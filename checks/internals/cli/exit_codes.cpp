#include <sys/stat.h>

#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string kSilent = silent_scenario("expect.default = \"silent_wrong\"");

}  // namespace

TEST_CASE("0: as expected") {
  const Folder folder;
  folder.write("silent.py", kSilent);
  const auto ended = folder.run("check silent.py");
  CHECK(ended.code == 0);
  CHECK(ended.out ==
        "ok    silent  native  silent_wrong\n1 verdicts: 1 as expected, 0 not, 0 without an expectation\n");
  CHECK(ended.err.empty());
}

TEST_CASE("1: an outcome that differs from its expectation, with the values") {
  const Folder folder;
  folder.write("silent.py", silent_scenario("expect.default = \"detected\""));
  const auto ended = folder.run("check silent.py");
  CHECK(ended.code == 1);
  CHECK(has(ended.out, "FAIL  silent  native  silent_wrong, expected detected\n"));
  CHECK(has(ended.out, "a.grad = [0, 0, 0]  due [6, 1.33333, 1.33333]"));
}

TEST_CASE("Without an expectation a harmful outcome is a finding, another is not") {
  const Folder folder;
  folder.write("silent.py", silent_scenario(""));
  folder.write("fine.py", "import torch\na = torch.ones(2, requires_grad=True)\na.sum().backward()\n");
  CHECK(folder.run("check silent.py").code == 1);
  CHECK(folder.run("check fine.py").code == 0);
}

TEST_CASE("2: a file that is no scenario, and the others are judged all the same") {
  const Folder folder;
  folder.write("all/silent.py", kSilent);
  folder.write("all/bad.py", "import torch\nx = torch.ones(2\n");
  folder.write("all/never-ends.py",
               "#: observe = [\"x\"]\nimport torch\nx = 0\nfor i in range(1000):\n"
               "    for j in range(1000):\n        x = x + 1\n");
  const auto ended = folder.run("check all --json -");
  CHECK(ended.code == 2);
  CHECK(has(ended.err, "all/bad.py:"));
  CHECK(has(ended.err, "all/never-ends.py:"));
  const auto lines = verdicts(ended.out);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].program == "silent");
}

TEST_CASE("2: what cannot be read") {
  const Folder folder;
  folder.write("silent.py", kSilent);
  const auto missing = folder.run("check missing.py silent.py");
  CHECK(missing.code == 2);
  CHECK(has(missing.err, "missing.py: No such file or directory"));
  CHECK(has(missing.out, "silent_wrong"));
  folder.write("binary.py", std::string("\x7f"
                                        "ELF\0\xff\xfe",
                                        7));
  CHECK(folder.run("check binary.py").code == 2);
}

TEST_CASE("2: files that are none cost nothing but themselves") {
  const Folder folder;
  folder.write("all/silent.py", kSilent);
  folder.write("all/folder.py/inner.py", kSilent);
  std::filesystem::create_symlink("loop.py", folder.path() / "all/loop.py");
  std::filesystem::create_symlink("..", folder.path() / "all/up");
  std::filesystem::create_symlink("/nowhere", folder.path() / "all/dangling.py");
  std::filesystem::create_symlink("/dev/zero", folder.path() / "all/zero.py");
  REQUIRE(mkfifo((folder.path() / "all/pipe.py").c_str(), 0600) == 0);
  const auto ended = folder.run("check all all all/silent.py --json -", "timeout 20");
  CHECK(ended.code == 2);
  CHECK(verdicts(ended.out).size() == 2);
  CHECK(has(ended.err, "all/loop.py: cannot be opened: Too many levels of symbolic links"));
  CHECK(has(ended.err, "all/dangling.py: cannot be opened: No such file or directory"));
  CHECK(has(ended.err, "all/zero.py:1:1: the file is larger than 1 MB"));
  CHECK(has(ended.err, "all/pipe.py: this is a pipe"));
}

TEST_CASE("Names are taken as they are: blanks, line ends, quotes, bytes that are no UTF-8") {
  const Folder folder;
  for (const std::string name : {"a b.py", "new\nline.py", "quote\"'.py", "\xff\xfe.py", ".py"})
    folder.write(name, kSilent);
  CHECK(verdicts(folder.run("check . --json -").out).size() == 4);
  CHECK(folder.run("check . --json out.jsonl --resume").code == 0);
  CHECK(verdicts(folder.read("out.jsonl")).size() == 4);
  CHECK(folder.run("check ./.py").code == 0);
}

TEST_CASE("2: a wrong command line") {
  const Folder folder;
  folder.write("silent.py", kSilent);
  for (const std::string arguments : {"",
                                      "check",
                                      "check --nonsense silent.py",
                                      "check silent.py --subject 'a b'",
                                      "check silent.py --timeout soon",
                                      "check silent.py --timeout 0",
                                      "check silent.py --timeout nan",
                                      "check silent.py --seed -1",
                                      "check silent.py --seed 99999999999999999999",
                                      "check silent.py --memory 1",
                                      "check silent.py --jobs 0",
                                      "schema nonsense",
                                      "check silent.py --subject native --subject native",
                                      "check silent.py --json no/folder/x.jsonl",
                                      "report",
                                      "report missing.jsonl --html x.html",
                                      "check silent.py --json ''",
                                      "check silent.py --list --json -",
                                      "fuzz --count 1 --out ''",
                                      "explain silent.py --html ''"}) {
    CAPTURE(arguments);
    const auto ended = folder.run(arguments);
    CHECK(ended.code == 2);
    CHECK_FALSE(ended.err.empty());
    CHECK(ended.out.empty());
  }
  CHECK(has(folder.run("chek silent.py").err, "did you mean 'check'?"));
}

TEST_CASE("2: verdicts or a page over a file that is read") {
  const Folder folder;
  folder.write("silent.py", kSilent);
  folder.write("verdicts.jsonl", "");
  CHECK(folder.run("check . --json ./silent.py").code == 2);
  CHECK(folder.run("report verdicts.jsonl --html ../" + folder.path().filename().string() + "/verdicts.jsonl").code ==
        2);
  CHECK(folder.run("check silent.py --json -").code == 0);  // the scenario is still there
}

TEST_CASE("3: something did not run") {
  const Folder folder;
  folder.write("silent.py", kSilent);
  std::filesystem::create_directory(folder.path() / "empty");
  for (const std::string arguments :
       {"check empty", "check silent.py --filter 'x*'", "check silent.py --subject nonsense",
        "check silent.py --subject native:gpu", "check silent.py --subject native+audit",
        "check silent.py --subject mine=/no/such/worker", "check silent.py --subject pytorch=/no/such/python"}) {
    CAPTURE(arguments);
    const auto ended = folder.run(arguments);
    CHECK(ended.code == 3);
    CHECK_FALSE(ended.err.empty());
  }
  const auto both = folder.run("check silent.py --subject nonsense --subject native --json -");
  CHECK(both.code == 3);
  CHECK(verdicts(both.out).size() == 1);
}

TEST_CASE("2 outranks 3, 3 outranks 1") {
  const Folder folder;
  folder.write("silent.py", silent_scenario("expect.default = \"detected\""));
  folder.write("bad.py", "x =\n");
  CHECK(folder.run("check silent.py --subject native --subject nonsense").code == 3);
  CHECK(folder.run("check silent.py bad.py --subject nonsense").code == 2);
}
