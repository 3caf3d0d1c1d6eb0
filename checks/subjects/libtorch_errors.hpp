#pragma once

namespace gradproof::checks::libtorch {

/// Throws the exception that is being handled again: libtorch's own as Raised with its text and Python's name of its
/// type, what the program's lambdas threw as it is.
[[noreturn]] void rethrow(bool in_backward);

/// Runs `work`; what it throws leaves as `rethrow` has it.
template <class Work>
auto translated(Work work, bool in_backward = false) -> decltype(work()) {
  try {
    return work();
  } catch (...) {
    rethrow(in_backward);
  }
}

}  // namespace gradproof::checks::libtorch
