#pragma once
// The cost of a chain as whoever shows it needs it: cells of a table, and amounts in words.
#include <gradproof/reports/records/chain.hpp>
#include <gradproof/reports/records/grouped.hpp>
#include <string>
#include <vector>

namespace gradproof::records {

/// "40,000 B", "3 of 40,000 B" together; "none".
std::string amount_words(const ChainAmount& amount);
/// The amounts that are not nothing: "device to host 40,000 B, host memory 40,000 B"; empty where all are.
std::string moved_words(const ChainCounts& counts);

/// A row for each step, all of them together, and the backward pass.
std::vector<std::vector<std::string>> chain_rows(const ChainRun& run);
inline const std::vector<const char*> chain_columns = {
    "Step", "Result", "Nodes", "Memory asked for", "Copied", "Waits", "Launches", "Held, it keeps", "Host time"};

}  // namespace gradproof::records
