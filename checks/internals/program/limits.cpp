#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/program/round_trip.hpp>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/parse.hpp>

using namespace gradproof::checks;

namespace {

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string blocks(int depth) {
  std::string out;
  for (int i = 0; i < depth; ++i) out += std::string(static_cast<std::size_t>(i), ' ') + "for i in range(1):\n";
  return out + std::string(static_cast<std::size_t>(depth), ' ') + "x = 1\n";
}

/// The message for a text that must be refused.
std::string refusal(const std::string& source) {
  const ParseResult result = parse(source, "f.py");
  REQUIRE(!result.program);
  return result.errors[0].message;
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

struct Nesting {
  const char *before, *open, *inside, *close;
};

constexpr Nesting nestings[] = {
    {"x = ", "(", "1", ")"},    {"x = ", "[", "", "]"},  {"x = ", "-", "1", ""},
    {"x = ", "2 ** ", "1", ""}, {"x = ", "f(", "", ")"}, {"x = a", "[0", "", "]"},
    {"x = ", "(1, ", "2", ")"}, {"x = ", "~", "a", ""},  {"", "x.register_hook(lambda g: ", "1", ")"}};

}  // namespace

TEST_CASE("Nesting up to the limit is accepted, beyond it and far beyond it refused") {
  for (const Nesting& n : nestings) {
    const int levels = has(n.open, "lambda") ? limits::nesting / 2 : limits::nesting;
    const auto text = [&](int times) {
      return n.before + repeated(n.open, times) + n.inside + repeated(n.close, times);
    };
    INFO(n.open);
    check_round_trip(text(levels));
    CHECK(has(refusal(text(levels + 1)), "nested more than 100 deep"));
    CHECK(has(refusal(text(5'000)), "nested more than 100 deep"));
    CHECK(has(refusal(n.before + repeated(n.open, 5'000)), "ne"));  // never closed: a message, not a crash
  }
}

TEST_CASE("A hundred thousand open brackets are a message") {
  for (const char* open : {"(", "[", "f(", "-", "x[", "{"}) CHECK(!refusal("x = " + repeated(open, 100'000)).empty());
}

TEST_CASE("Chains that no bracket bounds are bounded too") {
  for (const std::string link : {" + 1", ".b", " @ b", " | 1"}) {
    check_round_trip("x = a" + repeated(link, limits::height - 1));
    CHECK(has(refusal("x = a" + repeated(link, limits::height)), "more than 1000 levels"));
    CHECK(has(refusal("x = a" + repeated(link, 5'000)), "more than 1000 levels"));
  }
  check_round_trip("x = [" + repeated("1, ", 10'000) + "]");
}

TEST_CASE("Blocks nest as deep as in CPython") {
  check_round_trip(blocks(limits::blocks));
  CHECK(has(refusal(blocks(limits::blocks + 1)), "nested more than 20 deep"));
  CHECK(has(refusal(blocks(900)), "nested more than 20 deep"));
}

TEST_CASE("Calls and lambdas have at most 255 arguments") {
  CHECK(has(refusal("f(" + repeated("1, ", 256) + ")"), "at most 255 arguments"));
  std::string names;
  for (int i = 0; i < 256; ++i) names += 'p' + std::to_string(i) + (i < 255 ? "," : "");
  CHECK(has(refusal("x.register_hook(lambda " + names + ": 1)"), "at most 255 parameters"));
}

TEST_CASE("A file has at most 1 MB") {
  const std::string statement = "x = 1\n";
  std::string text = statement + std::string(limits::file_bytes - statement.size(), '#');
  CHECK(parse(text, "f.py").program);
  CHECK(has(refusal(text + '#'), "larger than 1 MB"));
}

TEST_CASE("A header is bounded in depth and number") {
  CHECK(has(refusal("#: " + repeated("a.", 10'000) + "a = 1\nx = 1\n"), "more than 10 parts"));
  CHECK(has(refusal("#: right.a = " + repeated("[", 10'000) + "\nx = 1\n"), "nested more than 100 deep"));
  CHECK(has(refusal("#: right = " + repeated("{a=", 10'000) + "\nx = 1\n"), "nested more than 100 deep"));
  std::string keys;
  for (int i = 0; i < 1001; ++i) keys += "#: a" + std::to_string(i) + " = 1\n";
  CHECK(has(refusal(keys + "x = 1\n"), "more than 1000"));
}
