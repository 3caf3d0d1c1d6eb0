#pragma once

namespace gradproof::cli {

/// What a command ends with (language.md section 11 and the design's section 7).
struct ExitCode {
  static constexpr int as_expected = 0;
  static constexpr int finding = 1;        ///< an outcome that differs from its expectation or is harmful without one
  static constexpr int usage = 2;          ///< a file that is no scenario, or a wrong command line
  static constexpr int incomplete = 3;     ///< something that was asked for did not run
  static constexpr int interrupted = 128;  ///< plus the signal's number
};

}  // namespace gradproof::cli
