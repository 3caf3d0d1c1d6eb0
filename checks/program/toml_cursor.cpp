#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/literals.hpp>
#include <gradproof/checks/program/toml_cursor.hpp>
#include <gradproof/checks/program/utf8.hpp>

namespace gradproof::checks::toml {
namespace {

bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; }

}  // namespace

void Cursor::advance(std::size_t bytes) {
  for (const char c : rest().substr(0, bytes)) {
    if (c == '\n')
      at_ = {at_.line + 1, 1};
    else if (!continues_character(c))
      ++at_.column;
  }
  offset_ = std::min(offset_ + bytes, text_.toml.size());
}

void Cursor::skip_blanks() {
  while (peek() == ' ' || peek() == '\t') advance();
}

void Cursor::skip_lines() {
  for (skip_blanks(); peek() == '\n' || peek() == '#'; skip_blanks()) {
    if (peek() == '#')
      advance(std::min(rest().find('\n'), rest().size()));
    else
      advance();
  }
}

void Cursor::end_line() {
  skip_blanks();
  if (!ended() && peek() != '\n' && peek() != '#') fail(fmt::format("found {}; expected the end of the line", found()));
}

std::string_view Cursor::take_word(std::string_view more) {
  const std::string_view all = rest();
  const auto part = [&](char c) { return is_word(c) || more.find(c) != std::string_view::npos; };
  const auto length = static_cast<std::size_t>(std::find_if_not(all.begin(), all.end(), part) - all.begin());
  advance(length);
  return all.substr(0, length);
}

std::string Cursor::take_string() {
  const char quote = peek();
  const ast::Position begin = here();
  std::string value;
  advance();
  while (peek() != quote) {
    if (ended() || peek() == '\n')
      throw Fault{begin, fmt::format("the header's string is not closed; it ends with {} on the same line", quote)};
    if (peek() == '\\' && quote == '"')
      append_escape(value, false);
    else
      append_character(value);
  }
  advance();
  return value;
}

std::string Cursor::take_long_string() {
  const char quote = peek();
  const ast::Position begin = here();
  const std::string thrice(3, quote);
  std::string value;
  advance(3);
  if (peek() == '\n') advance();
  while (!rest().starts_with(thrice)) {
    if (ended()) throw Fault{begin, fmt::format("the header's string is not closed; it ends with {}", thrice)};
    if (peek() == '\\' && quote == '"')
      append_escape(value, true);
    else
      append_character(value);
  }
  advance(3);
  for (int more = 0; more < 2 && peek() == quote; ++more)
    append_character(value);  // quotes right before the closing ones
  return value;
}

/// An escape, or in a long string a backslash that ends its line and swallows the blanks below.
void Cursor::append_escape(std::string& value, bool long_one) {
  static constexpr std::string_view letters = "btnfr\"\\", meanings = "\b\t\n\f\r\"\\";
  const ast::Position begin = here();
  advance();
  const std::size_t next = std::min(rest().find_first_not_of(" \t\n"), rest().size());
  if (long_one && rest().substr(0, next).find('\n') != std::string_view::npos) return advance(next);
  const char letter = peek();
  const std::size_t known = letters.find(letter);
  if (known != std::string_view::npos && letter != '\0') {
    value += meanings[known];
    return advance();
  }
  const std::size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  if (digits == 0)
    throw Fault{begin,
                "a backslash in a string of the header is followed by b t n f r \" \\ u or U; '…' knows no escapes"};
  append_utf8(value, hex_escape(rest(), 1, digits, begin));
  advance(1 + digits);
}

void Cursor::append_character(std::string& value) {
  const char c = peek();
  if ((static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') || c == 0x7F)
    fail(fmt::format("found the control character U+{:04X} in a string; write it as \\u{:04X}", c, c));
  value += c;
  advance();
}

void Cursor::fail(const std::string& message) const { throw Fault{here(), "the header is not TOML: " + message}; }

std::string Cursor::found() const {
  if (ended()) return "the end of the header";
  if (peek() == '\n') return "the end of the line";
  return fmt::format("'{}'", rest().substr(0, character_bytes(rest())));
}

}  // namespace gradproof::checks::toml
