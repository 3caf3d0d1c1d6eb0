#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>
#include <gradproof/core/tensor/fault_names.hpp>
#include <regex>
#include <set>

namespace {

const std::filesystem::path kScenarios = GRADPROOF_SOURCE_DIR "/checks/scenarios";

/// Of each row of DEFECTS.md the first scenario that catches the defect: all of them together catch every defect.
std::set<std::string> first_catchers() {
  std::ifstream table(kScenarios / "DEFECTS.md");
  std::set<std::string> names;
  const std::regex row(R"(\| `[a-z-]+` \| \d+ \| ([^,| ]+).*)");
  std::smatch match;
  for (std::string line; std::getline(table, line);)
    if (std::regex_match(line, match, row)) names.insert(match[1]);
  return names;
}

std::string files_of(const std::set<std::string>& names) {
  std::string files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kScenarios))
    if (entry.path().extension() == ".py" && names.contains(entry.path().stem().string()))
      files += " " + entry.path().string();
  return files;
}

}  // namespace

TEST_CASE("Every planted defect turns some scenario red, and the honest runtime none") {
  const Folder folder;
  const auto files = files_of(first_catchers());
  CHECK(folder.run("check" + files).code == 0);
  const auto ended = folder.run("check --mutation" + files);
  CHECK(ended.code == 0);
  CHECK(ended.out.ends_with("\n0 planted defects are caught by no scenario\n"));
  for (const auto name : gradproof::kFaultNames) {
    CAPTURE(name);
    CHECK(ended.out.find("| `" + std::string(name) + "` | 0 |") == std::string::npos);
  }
  CHECK(std::size(gradproof::kFaultNames) >= 40);
}

TEST_CASE("A defect that nothing catches is a finding, and an unknown one does not run") {
  const Folder folder;
  const auto harmless = folder.run("check --mutation " + files_of({"no-write"}));
  CHECK(harmless.code == 1);
  CHECK(harmless.out.find("| `data-shares-counter` | 0 |") != std::string::npos);
  folder.write("never-right.py",
               "#: expect.default = \"detected\"\nimport torch\nx = torch.tensor([2.], requires_grad=True)\n"
               "(x * 3).sum().backward()\n");
  const auto proves_nothing = folder.run("check --mutation never-right.py");
  CHECK(proves_nothing.code == 1);
  CHECK(proves_nothing.out.find("| `data-shares-counter` | 0 |") != std::string::npos);
  CHECK(proves_nothing.out.find("so that they prove nothing: never-right;") != std::string::npos);
  folder.run(" alone", "cp ");  // no worker with defects lies beside this one
  const auto alone = folder.run("", "sh -c './alone check --mutation never-right.py' ");
  CHECK(alone.code == 3);
  CHECK(alone.out.empty());
  CHECK(alone.err.find("build gradproof-worker-faulty") != std::string::npos);
  CHECK(std::ranges::count(alone.err, '\n') == 1);
  CHECK(folder.run("check --subject faulty:unheard-of " + files_of({"no-write"})).code == 3);
}

TEST_CASE("A subject that loses the only leaf of a program with random numbers is at fault, not the file") {
  const Folder folder;
  const auto ended = folder.run("check --subject faulty:leaf-rule-off" + files_of({"lf-inplace-dropout"}));
  CHECK(ended.code == 1);
  CHECK(ended.err.empty());
}

TEST_CASE("The fuzzer finds a planted defect and shrinks what shows it; without one it finds nothing") {
  const Folder folder;
  const std::string fuzz = "fuzz --seed 31 --count 20 --subject faulty:";
  CHECK(folder.run(fuzz + "none --out quiet").code == 0);
  const auto ended = folder.run(fuzz + "check-off --out found");
  CHECK(ended.code == 1);
  CHECK(ended.out.find("UNEXPLAINED") != std::string::npos);
  const auto again = folder.run("check found --subject faulty:check-off");
  CHECK(again.code == 0);
  CHECK(again.out.find("0 not, 0 without an expectation") != std::string::npos);
  const auto healthy = folder.run("check found --subject native");
  CHECK(healthy.out.find("detected") != std::string::npos);
  CHECK(healthy.out.find("silent_wrong") == std::string::npos);
}
