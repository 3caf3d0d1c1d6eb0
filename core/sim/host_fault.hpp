#pragma once
// What becomes of the host when it touches memory that is not its own: see guard_host() in sim.hpp.
#include <cstddef>

namespace gradproof::sim {

/// Looks at a fault before anybody else does: true where the access may go on. Runs in a signal handler, on the thread
/// whose access it was, and outside of all functions of the runtime.
using FaultObserver = bool (*)(void* address, bool is_write);
/// Writes what lies at `address` to `text`; false: nothing of ours. Runs in a signal handler too.
using FaultNamer = bool (*)(void* address, bool is_write, char* text, std::size_t size);

/// From now on faults are looked at.
void watch_host_faults(FaultObserver observer, FaultNamer namer);
/// The same again, where the program has put a handler of its own in place since.
void keep_watching_host_faults();

}  // namespace gradproof::sim
