#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/outside.hpp>
#include <span>

namespace gradproof::checks {
namespace {

struct Construct {
  std::string_view word, what;
};

constexpr Construct statements[] = {{"if", "branches are"},
                                    {"elif", "branches are"},
                                    {"else", "branches, and the else of a loop, are"},
                                    {"while", "while loops are"},
                                    {"def", "functions are"},
                                    {"class", "classes are"},
                                    {"return", "functions are"},
                                    {"yield", "generators are"},
                                    {"try", "exception handlers are"},
                                    {"except", "exception handlers are"},
                                    {"finally", "exception handlers are"},
                                    {"raise", "raising is"},
                                    {"global", "scopes are"},
                                    {"nonlocal", "scopes are"},
                                    {"pass", "empty statements are"},
                                    {"break", "leaving a loop early is"},
                                    {"continue", "leaving a loop early is"},
                                    {"async", "coroutines are"},
                                    {"await", "coroutines are"},
                                    {"@", "decorators are"}};

constexpr std::string_view operators = "the operators are + - * / // % ** @ & | ^ ~ and unary -";
constexpr std::string_view one_comparison =
    "boolean operators are outside the scenario language; allowed is one comparison";

constexpr Construct expressions[] = {
    {"and", one_comparison},
    {"or", one_comparison},
    {"not", one_comparison},
    {"in",
     "membership tests are outside the scenario language; the comparisons are == != < <= > >=, and `is` against None"},
    {"if", "conditional expressions are outside the scenario language; write the branch that the program takes"},
    {"else", "conditional expressions are outside the scenario language; write the branch that the program takes"},
    {"for", "comprehensions and generators are outside the scenario language; write a list, or a for statement"},
    {"async", "coroutines are outside the scenario language"},
    {"await", "coroutines are outside the scenario language"},
    {"yield", "generators are outside the scenario language"},
    {":=", "assignment expressions are outside the scenario language; an assignment is a statement of its own"},
    {"{", "dicts and sets are outside the scenario language; there are lists and tuples"},
    {"<<", operators},
    {">>", operators},
    {"->", "annotations are outside the scenario language"},
    {"<<=", operators},
    {">>=", operators}};

std::string_view find(std::span<const Construct> constructs, const Token& token) {
  const auto found =
      std::find_if(constructs.begin(), constructs.end(), [&](const Construct& c) { return token.is(c.word); });
  return found == constructs.end() ? std::string_view() : found->what;
}

}  // namespace

std::string outside_statement(const Token& token) {
  const std::string_view what = find(statements, token);
  if (what.empty()) return {};
  return fmt::format(
      "found '{}': {} outside the scenario language; "
      "a statement is an assignment, an expression, with, for, del, assert or import",
      token.text, what);
}

std::string outside_expression(const Token& token) {
  const std::string_view what = find(expressions, token);
  return what.empty() ? std::string() : fmt::format("found '{}': {}", token.text, what);
}

}  // namespace gradproof::checks
