#pragma once
#include <gradproof/checks/program/token.hpp>
#include <string_view>

namespace gradproof::checks {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of the identifier at the front of `rest`, 0 if there is none. Letters: ASCII, and those of Western, Greek and
/// Cyrillic alphabets that Python leaves as they are (it normalizes others, so that two spellings were one name).
std::size_t identifier_bytes(std::string_view rest);

/// Reads the number at the front of `rest` into `token` and returns its bytes. Throws Fault.
std::size_t read_number(std::string_view rest, Token& token);

/// Reads the quoted string at the front of `rest` into `token` and returns its bytes. Throws Fault.
std::size_t read_string(std::string_view rest, Token& token);

/// The code point that `digits` hexadecimal digits at `i` name. Throws Fault at `where`.
std::uint32_t hex_escape(std::string_view rest, std::size_t i, std::size_t digits, ast::Position where);

}  // namespace gradproof::checks
