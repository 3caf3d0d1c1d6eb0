// Plain numbers, strings and lists: every right-hand side is what CPython 3 prints for the left.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/program/fake_machine.hpp>

namespace gradproof::checks {
namespace {

struct Case {
  const char *expression, *printed;
};

void check(std::initializer_list<Case> cases) {
  for (const auto& one : cases) {
    INFO(one.expression);
    CHECK(evaluate(one.expression) == one.printed);
  }
}

}  // namespace

TEST_CASE("walk: division, floor division and modulo follow the sign of the divisor") {
  check({{"7 / 2", "3.5"},
         {"6 / 2", "3.0"},
         {"7 // 2", "3"},
         {"-7 // 2", "-4"},
         {"7 // -2", "-4"},
         {"-7 // -2", "3"},
         {"-7 % 3", "2"},
         {"7 % -3", "-2"},
         {"-6 % 3", "0"},
         {"7.5 // 2", "3.0"},
         {"-7.5 // 2", "-4.0"},
         {"-7.5 % 2", "0.5"},
         {"7.5 % -2", "-0.5"},
         {"1 % 0.1", "0.09999999999999995"},
         {"1 // 0.1", "9.0"},
         {"0.0 // -3", "-0.0"},
         {"-4.0 % 2", "0.0"},
         {"4.0 % -2", "-0.0"},
         {"5.0 // 0.3", "16.0"}});
}

TEST_CASE("walk: powers") {
  check({{"2 ** 10", "1024"},
         {"2 ** -1", "0.5"},
         {"(-2) ** 3", "-8"},
         {"-2 ** 2", "-4"},
         {"2 ** 0.5", "1.4142135623730951"},
         {"2.0 ** 3", "8.0"},
         {"0 ** 0", "1"},
         {"1 ** 1000000", "1"},
         {"(-1) ** 1000001", "-1"},
         {"True ** 2", "1"},
         {"2 ** 62", "4611686018427387904"},
         {"(-2) ** 63", "-9223372036854775808"},
         {"10 ** -2", "0.01"}});
}

TEST_CASE("walk: what numbers print as") {
  check({{"1.0", "1.0"},
         {"1e16", "1e+16"},
         {"1e15", "1000000000000000.0"},
         {"0.1 + 0.2", "0.30000000000000004"},
         {"1e-5", "1e-05"},
         {"1e300 * 1e10", "inf"},
         {"-0.0", "-0.0"},
         {"True + True", "2"},
         {"True & False", "False"},
         {"6 & 3", "2"},
         {"6 | 3", "7"},
         {"6 ^ 3", "5"},
         {"~5", "-6"},
         {"~True", "-2"},
         {"float('nan')", "nan"},
         {"float('-inf')", "-inf"},
         {"1 == 1.0", "True"},
         {"2 > 10", "False"},
         {"None", "None"}});
}

TEST_CASE("walk: integers are bounded, with a message of their own") {
  CHECK(evaluate("2 ** 63").find("p.py:5:1: the integer result of '**' does not fit into 64 bits") == 0);
  CHECK(evaluate("9223372036854775807 + 1").find("of '+'") != std::string::npos);
  CHECK(evaluate("-9223372036854775807 - 2").find("of '-'") != std::string::npos);
  CHECK(evaluate("3037000500 * 3037000500").find("of '*'") != std::string::npos);
  CHECK(evaluate("int(1e30)").find("64 bits") != std::string::npos);
  CHECK(evaluate("[0] * 1000001").find("a repetition of 1000001") != std::string::npos);
  CHECK(evaluate("len([0, 0] * 500000)") == "1000000");
  CHECK(evaluate("len(range(1000000000))").find("a range of more than 1000000 items") != std::string::npos);
}

TEST_CASE("walk: wrong arithmetic raises with Python's kinds") {
  check({{"1 / 0", "value: division by zero"},
         {"1 // 0", "value: integer division or modulo by zero"},
         {"1.5 % 0", "value: float modulo by zero"},
         {"0.0 ** -1", "value: 0.0 cannot be raised to a negative power"},
         {"2.0 ** 10000", "value: (34, 'Numerical result out of range')"},
         {"[1] + (2,)", "argument: unsupported operand type(s) for +: 'list' and 'tuple'"},
         {"1 + 'a'", "argument: unsupported operand type(s) for +: 'int' and 'str'"},
         {"-'a'", "argument: bad operand type for unary -: 'str'"},
         {"1 < 'a'", "argument: '<' not supported between instances of 'int' and 'str'"},
         {"1.5 & 2", "argument: unsupported operand type(s) for &: 'float' and 'int'"},
         {"None(1)", "argument: 'NoneType' object is not callable"}});
}

TEST_CASE("walk: lists, tuples and strings") {
  check({{"[1, 2] + [3]", "[1, 2, 3]"},
         {"2 * [1, 'a']", "[1, 'a', 1, 'a']"},
         {"(1,) * 3", "(1, 1, 1)"},
         {"[0] * -1", "[]"},
         {"[1, 2, 3][-1]", "3"},
         {"[1, 2, 3, 4][1:3]", "[2, 3]"},
         {"[1, 2, 3, 4][::-1]", "[4, 3, 2, 1]"},
         {"[1, 2, 3, 4][-3:]", "[2, 3, 4]"},
         {"[1, 2, 3][5:]", "[]"},
         {"[1, 2, 3][10:0:-2]", "[3]"},
         {"(1, 2, 3)[:2]", "(1, 2)"},
         {"[1, [2]] == [1.0, [2]]", "True"},
         {"[1] == (1,)", "False"},
         {"len('abc')", "3"},
         {"'abc'[1]", "b"},
         {"'abcd'[::-1]", "dcba"},
         {"'aé'[1], len('aé'), 'é€'[:1]", "é 2 é"},
         {"(1, 2) < (1, 3)", "True"},
         {"[1, 2] >= [1]", "True"},
         {"(1, [2, 'b']) > (1.0, [2, 'a'])", "True"},
         {"[1] < (1,)", "argument: '<' not supported between instances of 'list' and 'tuple'"},
         {"[1] < ['a']", "argument: '<' not supported between instances of 'int' and 'str'"},
         {"[\"it's\", '\\n', 'a\"b', '\\\\']", "[\"it's\", '\\n', 'a\"b', '\\\\']"},
         {"'ab' + 'c'", "abc"},
         {"list(range(3))", "[0, 1, 2]"},
         {"tuple(range(5, 0, -2))", "(5, 3, 1)"},
         {"[1, 2][2]", "index: list index out of range"},
         {"(1,)[-2]", "index: tuple index out of range"},
         {"[1][0.0]", "argument: 'float' object cannot be interpreted as an integer"},
         {"[1, 2][::0]", "value: slice step cannot be zero"}});
}

TEST_CASE("walk: builtins") {
  check({{"float(3)", "3.0"},
         {"float(' 2.5 ')", "2.5"},
         {"int(-2.7)", "-2"},
         {"int('+12')", "12"},
         {"int(True)", "1"},
         {"bool([])", "False"},
         {"bool('a')", "True"},
         {"bool(0.0)", "False"},
         {"abs(-3)", "3"},
         {"abs(-2.5)", "2.5"},
         {"min(3, 1, 2)", "1"},
         {"max([3, 1, 2])", "3"},
         {"min(1, 1.0)", "1"},
         {"sum([1, 2.5])", "3.5"},
         {"sum([[1], [2]], [])", "[1, 2]"},
         {"len((1, 2))", "2"},
         {"1, 'a', sep='-'", "1-a"},
         {"int(float('nan'))", "value: cannot convert float NaN to integer"},
         {"float('x')", "value: could not convert string to float: 'x'"},
         {"len(3)", "argument: object of type 'int' has no len()"},
         {"max([])", "value: min() or max() of an empty sequence"}});
}

TEST_CASE("walk: math") {
  check({{"math.sqrt(2)", "1.4142135623730951"},
         {"math.exp(0)", "1.0"},
         {"math.pi", "3.141592653589793"},
         {"math.floor(-1.5)", "-2"},
         {"math.ceil(1.2)", "2"},
         {"math.trunc(-1.7)", "-1"},
         {"math.log(8, 2)", "3.0"},
         {"math.isnan(math.nan)", "True"},
         {"math.prod([2, 3.0])", "6.0"},
         {"math.isclose(1, 1 + 1e-12)", "True"},
         {"math.sqrt(-1)", "value: math domain error"},
         {"math.log(0)", "value: math domain error"},
         {"math.exp(1000)", "value: math range error"},
         {"math.fmod(-7, 3)", "-1.0"},
         {"math.inf", "inf"}});
}

}  // namespace gradproof::checks
