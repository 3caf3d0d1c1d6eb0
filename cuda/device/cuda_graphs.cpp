// Work that is captured once and replayed.
#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/cuda/device/checked.hpp>
#include <gradproof/cuda/device/cuda_device.hpp>

namespace gradproof::cuda {

void CudaDevice::expect_not_captured(const char* operation) {
  cudaStreamCaptureStatus status = cudaStreamCaptureStatusNone;
  expect(cudaStreamIsCapturing(current_stream(), &status), "cudaStreamIsCapturing", *this, operation);
  if (status != cudaStreamCaptureStatusNone)
    raise(ErrorKind::argument, std::string(operation) +
                                   " is not permitted while its stream is captured: a replay does "
                                   "without the host; take it out of the capture");
}

void CudaDevice::begin_capture(StreamId stream) {
  enter();
  // What other threads do meanwhile is none of the capture's business.
  expect(cudaStreamBeginCapture(stream_of(stream), cudaStreamCaptureModeThreadLocal), "cudaStreamBeginCapture", *this,
         "a capture");
  pool_ = cache_.begin_pool(stream);
}

GraphId CudaDevice::end_capture(StreamId stream) {
  enter();
  cache_.end_pool();
  cudaGraph_t graph = nullptr;
  cudaGraphExec_t made = nullptr;
  cudaError_t said = cudaStreamEndCapture(stream_of(stream), &graph);
  if (said == cudaSuccess) said = cudaGraphInstantiate(&made, graph, 0);
  if (graph) cudaGraphDestroy(graph);
  if (said != cudaSuccess) cache_.drop_pool(pool_);
  expect(said, "cudaStreamEndCapture", *this, "a capture");
  const GraphId id{reinterpret_cast<std::uintptr_t>(made)};
  std::lock_guard hold(lock_);
  graphs_[id] = pool_;
  return id;
}

namespace {

cudaGraphExec_t exec_of(GraphId graph) { return reinterpret_cast<cudaGraphExec_t>(graph); }

}  // namespace

void CudaDevice::replay(GraphId graph, StreamId stream) {
  enter();
  ++counts_.launches;
  expect(cudaGraphLaunch(exec_of(graph), stream_of(stream)), "cudaGraphLaunch", *this, "a replay");
}

void CudaDevice::destroy_graph(GraphId graph) noexcept {
  cudaSetDevice(index_);
  cudaDeviceSynchronize();
  cudaGraphExecDestroy(exec_of(graph));
  StreamCache::PoolId pool = {};
  {
    std::lock_guard hold(lock_);
    pool = graphs_.extract(graph).mapped();
  }
  cache_.drop_pool(pool);
}

}  // namespace gradproof::cuda
