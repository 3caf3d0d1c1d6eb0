#pragma once
// A GPU of NVIDIA's. What it computes is in ../kernels; matrices go to cuBLASLt.
#include <cuda_runtime_api.h>

#include <atomic>
#include <gradproof/core/device/stream_cache.hpp>
#include <gradproof/cuda/device/mailbox.hpp>
#include <gradproof/cuda/device/pinned.hpp>
#include <gradproof/cuda/device/products.hpp>
#include <gradproof/cuda/kernels/kernels.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace gradproof::cuda {

class CudaDevice final : public Backend, public Streams, private DeviceHeap {
 public:
  /// How many devices the driver has; a negative number is its error.
  static int count();
  static CudaDevice& device(int index);
  explicit CudaDevice(int index);

  std::string_view name() const override { return "cuda"; }
  int device_count() const override { return count(); }
  Backend& numbered(int index) override;
  int index() const override { return index_; }
  bool host_accessible() const override { return false; }
  DeviceCounters counters() const override;

  void* allocate(std::size_t bytes) override;
  void release(void* data, std::size_t bytes) noexcept override;
  std::optional<int> owner_of(const void* p) override;
  void* allocate_pinned(std::size_t bytes) override;
  void release_pinned(void* data) noexcept override { pinned_.release(data); }
  bool is_pinned(const void* p) const override { return pinned_.contains(p); }
  std::size_t empty_cache() override { return cache_.flush() + pinned_.flush(); }
  void synchronize() override;
  Streams* streams() override { return this; }
  void transfer(Direction direction, void* to, const void* from, std::size_t bytes, bool non_blocking) override;

  void launch(PointwiseId id, DType dtype, const Elements& e) override;
  void copy(DType to, DType from, const Elements& e) override;
  void fill(DType dtype, const Scalar& value, const Elements& e) override;
  void reduce(ReduceId id, DType dtype, const Elements& e) override;
  void norm(double order, DType dtype, const Elements& e) override;
  void along(AlongId id, DType dtype, const Along& a) override;
  void matmul(DType dtype, const MatrixProduct& product) override;
  std::optional<std::int64_t> locate(DType index, std::int64_t size, std::int64_t stride, const Elements& e) override;
  void indexed(IndexedId id, DType dtype, const Elements& e) override;
  void masked_write(DType dtype, const Elements& e) override;
  std::int64_t nonzero(DType dtype, const Elements& e, std::int64_t* positions) override;

  StreamId default_stream() override { return StreamId{0}; }
  StreamId create_stream(bool blocking) override;
  bool is_done(StreamId stream) override;
  void synchronize(StreamId stream) override;
  EventId create_event() override;
  void destroy_event(EventId event) noexcept override;
  void record(EventId event, StreamId stream) override;
  void wait(StreamId stream, EventId event) override;
  bool is_done(EventId event) override;
  void synchronize(EventId event) override;
  void keep_for(void* data, StreamId stream) override { cache_.keep_for(data, stream); }
  void begin_capture(StreamId stream) override;
  GraphId end_capture(StreamId stream) override;
  void replay(GraphId graph, StreamId stream) override;
  void destroy_graph(GraphId graph) noexcept override;

 private:
  /// Makes this device CUDA's current one for the thread.
  void enter() const;
  /// What a question whether work is done was answered.
  bool is_done(cudaError_t said, const char* call) const;
  cudaStream_t stream_of(StreamId stream) const;
  cudaStream_t current_stream();
  Queue queue(std::int64_t* answer = nullptr);
  /// Throws `argument` for what a capture of the current stream cannot hold.
  void expect_not_captured(const char* operation);
  /// After a kernel was issued.
  void issued(const char* operation);
  /// Issues what writes an answer, and waits for it.
  template <class Issue>
  std::array<std::int64_t, 2> ask(const char* operation, Issue issue);
  Numbers numbers_of(const Elements& e);
  bool owns(const void* p);

  void* reserve(std::size_t bytes) override;
  void give_back(void* block) override;
  std::size_t capacity() const override { return properties_.totalGlobalMem; }

  void copy_small(void* to, const void* from, std::size_t bytes);

  const int index_;
  cudaDeviceProp properties_ = {};
  StreamCache cache_;
  Pinned pinned_;
  Products products_;
  mutable std::mutex lock_;  // of what follows
  std::vector<cudaStream_t> streams_ = {nullptr};
  std::map<const char*, std::size_t> blocks_;
  std::map<GraphId, StreamCache::PoolId> graphs_;
  StreamCache::PoolId pool_{};  // of the capture that goes on
  struct Counts {
    std::atomic<std::uint64_t> launches = 0, synchronizations = 0, copies[3] = {}, bytes[3] = {};
  } counts_;
};

}  // namespace gradproof::cuda
