#pragma once
// The referee of the tape: the part of it between a leaf and the roots of a backward pass is run again on moved leaves,
// forwards only, so that derivative rules and backward sweep are checked against the values alone.
#include <gradproof/checks/oracle/consult.hpp>
#include <gradproof/checks/oracle/tape.hpp>

namespace gradproof::checks::oracle {

std::vector<Disagreement> compare_with_differences(const std::vector<Pass>& passes);

}  // namespace gradproof::checks::oracle
