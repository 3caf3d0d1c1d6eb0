#pragma once
#include <gradproof/checks/subjects/native.hpp>

namespace gradproof::checks {

/// A machine over libtorch: what a C++ program gets without Python.
std::unique_ptr<Machine> make_libtorch_machine(const MachineOptions& options);

}  // namespace gradproof::checks
