#pragma once
// Where tensors are. For the tape all memory is alike, but whether .cpu() or .to(...) hands back the tensor itself or a
// copy depends on it. What streams do is not known here: values are those of the program in its own order.
#include <gradproof/checks/program/machine.hpp>
#include <string>

namespace gradproof::checks::oracle {

/// Storages are made there while it lives.
class OnDevice {
 public:
  explicit OnDevice(std::string name);
  ~OnDevice();
  OnDevice(const OnDevice&) = delete;
  static const std::string& current();  ///< "cpu" where there is none

 private:
  std::string before_;
};

/// "cpu", "cuda:1" of what a program says: a string, a device, a number; the current one for None. Unsupported for any
/// other kind of device.
std::string device_named(const Value& device);
/// Where an operation with such arguments makes its results: where it is told to, else where its operands are; a single
/// number of the host's goes where the others are.
std::string device_of_results(const Arguments& arguments);

}  // namespace gradproof::checks::oracle
