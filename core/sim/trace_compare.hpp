#pragma once
// Whether what a device did is what the simulator allows: a trace of a real device is replayed and held against it.
#include <gradproof/core/sim/replay.hpp>

namespace gradproof::sim {

/// Where an order in which the trace's work ran, here or on a real device, is none that the trace allows; a sentence
/// each. Empty: it is one.
std::vector<std::string> broken_orders(const Trace& trace, const std::vector<std::size_t>& order);

/// In what two traces differ that decides results: the work of each stream, what each piece comes after, which accesses
/// nothing orders; a sentence each.
std::vector<std::string> differences(const Trace& a, const Trace& b);

}  // namespace gradproof::sim
