#pragma once
#include <string_view>

namespace gradproof {

/// A kind of device: the name under which its backend registered. One that PyTorch knows may be named where the
/// build lacks it.
class DeviceType {
 public:
  static const DeviceType CPU, CUDA;
  constexpr explicit DeviceType(const char* name) : name_(name) {}
  constexpr const char* name() const { return name_; }
  constexpr bool operator==(const DeviceType& o) const { return std::string_view(name_) == o.name_; }

 private:
  const char* name_;
};

inline constexpr DeviceType DeviceType::CPU{"cpu"}, DeviceType::CUDA{"cuda"};
inline constexpr DeviceType kCPU = DeviceType::CPU, kCUDA = DeviceType::CUDA;

/// Those that PyTorch knows: to ask for one is no mistake of spelling.
inline constexpr std::string_view kDeviceTypeNames[] = {
    "cpu",  "cuda", "ipu", "xpu",  "mkldnn", "opengl", "opencl", "ideep", "hip",  "ve",
    "fpga", "maia", "xla", "lazy", "vulkan", "mps",    "meta",   "hpu",   "mtia", "privateuseone"};

namespace cuda {
inline bool is_available() { return false; }
inline int device_count() { return 0; }
}  // namespace cuda

}  // namespace gradproof
