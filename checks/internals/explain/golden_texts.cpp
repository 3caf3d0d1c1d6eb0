// What a user reads, for ten silent and ten loud scenarios that differ in kind.
#include <cstdlib>
#include <fstream>
#include <gradproof/checks/internals/golden.hpp>
#include <sstream>

namespace {

std::string output_of(const std::string& arguments) {
  const auto file = std::string(GRADPROOF_GOLDEN_OUTPUT);
  const auto command =
      "cd '" GRADPROOF_SOURCE_DIR "' && '" GRADPROOF_PROGRAM "' explain " + arguments + " >'" + file + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

void check_told(const std::vector<std::string>& scenarios) {
  for (const auto& scenario : scenarios) {
    CAPTURE(scenario);
    const auto name = scenario.substr(scenario.find('/') + 1);
    gradproof::checks::check_golden("checks/internals/explain/golden/" + name + ".txt",
                                    output_of("checks/scenarios/" + scenario + ".py"));
  }
}

}  // namespace

TEST_CASE("silent scenarios as they are told") {
  check_told({"detach-vs-data/data-zero-before-backward", "raw-memory/np-loader-buffer", "in-place/ck-closure-write",
              "in-place/sh-stale-offload", "optimizer/op-in-backward-hook-data", "requires-grad/hk-inplace-leaf",
              "requires-grad/rg-tensor-of-tensors", "conversion/dc-cpu-backup", "versions/vc-flat-param-data",
              "no-grad/op-data-update"});
}

TEST_CASE("loud scenarios as they are told") {
  check_told({"detach-vs-data/detach-zero-before-backward", "conversion/np-requires-grad",
              "in-place/cf-input-as-is-write", "no-grad/sgd-without-no-grad", "no-grad/im-save",
              "no-grad/ng-output-backward", "requires-grad/rb-rnn-no-detach", "requires-grad/ga-assign-int",
              "in-the-wild/spectral-norm-shared-vectors", "detach-vs-data/dd-detach_-saved-input"});
}
