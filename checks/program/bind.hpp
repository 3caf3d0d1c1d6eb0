#pragma once
// Fits the arguments of a call to a signature of the table of names, as Python would.
#include <cstddef>
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/checks/program/names.hpp>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace gradproof::checks {

/// What a call wrote: the object before the dot (methods only), and what stands between the parentheses.
struct Given {
  std::optional<Value> receiver;
  std::vector<Value> positional;
  std::vector<std::pair<std::string, Value>> keywords;
};

/// The operation a call means, with an argument for every parameter.
struct Bound {
  std::string op;  ///< the callee's, with "_" where `inplace=True` asked for the in-place form
  Arguments arguments;
};

/// No signature takes the arguments; the text names the fault and what the function takes.
struct BindError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Binds `given` to the first signature of `callee` that takes it: by number and names of the arguments, and among
/// several by what their parameters accept. Throws BindError.
Bound bind(const Callee& callee, const Given& given);

/// Why no signature of `callee` takes so many positional arguments (the object before the dot not counted) and these
/// keywords; nothing if one does.
std::optional<std::string> misfit(const Callee& callee, std::size_t positional, std::span<const std::string> keywords);

}  // namespace gradproof::checks
