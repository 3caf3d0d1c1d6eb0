#pragma once
#include <gradproof/checks/chain/chain.hpp>
#include <gradproof/reports/records/chain.hpp>
#include <string>

namespace gradproof::checks::chain {

/// What the chain begins with: y = x.exp(), whose graph is two nodes that saved y's numbers.
struct Setting {
  std::string name;  ///< of the run
  Device device;
  std::int64_t size;
  bool grad;
  bool pinned = false;  ///< y is in page-locked memory
};

/// Runs the chain: once counted step by step, once with all results kept and a backward pass, and timed where nothing
/// of it is on a device. What a step raises is told, not thrown.
records::ChainRun run(const Chain& chain, const Setting& setting);

}  // namespace gradproof::checks::chain
