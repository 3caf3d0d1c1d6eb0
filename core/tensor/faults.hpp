#pragma once
// Planted defects, for the `faulty:*` subjects: each must turn some scenario red, or the suite proves nothing.
// Only the library gradproof_faulty is built with them; everywhere else every fault is false at compile time.
#if defined(GRADPROOF_FAULTS)
#include <string>
#include <string_view>
#include <vector>
#endif

namespace gradproof {

#if defined(GRADPROOF_FAULTS)
/// Whether the defect of this name was switched on.
bool fault(std::string_view name);
/// Switches one defect on in place of the one before ("" and kNoFault: none); false when there is none of that name.
/// "bend:NODE" makes every gradient that nodes of that name give wrong by one part in a thousand.
bool plant_fault(std::string_view name);
/// Whether the gradients of this node are to be bent; notes that it ran.
bool fault_bends(const char* node);
/// The names of the nodes that ran since the last call, each once.
std::vector<std::string> take_executed_nodes();
#else
constexpr bool fault(const char*) { return false; }
constexpr bool fault_bends(const char*) { return false; }
#endif

}  // namespace gradproof
