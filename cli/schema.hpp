#pragma once
#include <string>

namespace gradproof::cli {

/// Prints the JSON Schema of a record; without a name the names that there are. Returns the exit code.
int run_schema(const std::string& name);

}  // namespace gradproof::cli
