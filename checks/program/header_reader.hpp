#pragma once
#include <gradproof/checks/program/header.hpp>
#include <gradproof/checks/program/header_text.hpp>
#include <vector>

namespace gradproof::checks {

struct ReadHeader {
  Header header;
  std::vector<Observed> observe;  ///< see Program::observe
  ast::Position error_line_at;    ///< of the value of `error_line`
};

/// Reads the header as TOML and checks every key (language.md section 3); appends all faults.
ReadHeader read_header(const HeaderText& text, std::vector<Fault>& faults);

}  // namespace gradproof::checks
