#pragma once
#include <gradproof/checks/chain/chain.hpp>
#include <gradproof/reports/records/chain.hpp>
#include <string>
#include <vector>

namespace gradproof::checks::chain {

/// Where a chain may begin: the host, and the accelerator of this build if it has one.
std::vector<std::string> devices();

/// What the chain costs when y is on that device (one of devices()), and what changes when the order of detach and a
/// move is the other one, when y does not require grad, is large, page-locked or on the host already, and when moves
/// are non_blocking. All of it runs; the accelerator is "cuda" meanwhile, as the chain calls it.
records::ChainCost cost_of(const Chain& chain, const std::string& device);

}  // namespace gradproof::checks::chain
