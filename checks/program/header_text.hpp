#pragma once
#include <gradproof/checks/program/fault.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks {

/// The TOML in the `#:` lines of a file, line by line where the file has them, so that a place in one is a place in the
/// other.
struct HeaderText {
  std::string toml;
  std::vector<int> removed;  ///< by line of toml: characters cut off its front, `#:` and a space

  /// Where a place in `toml` is in the file.
  ast::Position in_file(ast::Position in_toml) const;
};

/// Collects the header of `source`; a `#:` line that comes too late is a fault.
HeaderText header_text(std::string_view source, std::vector<Fault>& faults);

}  // namespace gradproof::checks
