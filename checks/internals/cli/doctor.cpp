#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("The doctor starts every subject, and says how to add what is missing") {
  const Folder folder;
  folder.write(
      "peers/good/bin/python",
      "#!/bin/sh\necho '{\"protocol\":\"gradproof.worker/1\",\"subject\":\"x\",\"version\":\"2.99\"}'\nread x\n");
  folder.write("peers/broken/bin/python", "#!/bin/sh\necho 'no framework here' >&2\nexit 1\n");
  for (const char* name : {"good", "broken"})
    std::filesystem::permissions(folder.path() / "peers" / name / "bin/python", std::filesystem::perms::owner_all);
  const auto ended = folder.run("doctor");
  CHECK(ended.code == 0);
  CHECK(has(ended.out, "native"));
  CHECK(has(ended.out, "2.99"));
  CHECK(has(ended.out, "--subject pytorch=peers/good/bin/python"));
  CHECK(has(ended.out, "pytorch=peers/broken/bin/python: the worker ended with status 1: no framework here"));
  const auto json = folder.run("doctor --json").out;
  CHECK(has(json,
            R"({"schema":"gradproof.subject/1","name":"native","subject":"native","version":"0.1.0","reason":null)"));
  CHECK(has(json, R"("subject":"pytorch=peers/good/bin/python","version":"2.99")"));
}

TEST_CASE("Where nothing can be started, the doctor says so") {
  const Folder folder;
  const auto ended = folder.run("doctor", "env PATH=/nowhere");
  CHECK(has(ended.out, "missing  pytorch"));
  CHECK(has(ended.out, "./dev peers"));
}
