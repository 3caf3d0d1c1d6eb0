#pragma once
#include <gradproof/checks/program/program.hpp>
#include <vector>

namespace gradproof::checks {

/// What can be known of a program's names before it runs, as faults of the file in the order of execution: names that
/// are not defined or not imported, names that PyTorch has not (in the table of names), arguments that fit no
/// signature, ragged literals, and a program that can have nothing to judge. Statements in a loop's body count as
/// executed once; whether a method exists on the very object is seen when it runs.
std::vector<Diagnostic> check_names(const Program& program);

}  // namespace gradproof::checks
