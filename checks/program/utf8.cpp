#include <algorithm>
#include <gradproof/checks/program/utf8.hpp>

namespace gradproof::checks {
namespace {

std::size_t announced_bytes(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

}  // namespace

std::uint32_t code_point(std::string_view text) {
  const std::size_t bytes = announced_bytes(static_cast<unsigned char>(text[0]));
  std::uint32_t code = static_cast<unsigned char>(text[0]);
  if (bytes > 1) code &= 0x7Fu >> bytes;
  for (std::size_t i = 1; i < bytes; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  return code;
}

std::size_t character_bytes(std::string_view text) {
  if (text.empty()) return 0;
  const std::size_t bytes = announced_bytes(static_cast<unsigned char>(text[0]));
  if (bytes == 0 || bytes > text.size()) return 0;
  if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(bytes), continues_character)) return 0;
  const std::uint32_t code = code_point(text);
  const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return overlong || surrogate || code > 0x10FFFF ? 0 : bytes;
}

void append_utf8(std::string& text, std::uint32_t code) {
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += {static_cast<char>(0xC0 | code >> 6), tail(0)};
  } else if (code < 0x10000) {
    text += {static_cast<char>(0xE0 | code >> 12), tail(6), tail(0)};
  } else {
    text += {static_cast<char>(0xF0 | code >> 18), tail(12), tail(6), tail(0)};
  }
}

std::optional<std::size_t> invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes = character_bytes(text.substr(i));
    if (bytes == 0) return i;
    i += bytes;
  }
  return std::nullopt;
}

std::vector<std::string_view> split_characters(std::string_view text) {
  std::vector<std::string_view> all;
  for (; !text.empty(); text.remove_prefix(all.back().size())) {
    std::size_t bytes = 1;
    while (bytes < text.size() && continues_character(text[bytes])) ++bytes;
    all.push_back(text.substr(0, bytes));
  }
  return all;
}

int characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

}  // namespace gradproof::checks
