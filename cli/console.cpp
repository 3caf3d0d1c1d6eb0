#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <gradproof/cli/console.hpp>
#include <gradproof/reports/records/output_file.hpp>

namespace gradproof::cli {
namespace {

std::string_view code(Colour colour) {
  switch (colour) {
    case Colour::green:
      return "\033[32m";
    case Colour::yellow:
      return "\033[33m";
    case Colour::red:
      return "\033[1;31m";
    case Colour::dim:
      return "\033[2m";
    case Colour::none:
      break;
  }
  return {};
}

bool wants_colour() {
  const char* no_color = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
}

}  // namespace

Console::Console() : coloured_(wants_colour()) {}

void Console::line(std::string_view text) const {
  records::OutputFile out("-");
  out.write(fmt::format("{}\n", text));
}

std::string Console::paint(Colour colour, std::string_view text) const {
  const auto start = code(colour);
  return coloured_ && !start.empty() ? fmt::format("{}{}\033[0m", start, text) : std::string(text);
}

void say(std::string_view text) { fmt::print(stderr, "gradproof: {}\n", text); }

}  // namespace gradproof::cli
