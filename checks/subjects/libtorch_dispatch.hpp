#pragma once
#include <gradproof/checks/program/machine.hpp>
#include <string_view>

namespace gradproof::checks::libtorch {

/// Calls operation `op` through libtorch's dispatcher: the overload of aten's operator of that name whose schema takes
/// the arguments. Throws Unsupported where libtorch has none, Raised for an operand that is no tensor or number, and
/// libtorch's own exceptions.
Value dispatch(std::string_view op, const Arguments& arguments);

/// Whether libtorch has an operator for `op`.
bool has_operator(std::string_view op);

}  // namespace gradproof::checks::libtorch
