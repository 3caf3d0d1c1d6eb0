#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/program/malformed.hpp>
#include <gradproof/checks/program/parse.hpp>

void check(const Malformed& malformed) {
  const auto result = gradproof::checks::parse(malformed.source, "file.py");
  INFO("source:\n" << malformed.source);
  CHECK(!result.program);
  REQUIRE(!result.errors.empty());
  const auto& error = result.errors[0];
  INFO("message: " << error.text());
  CHECK(error.file == "file.py");
  CHECK(error.line == malformed.line);
  CHECK(error.column == malformed.column);
  CHECK(error.message.find(malformed.phrase) != std::string::npos);
}
