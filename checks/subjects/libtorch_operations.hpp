#pragma once
#include <gradproof/checks/program/machine.hpp>
#include <string_view>

namespace gradproof::checks::libtorch {

/// An operation that is no operator of libtorch, or that needs more than one.
using Operation = Value (*)(const Arguments&);

/// The operation of that name, or null: the dispatcher may know it.
Operation find_operation(std::string_view op);

}  // namespace gradproof::checks::libtorch
