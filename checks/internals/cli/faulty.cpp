#include <algorithm>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>

TEST_CASE("Every planted defect turns some scenario red, and the honest runtime none") {
  const Folder folder;
  const auto check = [&](const std::string& subject) {
    return folder.run("check " GRADPROOF_SOURCE_DIR "/checks/scenarios --json - --subject " + subject);
  };
  CHECK(check("native").code == 0);
  for (const char* fault :
       {"data-shares-counter", "detach-owns-counter", "check-less-than", "leaf-rule-off", "mul-saves-nothing",
        "mean-forgets-to-divide", "broadcast-not-reduced", "accumulation-overwrites", "copy-slices-keeps-slice"}) {
    CAPTURE(fault);
    const auto ended = check(std::string("faulty:") + fault);
    CHECK(ended.code == 1);
    CHECK(std::ranges::any_of(verdicts(ended.out), [](const auto& verdict) { return verdict.as_expected == false; }));
  }
  CHECK(check("faulty:unheard-of").code == 3);
}
