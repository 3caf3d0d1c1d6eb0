#pragma once
#include <gradproof/checks/program/names.hpp>
#include <string_view>

namespace gradproof::checks {

/// The signature that a row of the table writes (names_rows.hpp). Throws std::invalid_argument for text that is none:
/// a fault of the table, not of a file.
Signature parse_signature(std::string_view text);

/// The name before the first parenthesis.
std::string_view signature_name(std::string_view text);

}  // namespace gradproof::checks
