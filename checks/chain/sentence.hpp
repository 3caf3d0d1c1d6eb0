#pragma once
#include <gradproof/reports/records/chain.hpp>
#include <string>

namespace gradproof::checks::chain {

/// In what `other` differs from `first`: "waits 0 in place of 1; ..."; "nothing" where no count does.
std::string difference(const records::ChainRun& first, const records::ChainRun& other);

/// The whole answer, in one sentence: what the chain as written does, and what the other order would.
std::string sentence_of(const records::ChainCost& cost);

}  // namespace gradproof::checks::chain
