#pragma once

namespace gradproof::cli {

/// Prints what this program is; as one JSON object if `json`. Returns the exit code.
int run_version(bool json);

}  // namespace gradproof::cli
