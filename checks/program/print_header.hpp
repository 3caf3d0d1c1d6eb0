#pragma once
#include <gradproof/checks/program/header.hpp>
#include <string>
#include <string_view>

namespace gradproof::checks {

/// The `#:` lines of a header, each ended by a line feed; "" for an empty one.
std::string print_header(const Header& header);

/// The shortest decimal that reads as the same double, with a point or exponent; `infinity` spells that one.
std::string print_float(double value, std::string_view infinity);

}  // namespace gradproof::checks
