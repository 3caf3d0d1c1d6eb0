#pragma once
#include <cstddef>
#include <gradproof/cli/exit_code.hpp>

namespace gradproof::cli {

/// What happened that an exit code must tell.
struct Findings {
  bool file_errors = false, incomplete = false;
  std::size_t findings = 0;

  int exit_code() const {
    if (file_errors) return ExitCode::usage;
    if (incomplete) return ExitCode::incomplete;
    return findings > 0 ? ExitCode::finding : ExitCode::as_expected;
  }
};

}  // namespace gradproof::cli
