#pragma once
// The prelude's functions that call back into the program (language.md, section 4).
#include <gradproof/checks/program/machine.hpp>

namespace gradproof::checks::native {

Value custom_function(const Arguments& a);
Value checkpoint(const Arguments& a);

}  // namespace gradproof::checks::native
