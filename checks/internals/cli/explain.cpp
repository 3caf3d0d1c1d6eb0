#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>
#include <gradproof/reports/records/records_file.hpp>

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("explain, 0: told, whatever the outcome") {
  const Folder folder;
  folder.write("silent.py", silent_scenario(""));
  folder.write("fine.py", "import torch\na = torch.ones(2, requires_grad=True)\na.sum().backward()\n");
  folder.write("raises.py", "import torch\na = torch.ones(2, requires_grad=True)\na.add_(1)\na.sum().backward()\n");
  const auto silent = folder.run("explain silent.py");
  CHECK(silent.code == 0);
  CHECK(silent.err.empty());
  CHECK(has(silent.out, "zero_ writes b's bytes through b.data"));
  CHECK(has(silent.out, "proved: the changed program is correct; a.grad = [6, 1.33333, 1.33333], as due"));
  CHECK(folder.run("explain fine.py").code == 0);
  CHECK(has(folder.run("explain raises.py").out, "with torch.no_grad():"));
}

TEST_CASE("explain: the record, and the page") {
  const Folder folder;
  folder.write("silent.py", silent_scenario(""));
  const auto ended = folder.run("explain silent.py --json - --html story.html");
  CHECK(ended.code == 0);
  const auto records = gradproof::records::parse_records(ended.out, "standard output");
  REQUIRE(records.stories.size() == 1);
  CHECK(records.stories[0].verdict.outcome == "silent_wrong");
  CHECK(records.stories[0].fix);
  const auto page = folder.read("story.html");
  CHECK(has(page, "<svg"));
  CHECK(has(page, "</html>"));
  CHECK(folder.run("explain silent.py --json story.jsonl").code == 0);
  const auto written = gradproof::records::parse_records(folder.read("story.jsonl"), "story.jsonl");
  REQUIRE(written.stories.size() == 1);
  CHECK(written.stories[0].cause == records.stories[0].cause);
}

TEST_CASE("explain, 2: a file that is no scenario, or a wrong command line") {
  const Folder folder;
  folder.write("silent.py", silent_scenario(""));
  folder.write("bad.py", "import torch\nx = torch.ones(2\n");
  folder.write("unknown.py", "import torch\nx = torch.nonsense(2)\n");
  folder.write("nothing.py", "import torch\nx = torch.ones(2)\n");
  for (const std::string arguments :
       {"bad.py", "unknown.py", "nothing.py", "missing.py", "", "silent.py --timeout 0", "silent.py --nonsense",
        "silent.py --json ./silent.py", "silent.py --html silent.py", "silent.py --html no/folder/x.html"}) {
    CAPTURE(arguments);
    const auto ended = folder.run("explain " + arguments);
    CHECK(ended.code == 2);
    CHECK_FALSE(ended.err.empty());
    CHECK(ended.out.empty());
  }
  CHECK(folder.run("check silent.py --json -").code == 1);  // the scenario is still there
}

TEST_CASE("explain: a program that never ends is told as far as it came") {
  const Folder folder;
  folder.write("slow.py",
               "import torch\nx = torch.ones(300, 300, requires_grad=True)\ny = x * 1\nfor i in range(90000):\n"
               "    y = torch.tanh(y @ x)\ny.sum().backward()\n");
  const auto ended = folder.run("explain slow.py --timeout 0.5");
  CHECK(ended.code == 0);
  CHECK(has(ended.out, "timeout"));
  CHECK(has(ended.out, "too long to be watched"));
}
