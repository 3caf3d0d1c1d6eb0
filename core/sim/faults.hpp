#pragma once
// Failures on demand: the n-th call of a kind fails from the outside, as a real one does. A sweep asks for n = 1, 2,
// ... until the program ends without having met one.
#include <cstdint>

namespace gradproof::sim {

/// What can fail.
enum class Fallible {
  reserve,        ///< no more memory, as far as the device can tell: giving back what is kept may help
  out_of_memory,  ///< none whatever is given back
  launch,         ///< a kernel is refused at once; the device goes on
  copy,           ///< a copy is refused at once; the device goes on
  kernel,         ///< a kernel faults while it runs: told by a later call, and the device is lost
  event,          ///< an event can't be recorded
  wait            ///< waiting for the device takes too long: a later wait may succeed
};
inline constexpr int kFallibles = 7;
const char* name(Fallible kind);

/// Makes the n-th call of `kind` from now on fail, from 1; 0: none. Counts begin again.
void fail(Fallible kind, std::uint64_t n);
/// Calls of `kind` since fail() was asked for one of them; without that they are not counted.
std::uint64_t calls(Fallible kind);
/// Counts a call, where one is to fail; true where it is the one.
bool fails(Fallible kind) noexcept;

}  // namespace gradproof::sim
