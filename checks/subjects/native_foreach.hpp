#pragma once
// torch._foreach_*.
#include <gradproof/checks/subjects/native_operations.hpp>

namespace gradproof::checks::native {

Value foreach_add(const Arguments& a);
Value foreach_mul(const Arguments& a);
Value foreach_add_(const Arguments& a);
Value foreach_sub_(const Arguments& a);
Value foreach_mul_(const Arguments& a);
Value foreach_div_(const Arguments& a);
Value foreach_zero_(const Arguments& a);

}  // namespace gradproof::checks::native
