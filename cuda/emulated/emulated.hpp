#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cuda {

/// CUDA's kernels, their blocks and threads walked by this process in the host's memory: how they are tested where
/// there is no GPU. Never faster than the CPU's own.
Backend& emulated_backend();

}  // namespace gradproof::cuda
