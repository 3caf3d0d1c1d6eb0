#pragma once
#include <cstdint>
#include <gradproof/checks/program/machine.hpp>
#include <memory>
#include <string>

namespace gradproof::checks {

/// What a C++ machine is started with.
struct MachineOptions {
  bool unchecked = false;  ///< the version check is off: the run U of language.md section 7
  std::uint64_t seed = 0;  ///< of the random numbers
  std::string fault = {};  ///< the planted defect of a `faulty:*` subject; empty for an honest one
  /// The kind of device that a program's "cuda" is, from now on; empty: there is none.
  std::string accelerator = {};
  bool audit = false;  ///< what nothing orders on the accelerator is an error of kind `race`
  std::string device =
      {};  ///< where tensors are made that name no device, as torch.set_default_device has it; empty: cpu
};

/// A machine over gradproof's own runtime.
std::unique_ptr<Machine> make_native_machine(const MachineOptions& options);

}  // namespace gradproof::checks
