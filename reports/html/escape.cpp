#include <gradproof/reports/html/escape.hpp>

namespace gradproof::reports {
namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::string_view replacement = "\xef\xbf\xbd";

/// Bytes of the UTF-8 character that `text` begins with; 0 if it begins with none (also overlong, surrogate, too
/// large).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
    return byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const bool second = follows(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf);
    return second && follows(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const bool second = follows(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf);
    return second && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

std::string escape_ascii(char c) {
  const auto code = static_cast<unsigned char>(c);
  if (c == '&') return "&amp;";
  if (c == '<') return "&lt;";
  if (c == '>') return "&gt;";
  if (c == '"') return "&quot;";
  if (c == '\'') return "&#39;";
  if (c == '\n' || c == '\t' || (code >= 0x20 && code != 0x7f)) return {c};
  return {'\\', 'x', digits[code >> 4], digits[code & 15]};
}

bool stays_in_anchor(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

std::string escape(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const bool c1_control = length == 2 && text[0] == '\xc2' && static_cast<unsigned char>(text[1]) < 0xa0;
    if (length == 1) {
      result += escape_ascii(text[0]);
    } else {
      result += length == 0 || c1_control ? replacement : text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return result;
}

std::string anchor(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (stays_in_anchor(c)) {
      result += c;
    } else {
      result += {'.', digits[code >> 4], digits[code & 15]};
    }
  }
  return result;
}

}  // namespace gradproof::reports
