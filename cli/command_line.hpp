#pragma once

namespace gradproof::cli {

/// Reads the command line and runs the command that it names; returns the exit code.
/// Throws std::invalid_argument and records::FileError for arguments that cannot be followed.
int run_command_line(int argc, char** argv);

}  // namespace gradproof::cli
