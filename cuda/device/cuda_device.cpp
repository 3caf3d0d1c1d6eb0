// Memory, streams and events; what is computed is in cuda_kernels.cpp, copies in cuda_copies.cpp.
#include <gradproof/core/device/absent_backend.hpp>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/cuda/device/checked.hpp>
#include <gradproof/cuda/device/cuda_device.hpp>

namespace gradproof::cuda {

int CudaDevice::count() {
  static const int count = [] {
    int devices = 0;
    const cudaError_t said = cudaGetDeviceCount(&devices);
    return said == cudaSuccess ? devices : -int(said);
  }();
  return count;
}

// Never destroyed: tensors with static lifetime are released after it would have been.
CudaDevice& CudaDevice::device(int index) {
  static const auto* const all = [] {
    auto* devices = new std::vector<CudaDevice*>;
    for (int i = 0; i < count(); ++i) devices->push_back(new CudaDevice(i));
    return devices;
  }();
  return *(*all)[std::size_t(index)];
}

CudaDevice::CudaDevice(int index) : index_(index), cache_(*this, *this), pinned_(*this) {
  expect(cudaGetDeviceProperties(&properties_, index), "cudaGetDeviceProperties", *this, "asking for its properties");
}

Backend& CudaDevice::numbered(int index) {
  if (index < count()) return device(index);
  return missing_device(device(0), index);
}

void CudaDevice::enter() const { expect(cudaSetDevice(index_), "cudaSetDevice", *this, "choosing it"); }

DeviceCounters CudaDevice::counters() const {
  DeviceCounters all;
  all.launches = counts_.launches;
  all.synchronizations = counts_.synchronizations;
  for (int d = 0; d < 3; ++d) {
    all.copies[d] = counts_.copies[d];
    all.bytes[d] = counts_.bytes[d];
  }
  all.allocations = cache_.requests();
  all.reservations = cache_.reservations();
  all.requested = cache_.requested();
  return all;
}

// Memory
// --------------------------------------------------------------------------------------------------------------

void* CudaDevice::allocate(std::size_t bytes) { return cache_.allocate(bytes, current_stream_id(*this)); }
void CudaDevice::release(void* data, std::size_t) noexcept { cache_.release(data); }

void* CudaDevice::reserve(std::size_t bytes) {
  enter();
  void* data = nullptr;
  cudaStreamCaptureMode mode = cudaStreamCaptureModeRelaxed;  // during a capture too
  cudaThreadExchangeStreamCaptureMode(&mode);
  const cudaError_t said = cudaMalloc(&data, bytes);
  cudaThreadExchangeStreamCaptureMode(&mode);
  if (said == cudaErrorMemoryAllocation) return cudaGetLastError(), nullptr;
  expect(said, "cudaMalloc", *this, "allocation");
  std::lock_guard hold(lock_);
  blocks_[static_cast<const char*>(data)] = bytes;
  return data;
}

void CudaDevice::give_back(void* block) {
  enter();
  expect(cudaFree(block), "cudaFree", *this, "release");
  std::lock_guard hold(lock_);
  blocks_.erase(static_cast<const char*>(block));
}

void* CudaDevice::allocate_pinned(std::size_t bytes) {
  enter();
  return pinned_.allocate(bytes);
}

std::optional<int> CudaDevice::owner_of(const void* p) {
  cudaPointerAttributes found = {};
  if (cudaPointerGetAttributes(&found, p) != cudaSuccess) return cudaGetLastError(), std::nullopt;
  if (found.type != cudaMemoryTypeDevice && found.type != cudaMemoryTypeManaged) return std::nullopt;
  return found.device;
}

bool CudaDevice::owns(const void* p) {
  {
    std::lock_guard hold(lock_);
    if (block_with(blocks_, p)) return true;
  }
  return owner_of(p).has_value();
}

// Streams
// -------------------------------------------------------------------------------------------------------------

cudaStream_t CudaDevice::stream_of(StreamId stream) const {
  std::lock_guard hold(lock_);
  if (std::size_t(stream) < streams_.size()) return streams_[std::size_t(stream)];
  raise(ErrorKind::argument, "stream " + std::to_string(std::uint32_t(stream)) +
                                 " is not one of cuda:" + std::to_string(index_) + "; use a stream of this device");
}

cudaStream_t CudaDevice::current_stream() { return stream_of(current_stream_id(*this)); }

StreamId CudaDevice::create_stream(bool blocking) {
  enter();
  cudaStream_t stream = nullptr;
  expect(cudaStreamCreateWithFlags(&stream, blocking ? cudaStreamDefault : cudaStreamNonBlocking),
         "cudaStreamCreateWithFlags", *this, "a new stream");
  std::lock_guard hold(lock_);
  streams_.push_back(stream);
  return StreamId(streams_.size() - 1);
}

bool CudaDevice::is_done(StreamId stream) {
  enter();
  return is_done(cudaStreamQuery(stream_of(stream)), "cudaStreamQuery");
}

bool CudaDevice::is_done(cudaError_t said, const char* call) const {
  if (said == cudaErrorNotReady) return cudaGetLastError(), false;
  expect(said, call, *this, "work issued before");
  return true;
}

void CudaDevice::synchronize(StreamId stream) {
  enter();
  ++counts_.synchronizations;
  expect(cudaStreamSynchronize(stream_of(stream)), "cudaStreamSynchronize", *this, "work issued before");
}

void CudaDevice::synchronize() {
  enter();
  ++counts_.synchronizations;
  expect(cudaDeviceSynchronize(), "cudaDeviceSynchronize", *this, "work issued before");
}

namespace {

cudaEvent_t event_of(EventId event) { return reinterpret_cast<cudaEvent_t>(event); }

}  // namespace

EventId CudaDevice::create_event() {
  enter();
  cudaEvent_t event = nullptr;
  expect(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), "cudaEventCreateWithFlags", *this, "a new event");
  return EventId(reinterpret_cast<std::uintptr_t>(event));
}

void CudaDevice::destroy_event(EventId event) noexcept { cudaEventDestroy(event_of(event)); }

void CudaDevice::record(EventId event, StreamId stream) {
  enter();
  expect(cudaEventRecord(event_of(event), stream_of(stream)), "cudaEventRecord", *this, "recording an event");
}

void CudaDevice::wait(StreamId stream, EventId event) {
  enter();
  expect(cudaStreamWaitEvent(stream_of(stream), event_of(event), 0), "cudaStreamWaitEvent", *this,
         "waiting for an event");
}

bool CudaDevice::is_done(EventId event) {
  enter();
  return is_done(cudaEventQuery(event_of(event)), "cudaEventQuery");
}

void CudaDevice::synchronize(EventId event) {
  enter();
  ++counts_.synchronizations;
  expect(cudaEventSynchronize(event_of(event)), "cudaEventSynchronize", *this, "work issued before");
}

}  // namespace gradproof::cuda
