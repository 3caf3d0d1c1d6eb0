#pragma once
// A simulated device: the operations of the CPU, run later, in memory of its own.
#include <algorithm>
#include <atomic>
#include <gradproof/core/device/stream_cache.hpp>
#include <gradproof/core/layout/function_ref.hpp>
#include <gradproof/core/sim/device_memory.hpp>
#include <gradproof/core/sim/faults.hpp>
#include <gradproof/core/sim/simulator.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gradproof::sim {

class SimDevice final : public Backend, public Streams, private DeviceHeap {
 public:
  static constexpr int kDevices = 2;
  static SimDevice& device(int index);

  std::string_view name() const override { return "sim"; }
  int device_count() const override { return kDevices; }
  Backend& numbered(int index) override;
  int index() const override { return index_; }
  bool host_accessible() const override { return false; }
  std::optional<int> owner_of(const void* p) override;
  DeviceCounters counters() const override;

  void* allocate(std::size_t bytes) override;
  void release(void* data, std::size_t bytes) noexcept override;
  void* allocate_pinned(std::size_t bytes) override;
  void release_pinned(void* data) noexcept override;
  bool is_pinned(const void* p) const override { return Simulator::is_made() && simulator().pinned().contains(p); }
  void synchronize() override;
  Streams* streams() override { return this; }
  void transfer(Direction, void* to, const void* from, std::size_t bytes, bool non_blocking) override;

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

  StreamId default_stream() override;
  StreamId create_stream(bool blocking) override;
  bool is_done(StreamId stream) override;
  void synchronize(StreamId stream) override;
  EventId create_event() override;
  void destroy_event(EventId event) noexcept override;
  void record(EventId event, StreamId stream) override;
  void wait(StreamId stream, EventId event) override;
  bool is_done(EventId event) override;
  void synchronize(EventId event) override;
  void keep_for(void* data, StreamId stream) override;
  void begin_capture(StreamId stream) override;
  GraphId end_capture(StreamId stream) override;
  void replay(GraphId graph, StreamId stream) override;
  void destroy_graph(GraphId graph) noexcept override;

  /// Gives back what the cache keeps; returns how many bytes that were.
  std::size_t empty_cache() override;
  std::size_t in_use() const;
  /// After a fault: the device can be used again. What was queued when it was lost has not been computed.
  void reset();

 private:
  /// What costs addresses and a stream.
  struct Parts {
    DeviceMemory memory;
    std::uint32_t default_stream;
    std::vector<std::uint32_t> streams, blocking;
  };
  explicit SimDevice(int index);
  static Simulator& simulator() { return Simulator::get(); }
  Parts& parts() {
    Parts* const made = made_.load(std::memory_order_acquire);
    return made ? *made : make_parts();
  }
  Parts& make_parts();

  void* reserve(std::size_t bytes) override;
  void give_back(void* block) override;
  void retire(void* data, std::size_t bytes, StreamId stream, bool of_graph) override;
  std::size_t capacity() const override;

  /// Throws `device_unavailable` once the device is lost.
  void expect_alive() {
    if (is_lost_) [[unlikely]]
      raise_lost();
  }
  [[noreturn]] void raise_lost();
  /// The same, and where this call of `kind` was asked to fail.
  void expect_no_fault(Fallible kind, const char* operation);
  /// Throws `device_access` for bytes that are not in a live block of this device.
  void expect_own(const char* operation, const char* begin, const char* end) {
    const Block* const block = parts().memory.find(begin);
    if (!block || !block->live || end > block->begin + block->bytes) [[unlikely]]
      raise_foreign(operation);
  }
  void expect_own(const char* operation, const Accesses& accesses) {
    for (const Access& a : accesses) expect_own(operation, a.begin(), a.end());
  }
  [[noreturn]] void raise_foreign(const char* operation);
  void expect_stream(StreamId stream);

  bool is_captured(std::uint32_t stream) const { return capture_ && capture_->stream == stream; }
  /// Throws `argument` for what cannot be written down, and the capture ends in an error.
  void expect_not_captured(std::uint32_t stream, const char* operation) {
    if (is_captured(stream)) [[unlikely]]
      spoil_capture(operation);
  }
  [[noreturn]] void spoil_capture(const char* operation);

  std::uint32_t current_stream();
  void order_with_default(std::uint32_t stream);
  Position issue(const char* operation, const Accesses& accesses, std::unique_ptr<Work> work);
  /// Does what is left out once the device is lost, and may lose it.
  void run(FunctionRef<void()> call);
  template <class F>
  std::unique_ptr<Work> guarded(F call) {
    return work_of([this, call = std::move(call)] { run(call); });
  }
  void launch_work(const char* operation, const Accesses& accesses, std::unique_ptr<Work> work);
  void issue_kernel(const char* operation, const Accesses& accesses, std::unique_ptr<Work> work);
  /// Which elements each operand of a kernel has, of how many bytes (the last number stands for those that follow), and
  /// which ones are written, as bits.
  struct Range {
    const Elements& e;
    std::initializer_list<std::size_t> items;
    unsigned written;
    std::size_t item(int k) const { return items.begin()[std::min(std::size_t(k), items.size() - 1)]; }
  };
  /// `kernel` is called with the operands as they are where it runs.
  template <class Kernel>
  void launch_kernel(const char* operation, const Range& range, Kernel kernel);
  template <class Kernel>
  class KernelWork;
  template <class Kernel>
  std::unique_ptr<Work> kernel_work(const Elements& e, Kernel kernel);
  void run_and_wait(const char* operation, const Accesses& accesses, FunctionRef<void()> work);
  void wait_for(std::uint32_t stream);

  /// Where the executor finds what the host calls `p`.
  template <class T>
  T* behind(T* p) {
    return p ? parts().memory.window().behind(p) : nullptr;
  }
  /// Calls `visit(k)` with each operand that is no number of the host's.
  template <class Visit>
  void for_each_operand(const Elements& e, Visit visit);
  void expect_own(const char* operation, const Range& range);
  Accesses accesses_of(const Range& range);
  Accesses accesses_of(AlongId id, DType dtype, const Along& a);
  Access whole_block(const Access& a);
  void copy_in(void* to, const void* from, std::size_t bytes, bool non_blocking);
  void copy_out(void* to, const void* from, std::size_t bytes, bool non_blocking);
  void copy_across(void* to, const void* from, std::size_t bytes);
  void copy_pinned(const void* host, Accesses accesses, std::size_t bytes, bool is_read, bool non_blocking, void* to,
                   const void* from);

  /// A piece of work that is issued again and again.
  struct Captured {
    const char* operation;
    Accesses accesses;
    std::shared_ptr<Work> work;
  };
  struct Graph {
    std::vector<Captured> work;
    StreamCache::PoolId pool;
  };
  struct Capture {
    std::uint32_t stream;
    Graph graph;
    std::string spoiled;  // by what
  };

  const int index_;
  StreamCache cache_;
  std::optional<Capture> capture_;
  std::map<GraphId, Graph> graphs_;
  std::uint64_t graphs_made_ = 0;
  std::unique_ptr<Parts> parts_;
  std::atomic<Parts*> made_ = nullptr;  // the same, for who does not hold the simulator's lock
  std::atomic<bool> is_lost_ = false;
  std::mutex lost_lock_;
  std::string lost_;  // why
  DeviceCounters counters_;
};

}  // namespace gradproof::sim
