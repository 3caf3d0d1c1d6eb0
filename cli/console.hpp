#pragma once
#include <string>
#include <string_view>

namespace gradproof::cli {

enum class Colour { none, green, yellow, red, dim };

/// Results on standard output, one whole line at a time. Throws records::FileError where nobody can take them.
class Console {
 public:
  /// Coloured only on a terminal, and never where NO_COLOR is set.
  Console();

  void line(std::string_view text) const;
  std::string paint(Colour colour, std::string_view text) const;

 private:
  bool coloured_;
};

/// Talk: a line on standard error, after "gradproof: ".
void say(std::string_view text);

}  // namespace gradproof::cli
