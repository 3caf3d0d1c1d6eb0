#pragma once

namespace gradproof::cli {

/// Starts every subject that gradproof knows, shows versions, and how to add those that are missing; `json`: as JSON
/// lines. Returns the exit code: 3 where native itself does not start.
int run_doctor(bool json);

}  // namespace gradproof::cli
