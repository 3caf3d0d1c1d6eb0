#pragma once
// Planted defects, for the `faulty:*` subjects: each must turn some scenario red, or the suite proves nothing.
// Only the library gradproof_faulty is built with them; everywhere else every fault is false at compile time.
#if defined(GRADPROOF_FAULTS)
#include <string_view>
#endif

namespace gradproof {

#if defined(GRADPROOF_FAULTS)
/// Whether the defect of this name was switched on.
bool fault(std::string_view name);
/// Switches one defect on for the rest of the process; false when there is none of that name.
bool plant_fault(std::string_view name);
#else
constexpr bool fault(const char*) { return false; }
#endif

}  // namespace gradproof
