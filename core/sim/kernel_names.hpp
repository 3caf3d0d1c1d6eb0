#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::sim {

// What messages call a kernel: "Add", "sum", "cumsum".
const char* kernel_name(PointwiseId id);
const char* kernel_name(ReduceId id);
const char* kernel_name(AlongId id);

}  // namespace gradproof::sim
