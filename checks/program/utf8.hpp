#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks {

/// Whether `byte` continues a character rather than beginning one.
constexpr bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Bytes of the character at the front of `text`; 0 when it is not valid UTF-8 (overlong forms and surrogates are not).
std::size_t character_bytes(std::string_view text);

/// The code point of the valid character at the front of `text`.
std::uint32_t code_point(std::string_view text);

/// Appends a code point up to 0x10FFFF that is no surrogate.
void append_utf8(std::string& text, std::uint32_t code_point);

/// Offset of the first byte that is not valid UTF-8.
std::optional<std::size_t> invalid_utf8(std::string_view text);

/// The characters of valid UTF-8, one after another.
std::vector<std::string_view> split_characters(std::string_view text);

/// Number of characters of valid UTF-8.
int characters(std::string_view text);

}  // namespace gradproof::checks
