#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/program/round_trip.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/print.hpp>

using namespace gradproof::checks;

void check_round_trip(const std::string& source) {
  INFO("source:\n" << source);
  const ParseResult first = parse(source, "file.py");
  INFO((first.errors.empty() ? "" : first.errors[0].text()));
  REQUIRE(first.program);
  CHECK(first.errors.empty());
  const std::string printed = print(*first.program);
  INFO("printed:\n" << printed);
  const ParseResult second = parse(printed, "other.py");
  INFO((second.errors.empty() ? "" : second.errors[0].text()));
  REQUIRE(second.program);
  CHECK(*second.program == *first.program);
  CHECK(print(*second.program) == printed);
}
