#include <ctime>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/reports/run/run.hpp>

using namespace gradproof::reports;

TEST_CASE("a run knows its machine, its build and its command") {
  const char* arguments[] = {"gradproof", "check", "a b.py"};
  const auto run = begin_run(3, arguments);
  CHECK(run.command == std::vector<std::string>{"gradproof", "check", "a b.py"});
  CHECK(run.machine.cores >= 1);
  CHECK(run.machine.memory_bytes > 0);
  CHECK(run.machine.kernel.rfind("Linux ", 0) == 0);
  CHECK(run.machine.load >= 0);
  CHECK(!run.build.version.empty());
  CHECK(run.build.compiler.find_first_of("0123456789") != std::string::npos);
}

TEST_CASE("a run begins now, in UTC") {
  const std::time_t now = std::time(nullptr);
  const std::string started = begin_run(0, nullptr).started;
  std::tm parts{};
  const char* rest = strptime(started.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  REQUIRE(rest != nullptr);
  CHECK(*rest == '\0');
  CHECK(std::abs(std::difftime(timegm(&parts), now)) <= 2);
}
