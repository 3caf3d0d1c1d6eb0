#pragma once
#include <gradproof/cli/explain.hpp>

namespace gradproof::cli {

/// Tells what the chains of `gradproof explain --chain` cost; returns the exit code.
int run_chains(const ExplainArguments& arguments);

}  // namespace gradproof::cli
