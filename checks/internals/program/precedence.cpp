#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/print.hpp>

using namespace gradproof::checks;

namespace {

struct Precedence {
  const char *written, *meant, *not_meant;
};

constexpr Precedence cases[] = {
    {"-x ** 2", "-(x ** 2)", "(-x) ** 2"},
    {"2 ** -1", "2 ** (-1)", "-(2 ** 1)"},
    {"2 ** 3 ** 2", "2 ** (3 ** 2)", "(2 ** 3) ** 2"},
    {"~x ** 2", "~(x ** 2)", "(~x) ** 2"},
    {"-x * y", "(-x) * y", "-(x * y)"},
    {"a - b - c", "(a - b) - c", "a - (b - c)"},
    {"a / b * c", "(a / b) * c", "a / (b * c)"},
    {"a + b * c", "a + (b * c)", "(a + b) * c"},
    {"a @ b % c", "(a @ b) % c", "a @ (b % c)"},
    {"a & b + c", "a & (b + c)", "(a & b) + c"},
    {"a ^ b & c", "a ^ (b & c)", "(a ^ b) & c"},
    {"a | b ^ c", "a | (b ^ c)", "(a | b) ^ c"},
    {"a | b < c", "(a | b) < c", "a | (b < c)"},
    {"a < b + c", "a < (b + c)", "(a < b) + c"},
    {"a // b", "a // b", "a / b"},
    {"-x.y", "-(x.y)", "(-x).y"},
    {"-x[0]", "-(x[0])", "(-x)[0]"},
    {"x.y ** 2", "(x.y) ** 2", "x"},
    {"-1", "-(1)", "1"},
    {"x[1, 2]", "x[(1, 2)]", "x[1][2]"},
    {"x[1,]", "x[(1,)]", "x[1]"},
    {"(1)", "1", "(1,)"},
    {"'a' 'b'", "'ab'", "'a'"},
    {"\"a\"", "'a'", "'b'"},
    {"0x10", "16", "10"},
    {"1e0", "1.0", "1"},
    {"f(a, b=c)", "f(a, b=(c))", "f(a, c)"},
    {"a is not None", "(a) is not (None)", "a is None"},
};

ast::Expr expression(const char* text) {
  INFO(text);
  const ExpressionResult result = parse_expression(text, "file.py", {1, 1});
  REQUIRE(result.expr);
  return *result.expr;
}

}  // namespace

TEST_CASE("Operators bind as in Python") {
  for (const Precedence& c : cases) {
    INFO(c.written);
    CHECK(expression(c.written) == expression(c.meant));
    CHECK_FALSE(expression(c.written) == expression(c.not_meant));
  }
}

TEST_CASE("Printing writes the parentheses that the tree needs and no others") {
  const char* minimal[] = {"-x ** 2",      "(-x) ** 2",   "2 ** -1",          "(2 ** 3) ** 2", "2 ** 3 ** 2",
                           "a - (b - c)",  "a - b - c",   "(a + b) * c",      "-(a + b)",      "(-x).y",
                           "(a < b) == c", "a & (b | c)", "x[1:, None, ::2]", "x[()]",         "(1,)",
                           "(1).real",     "1.0.real",    "f((a, b), c=d)",   "~-x",           "'it'"};
  for (const char* text : minimal) {
    const std::string wanted = std::string(text) == "'it'" ? "\"it\"" : text;
    CHECK(print(expression(text)) == wanted);
  }
}
