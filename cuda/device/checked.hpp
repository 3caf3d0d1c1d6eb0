#pragma once
#include <cuda_runtime_api.h>

#include <gradproof/core/device/backend.hpp>

namespace gradproof::cuda {

/// Throws for what a call of CUDA's said: `memory` where there is none left, `argument` for what a capture cannot hold,
/// else `device_unavailable`, naming the call, what it was for, and CUDA's own words; a failure after which nothing
/// works any more says so.
void expect(cudaError_t said, const char* call, const Backend& device, const char* what);

/// Whether the device is of no use until the process starts anew.
bool is_lost(cudaError_t said);

}  // namespace gradproof::cuda
