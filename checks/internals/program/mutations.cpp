// Thousands of broken scripts: none may crash or hang the parser, what is refused is refused inside the file, and what
// is accepted survives printing. Run it under the sanitizers.
#include <algorithm>
#include <array>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/print.hpp>
#include <random>
#include <string>

using namespace gradproof::checks;

namespace {

const std::string script = R"(#: title = "A script"
#: observe = ["a.grad", 'b[1:, ...]']
#: expect = { default = "correct", "native+audit" = ["detected", "correct"] }
#: right."a.grad" = [[1, -2.5e-3], [true, inf]]
#: tolerance = 1e-6
#: why = """
#: It's a "reason".
#: """
import torch
from gradproof.prelude import (raw_write, version)
a = torch.tensor([[1., -2e3], [0x1F, 1_000]], requires_grad=True)
with torch.no_grad():
    for i in range(1, 3):
        a[1:, None, ::2] += -i ** 2  # comment
    b = (a + 1) @ a.t() % 3 // 2
h = a.register_hook(lambda g, k: g * 'mean')
assert a.grad is not None, "é\n"
c, d = ~a & b | a ^ b, (1,)
a.data = b.detach()
del c, a.grad
)";

constexpr std::array<const char*, 62> pieces = {"(",
                                                ")",
                                                "[",
                                                "]",
                                                "{",
                                                "}",
                                                "lambda x: x",
                                                "lambda",
                                                "with torch.no_grad():",
                                                "for i in range(3):",
                                                "\n",
                                                "\n    ",
                                                "\n  ",
                                                "\t",
                                                " ",
                                                "#:",
                                                "#",
                                                " is None",
                                                " is not None",
                                                "**",
                                                "-",
                                                "~",
                                                "*",
                                                "=",
                                                "==",
                                                "+=",
                                                ",",
                                                ":",
                                                "1",
                                                "0",
                                                "1.5e3",
                                                "'a'",
                                                "\"",
                                                "'",
                                                "None",
                                                "...",
                                                ".grad",
                                                "x",
                                                "_",
                                                "\"\"\"",
                                                "0x1F",
                                                "@",
                                                "//",
                                                "del ",
                                                "assert ",
                                                "import torch\n",
                                                "x = ",
                                                "\\",
                                                "\r\n",
                                                "\xC3\xA9",
                                                "a.b",
                                                "f(",
                                                "e5",
                                                ".",
                                                "is",
                                                "not",
                                                "in",
                                                "if",
                                                "{ a = 1 }",
                                                "\xFF",
                                                "\xEF\xBB\xBF",
                                                "1979-05-27"};

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string operator()() {
    std::string text = script;
    for (std::size_t changes = 1 + below(3); changes > 0; --changes) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void change(std::string& text) {
    const std::size_t at = below(text.size());
    switch (below(5)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text.erase(at, 1 + below(8));
        break;
      case 2:
        text.insert(at, pieces[below(pieces.size())]);
        break;
      case 3:
        text.insert(at, text.substr(below(text.size()), below(24)));
        break;
      default:
        text.replace(at, 1, pieces[below(pieces.size())]);
    }
  }

  std::mt19937 random_;
};

bool is_orderly(const Diagnostic& error, int lines) {
  const bool placed = error.line == 0 ? error.column == 0 : error.line <= lines && error.column >= 1;
  return placed && !error.message.empty();
}

void check_refusal(const std::string& text, const ParseResult& result) {
  const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 2;
  REQUIRE(!result.errors.empty());
  CHECK(std::all_of(result.errors.begin(), result.errors.end(), [&](const auto& e) { return is_orderly(e, lines); }));
}

}  // namespace

TEST_CASE("Mutated scripts are refused in order or accepted in full") {
  Mutator mutate(20240517);
  int accepted = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string text = mutate();
    INFO(text);
    const ParseResult result = parse(text, "f.py");
    if (!result.program) {
      check_refusal(text, result);
      continue;
    }
    ++accepted;
    const std::string printed = print(*result.program);
    const ParseResult again = parse(printed, "f.py");
    REQUIRE(again.program);
    CHECK(print(*again.program) == printed);
    CHECK(again.program->body == result.program->body);
  }
  CHECK(accepted > 100);
}
