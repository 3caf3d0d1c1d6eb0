#pragma once
#include <string_view>

namespace gradproof {

/// A kind of device: the name under which its backend registered. One that PyTorch knows may be named where the
/// build lacks it.
class DeviceType {
 public:
  static const DeviceType CPU, CUDA, MKLDNN, OPENGL, OPENCL, IDEEP, HIP, FPGA, XLA, Vulkan, Meta, HPU, VE, Lazy, IPU,
      MPS, XPU, PrivateUse1;
  constexpr explicit DeviceType(const char* name) : name_(name) {}
  constexpr const char* name() const { return name_; }
  constexpr bool operator==(const DeviceType& o) const { return std::string_view(name_) == o.name_; }

 private:
  const char* name_;
};

inline constexpr DeviceType DeviceType::CPU{"cpu"}, DeviceType::CUDA{"cuda"}, DeviceType::MKLDNN{"mkldnn"},
    DeviceType::OPENGL{"opengl"}, DeviceType::OPENCL{"opencl"}, DeviceType::IDEEP{"ideep"}, DeviceType::HIP{"hip"},
    DeviceType::FPGA{"fpga"}, DeviceType::XLA{"xla"}, DeviceType::Vulkan{"vulkan"}, DeviceType::Meta{"meta"},
    DeviceType::HPU{"hpu"}, DeviceType::VE{"ve"}, DeviceType::Lazy{"lazy"}, DeviceType::IPU{"ipu"},
    DeviceType::MPS{"mps"}, DeviceType::XPU{"xpu"}, DeviceType::PrivateUse1{"privateuseone"};
inline constexpr DeviceType kCPU = DeviceType::CPU, kCUDA = DeviceType::CUDA, kHIP = DeviceType::HIP,
                            kXLA = DeviceType::XLA, kMeta = DeviceType::Meta, kMPS = DeviceType::MPS,
                            kXPU = DeviceType::XPU;

/// Those that PyTorch knows: to ask for one is no mistake of spelling.
inline constexpr std::string_view kDeviceTypeNames[] = {
    "cpu",  "cuda", "ipu", "xpu",  "mkldnn", "opengl", "opencl", "ideep", "hip",  "ve",
    "fpga", "maia", "xla", "lazy", "vulkan", "mps",    "meta",   "hpu",   "mtia", "privateuseone"};

namespace cuda {
/// Devices that are named "cuda". Loads what they need where nobody has named one yet.
int device_count();
inline bool is_available() { return device_count() > 0; }
}  // namespace cuda
inline bool hasCUDA() { return cuda::is_available(); }

}  // namespace gradproof
