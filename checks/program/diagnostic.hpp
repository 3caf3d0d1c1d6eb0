#pragma once
#include <string>

namespace gradproof::checks {

/// One fault of a file, for its author: what was found; what is allowed.
struct Diagnostic {
  std::string file;
  int line = 0;    ///< from 1; 0: the file as a whole (it could not be read)
  int column = 0;  ///< from 1, in characters
  std::string message;

  /// "file:line:column: message", without the numbers where they are 0.
  std::string text() const;
  bool operator==(const Diagnostic&) const = default;
};

}  // namespace gradproof::checks
