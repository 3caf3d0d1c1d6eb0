#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/program/malformed.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/toml.hpp>

using namespace gradproof::checks;

namespace {

// Python's tomllib accepts each of these too, with the same value as its neighbour.
struct Same {
  const char *a, *b;
};
constexpr Same same[] = {
    {"1", "+1"},
    {"0x1F", "31"},
    {"0o17", "15"},
    {"0b11", "3"},
    {"1_000", "1000"},
    {"-0", "0"},
    {"1e5", "1E+5"},
    {"1.5e-3_0", "1.5e-30"},
    {"inf", "+inf"},
    {"\"a\"", "'a'"},
    {"'''a'''", "'a'"},
    {"\"\"\"\n#: a\"\"\"", "'a'"},
    {"\"\\u0061\\t\"", "\"a\\u0009\""},
    {"\"\"\"\"a\"\"\"\"", "'\"a\"'"},
    {"''''a''''", "\"'a'\""},
    {"[ ]", "[]"},
    {"[1,]", "[1]"},
    {"[ 1, # comment\n#:  2 ]", "[1,2]"},
    {"\"\"\"a \\\n#:   \n#:   b\"\"\"", "'a b'"},
    {"-9223372036854775808", "-9223372036854775_808"},
};

// And it refuses each of these.
constexpr const char* refused[] = {
    "01",           "1.",       ".5",      "1.e5",      "1e",          "1_",           "1__0",          "0x",
    "+0x1",         "-0b1",     "1.5.5",   "00",        "0_0",         "TRUE",         "none",          "\"a",
    "[1 2]",        "[,]",      "[1,,2]",  "[",         "{",           "[}",           "[1, }",         "}",
    "{a=1,}",       "{a=1",     "1 2",     "\"a\" b",   "'''a",        "0X1F",         "++1",           "+-1",
    "inf1",         "1e1.5",    "\"\\q\"", "\"\\x41\"", "07.5",        "{a.b=1, a=2}", "{a={}, a.b=1}", "",
    "\"\\\n#: a\"", "\"\001\"", "-",       "é",         "\"\\ud800\"",
};

ParseResult header(const std::string& line) { return parse("#: right.z = " + line + "\nx = 1\n", "f.py"); }

}  // namespace

TEST_CASE("Values of TOML mean what TOML says") {
  for (const Same& pair : same) {
    INFO(pair.a << " and " << pair.b);
    const ParseResult a = header(pair.a), b = header(pair.b);
    REQUIRE((a.program && b.program));
    CHECK(a.program->header == b.program->header);
  }
}

TEST_CASE("What is no TOML is refused on its line") {
  for (const char* value : refused) {
    INFO(value);
    const ParseResult result = header(value);
    CHECK(!result.program);
    REQUIRE(!result.errors.empty());
    CHECK(result.errors[0].line <= 3);
  }
}

TEST_CASE("Tables are written as headers, with dots and with braces") {
  const char* spellings[] = {
      "#: [right]\n#: a.grad = 1\n#: b = 2\n#: [expect]\n#: default = 'correct'\nx = 1",
      "#: right.a.grad = 1\n#: right.\"b\" = 2\n#: expect.default = 'correct'\nx = 1",
      "#: right = { 'a.grad' = 1, b = 2 }\n#: expect = { default = 'correct' }\nx = 1",
      "#: [right.a]\n#: grad = 1\n#: [right]\n#: b = 2\n#: [expect]\n#: default='correct'\nx = 1"};
  const ParseResult first = parse(spellings[0], "f.py");
  for (const char* spelling : spellings) {
    const ParseResult other = parse(spelling, "f.py");
    INFO((other.errors.empty() ? spelling : other.errors[0].text()));
    REQUIRE((first.program && other.program));
    CHECK(*other.program == *first.program);
  }
}

TEST_CASE("Tables that TOML does not let one write twice") {
  constexpr Malformed cases[] = {
      {"#: right.a = 1\n#: right.a = 2\nx = 1", 2, 10, "given twice"},
      {"#: right.a = 1\n#: right.a.b = 2\nx = 1", 2, 10, "has a value already"},
      {"#: right = {}\n#: right.a = 2\nx = 1", 2, 4, "is complete"},
      {"#: [right]\n#: [right]\nx = 1", 2, 5, "is defined twice"},
      {"#: right.a = 1\n#: [right]\nx = 1", 2, 5, "is defined twice"},
      {"#: [right\nx = 1", 1, 10, "expected ']'"},
      {"#: [] \nx = 1", 1, 5, "expected a key"},
      {"#: [right] a = 1\nx = 1", 1, 12, "expected the end of the line"},
      {"#: title = 'é' é\nx = 1", 1, 16, "expected the end of the line"},
  };
  for (const Malformed& malformed : cases) check(malformed);
}
