#pragma once
#include <gradproof/cli/console.hpp>
#include <gradproof/reports/records/chain.hpp>
#include <string>

namespace gradproof::cli {

/// The cost of a chain on a device, for a terminal.
std::string chain_text(const records::ChainCost& cost, const Console& console);

}  // namespace gradproof::cli
