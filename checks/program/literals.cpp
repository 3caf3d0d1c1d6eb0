#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <gradproof/checks/program/literals.hpp>
#include <gradproof/checks/program/utf8.hpp>

namespace gradproof::checks {
namespace {

char at(std::string_view text, std::size_t i) { return i < text.size() ? text[i] : '\0'; }

bool is_letter(std::uint32_t code) {
  const auto between = [code](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
  return code == '_' || between('a', 'z') || between('A', 'Z') || between(0xC0, 0xD6) || between(0xD8, 0xF6) ||
         between(0xF8, 0xFF) || between(0x391, 0x3A1) || between(0x3A3, 0x3A9) || between(0x3B1, 0x3C9) ||
         between(0x410, 0x44F);
}

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

/// Index behind digits of `base` from `i` on, with single underscores between them.
std::size_t skip_digits(std::string_view text, std::size_t i, int base) {
  while (digit_value(at(text, i)) < base || (at(text, i) == '_' && digit_value(at(text, i + 1)) < base)) ++i;
  return i;
}

std::string without_underscores(std::string_view text) {
  std::string out;
  for (char c : text)
    if (c != '_') out += c;
  return out;
}

std::uint64_t to_integer(std::string_view digits, int base, ast::Position where) {
  const std::string plain = without_underscores(digits);
  std::uint64_t value = 0;
  const auto result = std::from_chars(plain.data(), plain.data() + plain.size(), value, base);
  if (result.ec != std::errc()) throw Fault{where, "the integer does not fit in 64 bits; integers here have 64 bits"};
  return value;
}

double to_real(std::string_view text) {
  const std::string plain = without_underscores(text);
  double value = 0;
  const auto result = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return result.ec == std::errc() ? value : std::strtod(plain.c_str(), nullptr);  // out of range: infinity or zero
}

void check_number_end(std::string_view rest, std::size_t end, ast::Position where) {
  const char next = at(rest, end);
  if (next == 'j' || next == 'J')
    throw Fault{where, "complex literals are outside the scenario language; numbers are integers and floats"};
  if (next == '_') throw Fault{where, "an underscore in a number stands between two digits"};
  if (is_digit(next) || identifier_bytes(rest.substr(end)) > 0)
    throw Fault{where, fmt::format("invalid number '{}{}'; a name or another number cannot follow without a space",
                                   rest.substr(0, end), rest.substr(end, character_bytes(rest.substr(end))))};
}

int base_of(std::string_view rest) {
  if (at(rest, 0) != '0') return 10;
  switch (at(rest, 1)) {
    case 'x':
    case 'X':
      return 16;
    case 'o':
    case 'O':
      return 8;
    case 'b':
    case 'B':
      return 2;
    default:
      return 10;
  }
}

std::size_t read_based_integer(std::string_view rest, int base, Token& token) {
  const std::size_t end = skip_digits(rest, 2, base);
  if (end == 2) throw Fault{token.at, fmt::format("'{}' is followed by no digit of base {}", rest.substr(0, 2), base)};
  check_number_end(rest, end, token.at);
  token.kind = TokenKind::integer;
  token.integer = to_integer(rest.substr(2, end - 2), base, token.at);
  return end;
}

/// Index behind `.5` and `e-3` from `i` on.
std::size_t skip_fraction(std::string_view rest, std::size_t i) {
  if (at(rest, i) == '.') {
    ++i;
    if (is_digit(at(rest, i))) i = skip_digits(rest, i, 10);
  }
  if (at(rest, i) == 'e' || at(rest, i) == 'E') {
    const std::size_t digits = i + (at(rest, i + 1) == '+' || at(rest, i + 1) == '-' ? 2 : 1);
    if (is_digit(at(rest, digits))) i = skip_digits(rest, digits, 10);
  }
  return i;
}

std::size_t octal_escape(std::string_view rest, std::size_t i, std::string& value) {
  std::uint32_t code = 0;
  const std::size_t begin = i;
  for (; i < begin + 3 && digit_value(at(rest, i)) < 8; ++i)
    code = code << 3 | static_cast<std::uint32_t>(digit_value(at(rest, i)));
  append_utf8(value, code);
  return i;
}

/// Decodes the escape whose letter stands at `i`; returns the index behind it.
std::size_t read_escape(std::string_view rest, std::size_t i, std::string& value, ast::Position where) {
  static constexpr std::string_view letters = "\\'\"abfnrtv", meanings = "\\'\"\a\b\f\n\r\t\v";
  const char letter = at(rest, i);
  if (const std::size_t k = letters.find(letter); letter != '\0' && k != std::string_view::npos) {
    value += meanings[k];
    return i + 1;
  }
  if (digit_value(letter) < 8) return octal_escape(rest, i, value);
  const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  if (digits == 0)
    throw Fault{where, "a backslash in a string is followed by one of \\ ' \" a b f n r t v x u U or an octal digit"};
  append_utf8(value, hex_escape(rest, i + 1, digits, where));
  return i + 1 + digits;
}

}  // namespace

std::uint32_t hex_escape(std::string_view rest, std::size_t i, std::size_t digits, ast::Position where) {
  std::uint32_t code = 0;
  for (std::size_t k = 0; k < digits; ++k) {
    const int digit = digit_value(at(rest, i + k));
    if (digit > 15) throw Fault{where, fmt::format("the escape needs {} hexadecimal digits", digits)};
    code = code << 4 | static_cast<std::uint32_t>(digit);
  }
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) throw Fault{where, "the escape names no character"};
  return code;
}

std::size_t identifier_bytes(std::string_view rest) {
  std::size_t i = 0;
  while (i < rest.size() && (is_letter(code_point(rest.substr(i))) || (i > 0 && is_digit(rest[i]))))
    i += character_bytes(rest.substr(i));
  return i;
}

std::size_t read_number(std::string_view rest, Token& token) {
  if (const int base = base_of(rest); base != 10) return read_based_integer(rest, base, token);
  const std::size_t whole = skip_digits(rest, 0, 10);
  const std::size_t end = skip_fraction(rest, whole);
  check_number_end(rest, end, token.at);
  token.kind = end > whole ? TokenKind::real : TokenKind::integer;
  if (end > whole) {
    token.real = to_real(rest.substr(0, end));
  } else {
    token.integer = to_integer(rest.substr(0, whole), 10, token.at);
    if (token.integer != 0 && rest[0] == '0')
      throw Fault{token.at, "an integer cannot begin with 0; octal numbers begin with 0o"};
  }
  return end;
}

std::size_t read_string(std::string_view rest, Token& token) {
  const char quote = rest[0];
  if (at(rest, 1) == quote && at(rest, 2) == quote)
    throw Fault{token.at,
                "triple-quoted strings are outside the scenario language; write comments with #, text in the header"};
  token.kind = TokenKind::string;
  token.text.clear();
  for (std::size_t i = 1; i < rest.size() && rest[i] != '\n';) {
    if (rest[i] == quote) return i + 1;
    if (rest[i] == '\\') {
      const ast::Position where = {token.at.line, token.at.column + characters(rest.substr(0, i))};
      i = read_escape(rest, i + 1, token.text, where);
    } else {
      token.text += rest[i++];
    }
  }
  throw Fault{token.at, fmt::format("the string is not closed; it ends with {} on the same line", quote)};
}

}  // namespace gradproof::checks
