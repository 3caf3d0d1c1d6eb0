#include <gradproof/core/device/device.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/cuda/device/checked.hpp>

namespace gradproof::cuda {

bool is_lost(cudaError_t said) {
  switch (said) {
    case cudaErrorIllegalAddress:
    case cudaErrorLaunchTimeout:
    case cudaErrorHardwareStackError:
    case cudaErrorIllegalInstruction:
    case cudaErrorMisalignedAddress:
    case cudaErrorInvalidAddressSpace:
    case cudaErrorInvalidPc:
    case cudaErrorLaunchFailure:
    case cudaErrorAssert:
    case cudaErrorECCUncorrectable:
      return true;
    default:
      return false;
  }
}

namespace {

[[noreturn]] void fail(cudaError_t said, const char* call, const Backend& device, const char* what) {
  cudaGetLastError();  // said once, here
  const std::string text = Device(const_cast<Backend&>(device), device.index()).str() + ": " + what +
                           " failed: " + call + " said " + cudaGetErrorName(said) + " (" + cudaGetErrorString(said) +
                           ")";
  if (said == cudaErrorMemoryAllocation) raise(ErrorKind::memory, text + "; free tensors or use smaller ones");
  if (said >= cudaErrorStreamCaptureUnsupported && said <= cudaErrorStreamCaptureWrongThread)
    raise(ErrorKind::argument, text + "; a replay does without the host: take it out of the capture");
  if (is_lost(said))
    raise(ErrorKind::device_unavailable, text +
                                             "; an earlier kernel may be the cause, and nothing works on this device "
                                             "until the process starts anew. Tensors on the host are intact");
  raise(ErrorKind::device_unavailable, text);
}

}  // namespace

void expect(cudaError_t said, const char* call, const Backend& device, const char* what) {
  if (said != cudaSuccess) fail(said, call, device, what);
}

}  // namespace gradproof::cuda
