// Every rule in rules.md has a test, and every numbered test a rule.
#include <filesystem>
#include <fstream>
#include <gradproof/checks/internals/catch.hpp>
#include <regex>
#include <set>

namespace {

const std::filesystem::path kFolder = std::filesystem::path(GRADPROOF_SOURCE_DIR) / "checks/internals/core";

/// The first group of every match in the file.
std::set<std::string> found(const std::filesystem::path& file, const char* pattern) {
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const std::regex expression(pattern);
  std::set<std::string> all;
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) all.insert((*at)[1]);
  return all;
}

}  // namespace

TEST_CASE("every rule has a test, and every numbered test a rule") {
  const std::set<std::string> rules = found(kFolder / "rules.md", R"(- (\d+\.\d+\.\d+) )");
  std::set<std::string> tested;
  for (const auto& file : std::filesystem::directory_iterator(kFolder))
    if (file.path().extension() == ".cpp") tested.merge(found(file.path(), R"(TEST_CASE\(\s*"(\d+\.\d+\.\d+) )"));
  CHECK(rules.size() > 60);
  CHECK(tested == rules);
}
