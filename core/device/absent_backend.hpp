#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof {

/// Stands for a device that PyTorch knows and this build has not: it can be named and compared, and everything asked of
/// it throws `device_unavailable`. Null for a name that PyTorch does not know either.
Backend* absent_backend(std::string_view name);
/// The same for a device of a kind that there is, whose number is too high.
Backend& missing_device(Backend& first, int index);

}  // namespace gradproof
