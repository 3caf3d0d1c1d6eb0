#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/source_text.hpp>
#include <gradproof/checks/program/utf8.hpp>

namespace gradproof::checks {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";

/// Of a byte that only valid UTF-8 stands before.
ast::Position position_of(std::string_view bytes, std::size_t offset) {
  if (bytes.starts_with(bom) && offset >= bom.size()) {
    bytes.remove_prefix(bom.size());
    offset -= bom.size();
  }
  const std::string_view before = bytes.substr(0, offset);
  const std::size_t line = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<int>(std::ranges::count(before, '\n')) + 1, characters(before.substr(line)) + 1};
}

std::optional<Fault> not_a_text(std::string_view bytes) {
  const ast::Position begin = {1, 1};
  if (bytes.size() > limits::file_bytes)
    return Fault{
        begin, fmt::format("the file is larger than 1 MB ({} bytes); a scenario has at most that", limits::file_bytes)};
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)) || bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4)))
    return Fault{begin, "the file is UTF-32; a scenario is UTF-8"};
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return Fault{begin, "the file is UTF-16; a scenario is UTF-8"};
  const std::size_t zero = bytes.find('\0');
  const std::size_t invalid = invalid_utf8(bytes).value_or(std::string_view::npos);
  if (zero < invalid)
    return Fault{position_of(bytes, zero),
                 fmt::format("byte {} is NUL: the file is binary; a scenario is text in UTF-8", zero)};
  if (invalid != std::string_view::npos)
    return Fault{position_of(bytes, invalid),
                 fmt::format("byte {} (0x{:02x}) is not valid UTF-8; a scenario is text in UTF-8", invalid,
                             static_cast<unsigned char>(bytes[invalid]))};
  return std::nullopt;
}

}  // namespace

SourceText source_text(std::string_view bytes) {
  if (auto fault = not_a_text(bytes)) return {{}, std::move(fault)};
  if (bytes.starts_with(bom)) bytes.remove_prefix(bom.size());
  SourceText made;
  ast::Position at = {1, 1};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
    if (bytes[i] == '\r') return {{}, Fault{at, "found a carriage return alone; lines end with LF or CRLF"}};
    made.text += bytes[i];
    if (bytes[i] == '\n')
      at = {at.line + 1, 1};
    else if (!continues_character(bytes[i]))
      ++at.column;
  }
  return made;
}

}  // namespace gradproof::checks
