#pragma once
// The conversions that a chain may take, and what each makes.
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/core/tensor/host_array.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <string>
#include <variant>

namespace gradproof::checks::chain {

/// What a step makes: a tensor, an array, or numbers of Python's.
using Held = std::variant<Tensor, HostArray, std::vector<Scalar>>;

/// The arguments of a conversion, read once, so that a timed call does nothing else.
struct Asked {
  Device device;  ///< where `to` and `cuda` move to
  std::optional<DType> dtype;
  std::optional<MemoryFormat> format;
  bool non_blocking = false, copy = false, force = false, requires_grad = true;
};

/// One conversion: the canonical name in the table of names, and what it does.
struct Conversion {
  std::string_view name;
  Held (*run)(const Tensor& t, const Asked& asked);
  bool is_last = false;  ///< its result is no tensor
};

/// Null: it is none, or none that a chain may take.
const Conversion* find_conversion(std::string_view name);
/// "cpu, cuda, ...", for messages.
std::string conversion_names();

/// The arguments of a conversion of a tensor on `from`. Throws Raised, or the runtime's Error, for what none takes: an
/// unknown device.
Asked asked_of(const Conversion& conversion, const Arguments& arguments, const Device& from);

}  // namespace gradproof::checks::chain
