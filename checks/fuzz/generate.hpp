#pragma once
#include <cstdint>
#include <gradproof/checks/fuzz/coverage.hpp>
#include <gradproof/checks/program/program.hpp>
#include <string>
#include <vector>

namespace gradproof::checks::fuzz {

/// A random program and the writes that it was given.
struct Generated {
  std::string source;  ///< with a header that says what to observe
  std::vector<Write> writes;
};

/// The program that `seed` and `index` stand for: the same text on every machine. It is a scenario without faults of
/// the file, rich in aliases, views, writes between save and use, modes, hooks and double backward; it may still raise
/// one of autograd's errors, or be silently wrong where a write went past the counters.
Generated generate(std::uint64_t seed, std::uint64_t index);

/// The same, parsed; its name is "fuzz-<seed>-<index>".
Program generate_program(std::uint64_t seed, std::uint64_t index);

}  // namespace gradproof::checks::fuzz
