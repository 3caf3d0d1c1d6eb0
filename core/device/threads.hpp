#pragma once

namespace gradproof {

/// How many threads kernels may use. Remembered and not more: every kernel of the CPU backend runs in its caller's.
int get_num_threads() noexcept;
/// Throws `value` unless n is positive.
void set_num_threads(int n);

}  // namespace gradproof
