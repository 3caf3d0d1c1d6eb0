// What is loaded when somebody names the device "cuda" (core/device/plugin.hpp).
#include <gradproof/core/device/plugin.hpp>
#include <gradproof/cuda/device/cuda_device.hpp>

extern "C" gradproof::Backend* gradproof_plugin(const char* version, std::string* why) {
  using gradproof::cuda::CudaDevice;
  if (std::string_view(version) != GRADPROOF_VERSION) {
    *why = std::string("the CUDA library is of gradproof " GRADPROOF_VERSION ", the program of ") + version;
    return nullptr;
  }
  const int count = CudaDevice::count();
  if (count > 0) return &CudaDevice::device(0);
  const auto said = cudaError_t(-count);
  *why = count == 0
             ? "the driver has no GPU"
             : std::string("cudaGetDeviceCount said ") + cudaGetErrorName(said) + " (" + cudaGetErrorString(said) +
                   "): a GPU and a driver for CUDA " + std::to_string(CUDART_VERSION / 1000) + " are needed";
  return nullptr;
}
