#pragma once
// Runs a program over a machine: names, numbers, lists, loops and lambdas here, everything else there.
#include <gradproof/checks/program/answer.hpp>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/checks/program/program.hpp>

namespace gradproof::checks {

/// How a walk is bounded.
struct WalkOptions {
  int statements = limits::executed;  ///< executed at most; beyond it the file is at fault
};

/// Runs `program` to its end, or to what it raises, then reads what it observes. Never throws for anything that the
/// program does: the answer is `finished`, `raised`, `unsupported`, `memory` or `file_error` (then `reason` is the
/// diagnostic's text). An observed expression that raises makes the answer `raised`, moment "api", line 0.
/// `seconds` is left to the caller.
Answer walk(const Program& program, Machine& machine, const WalkOptions& options = {});

/// Whether the program may draw random numbers (it names something that does).
bool uses_random(const Program& program);

}  // namespace gradproof::checks
