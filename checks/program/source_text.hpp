#pragma once
#include <gradproof/checks/program/fault.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace gradproof::checks {

/// The text of a file as the lexer wants it: valid UTF-8, no BOM, lines end with LF.
struct SourceText {
  std::string text;
  std::optional<Fault> fault;  ///< why the bytes are no text; line 0 where no line is meant
};

SourceText source_text(std::string_view bytes);

}  // namespace gradproof::checks
