#pragma once
// What a device must be able to do: coarse calls over plain sizes and pointers, so that a decorator (counting, faulty)
// is a page and a new backend edits no file outside its folder. Nothing here knows tensors or autograd.
#include <array>
#include <cstddef>
#include <cstdint>
#include <gradproof/core/layout/dtype.hpp>
#include <gradproof/core/layout/layout.hpp>
#include <gradproof/core/layout/scalar.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace gradproof {

/// One operand of a kernel: first element and byte stride per dimension of the Elements it belongs to.
struct Operand {
  void* data;
  std::array<std::int64_t, 12> strides;
};

/// An element range walked by all operands together: operand 0 is the result. Dimension 0 is the innermost.
/// Neighbouring dimensions are already joined where every operand allows it. Left uninitialised beyond `dims`.
struct Elements {
  static constexpr int kMaxDims = 12, kMaxOperands = 5;
  int dims;
  int operands;
  std::array<std::int64_t, kMaxDims> sizes;
  std::array<Operand, kMaxOperands> operand;
};

/// Which pointwise function: its place in core/ops/pointwise.hpp's list.
enum class PointwiseId : std::uint8_t;
/// Reductions over a range of elements that go to the same result. max and min hand NaN on, nansum leaves it out; any
/// and all are asked of bool only.
enum class ReduceId : std::uint8_t { sum, nansum, prod, max, min, any, all };

/// What runs along one dimension of a dense tensor; Along says which members each reads and writes.
enum class AlongId : std::uint8_t {
  cumsum,            ///< out; flag: from the end
  cumprod,           ///< out; flag: from the end
  cummax,            ///< out, index
  cummin,            ///< out, index
  extreme,           ///< out (or null), index; flag: largest, else smallest; the first of equals, NaN before all
  sort,              ///< out, index; flag: descending; stable, NaN counts as largest
  topk,              ///< out, index; flag: largest; number: whether sorted
  kthvalue,          ///< out, index; number: k, from 1
  median,            ///< out, index; flag: NaN is left out
  gather,            ///< out[j] = in[index[j]]
  scatter,           ///< out[index[j]] += in[j], out starts cleared; out_size is the length of `in`
  softmax,           ///< out; flag: its logarithm
  softmax_gradient,  ///< out from the gradient `in` and the result `second`; flag: of the logarithm
  logsumexp,         ///< out
  nll,               ///< out = -w[t] * in[t] and extra = w[t], t = index; both 0 where t is `number`
  nll_gradient       ///< out[t] = -w[t] * in; out starts cleared
};

/// Dense rows of `size` elements, `inner` apart from one another: an operand of [outer, size, inner].
struct Along {
  std::int64_t outer, size, inner;
  std::int64_t out_size;  ///< length of the result's rows: [outer, out_size, inner]
  const void* in;
  void* out;
  std::int64_t* index = nullptr;
  const void* second = nullptr;  ///< a second operand; for nll the weight of each class, or null
  void* extra = nullptr;
  bool flag = false;
  std::int64_t number = 0;
};

/// What happens where an index points: the value there is read, or one is written over it, added to it, ...
/// A position that is named several times gets its values one after another.
enum class IndexedId : std::uint8_t { read, write, add, multiply, maximum, minimum };

/// One matrix, or a batch of them, with any strides (in elements; 0 repeats).
struct MatrixView {
  const void* data;
  std::int64_t row_stride, column_stride, batch_stride = 0;
};

/// out[i] = alpha * a[i] * b[i] for every i of the batch, plus what was in out[i] when `accumulate`. Each out[i] is
/// [m, n], row-major without gaps; with out_batch_stride 0 all items are added up in one (accumulate must be set).
struct MatrixProduct {
  void* out;
  MatrixView a, b;
  std::int64_t batch, m, n, k, out_batch_stride;
  Scalar alpha;
  bool accumulate;
};

/// One row of a pointwise function: `n` elements from each operand, byte strides along the row. Unary functions ignore
/// b.
using RowKernel = void (*)(char* out, const char* a, const char* b, std::int64_t n, std::int64_t out_stride,
                           std::int64_t a_stride, std::int64_t b_stride);

/// What a device did since the process began, for tests and reports.
struct DeviceCounters {
  std::uint64_t launches = 0;                   ///< kernels of any kind
  std::uint64_t copies[3] = {}, bytes[3] = {};  ///< by Direction
  std::uint64_t synchronizations = 0;           ///< times that the host waited
  std::uint64_t allocations = 0;                ///< blocks asked for
  std::uint64_t reservations = 0;               ///< blocks that no cached one served
  std::uint64_t requested = 0;                  ///< bytes asked for
};

/// Where bytes go.
enum class Direction : std::uint8_t { to_device, to_host, within };

class Streams;

/// One device. Lives as long as the process. Work is queued on the thread's current stream of the device (stream.hpp),
/// where the device has streams; without them it is done when the call returns.
class Backend {
 public:
  /// Of all devices of this kind.
  virtual std::string_view name() const = 0;
  virtual int device_count() const = 0;
  /// The device of this kind with that number; one that refuses everything where there is none.
  virtual Backend& numbered(int) { return *this; }
  /// Which one of its kind.
  virtual int index() const { return 0; }

  /// `bytes` bytes aligned to 64. Throws Error `memory`.
  virtual void* allocate(std::size_t bytes) = 0;
  virtual void release(void* data, std::size_t bytes) noexcept = 0;
  /// Whether the host may read and write this backend's memory directly.
  virtual bool host_accessible() const = 0;
  /// The number of the device of this kind whose memory that is, if it is one's.
  virtual std::optional<int> owner_of(const void*) { return std::nullopt; }
  /// Waits for everything issued so far.
  virtual void synchronize() = 0;

  /// Null where every call is done when it returns.
  virtual Streams* streams() { return nullptr; }
  /// Copies bytes between this device and the host, or (`within`) between two devices of this kind. Returns when they
  /// have arrived unless `non_blocking` and the host's side is page-locked.
  virtual void transfer(Direction, void* to, const void* from, std::size_t bytes, bool non_blocking);
  /// Page-locked host memory, which copies may read and write while the host goes on. Throws Error `memory`.
  virtual void* allocate_pinned(std::size_t bytes);
  virtual void release_pinned(void* data) noexcept;
  virtual bool is_pinned(const void*) const { return false; }
  virtual DeviceCounters counters() const { return {}; }
  /// Gives back memory that is kept for the next request; returns how many bytes that were.
  virtual std::size_t empty_cache() { return 0; }

  /// The row function of a pointwise operation for memory that the host reaches, so that three floats need no
  /// Elements; null: every operation is to come as a launch. For rows of so many elements without gaps, or (an
  /// operand of two) one number repeated.
  virtual RowKernel row_kernel(PointwiseId, DType, std::int64_t) { return nullptr; }
  /// Runs one pointwise function over `e` computed in `dtype` (operand types: pointwise.hpp says).
  virtual void launch(PointwiseId id, DType dtype, const Elements& e) = 0;
  /// Copies operand 1 of type `from` to operand 0 of type `to`, converting.
  virtual void copy(DType to, DType from, const Elements& e) = 0;
  /// Sets operand 0.
  virtual void fill(DType dtype, const Scalar& value, const Elements& e) = 0;
  /// Folds operand 1 (not empty) into operand 0, which is overwritten; a dimension where operand 0 has stride 0 is
  /// reduced.
  virtual void reduce(ReduceId id, DType dtype, const Elements& e) = 0;
  /// Folds as reduce() does, to the vector norm of any order (0: how many are not zero). Of float32 and float64.
  virtual void norm(double order, DType dtype, const Elements& e) = 0;
  /// Runs along one dimension. Throws Error `index` for a class outside the range (nll).
  virtual void along(AlongId id, DType dtype, const Along& a) = 0;
  /// Not asked for bool, float16 and bfloat16.
  virtual void matmul(DType dtype, const MatrixProduct& product) = 0;
  /// Adds to operand 0 (int64 byte offsets) `stride` times the index in operand 1, which counts from the end of `size`
  /// where it is negative. Returns an index that is out of range, if there is one.
  virtual std::optional<std::int64_t> locate(DType index, std::int64_t size, std::int64_t stride,
                                             const Elements& e) = 0;
  /// Operand 0 holds values, operand 1 is the indexed memory, operand 2 int64 byte offsets to add to its address.
  virtual void indexed(IndexedId id, DType dtype, const Elements& e) = 0;
  /// Writes operand 2 to operand 0 where operand 1 (bool) is true.
  virtual void masked_write(DType dtype, const Elements& e) = 0;
  /// Counts the elements of operand 0 that are not zero; their row-major numbers go to `positions` unless it is null.
  virtual std::int64_t nonzero(DType dtype, const Elements& e, std::int64_t* positions) = 0;

 protected:
  ~Backend() = default;
};

enum class StreamId : std::uint32_t {};
enum class EventId : std::uint64_t {};
enum class GraphId : std::uint64_t {};

/// The queues of a device. What is put into one stream runs in that order; streams go on side by side.
class Streams {
 public:
  /// The stream that is current until another is chosen. A stream created `blocking` runs nothing beside it.
  virtual StreamId default_stream() = 0;
  virtual StreamId create_stream(bool blocking) = 0;
  /// Whether everything issued to it has run.
  virtual bool is_done(StreamId) = 0;
  virtual void synchronize(StreamId) = 0;

  virtual EventId create_event() = 0;
  virtual void destroy_event(EventId) noexcept = 0;
  /// The event stands for what was issued to the stream so far; recorded again, for what was issued until then.
  virtual void record(EventId, StreamId) = 0;
  /// What is issued to the stream from now on waits for what the event stands for now; an event that was never recorded
  /// stands for nothing.
  virtual void wait(StreamId, EventId) = 0;
  virtual bool is_done(EventId) = 0;
  virtual void synchronize(EventId) = 0;

  /// The block at `data` is used on that stream too: when it is released, it is not given out again before what was
  /// issued there until then has run.
  virtual void keep_for(void* data, StreamId) = 0;

  /// Until the capture's end what is issued to the stream is written down instead of run. Blocks that it asks for
  /// meanwhile stay the graph's. Throws `argument` for a stream that cannot be captured now.
  virtual void begin_capture(StreamId) = 0;
  /// Throws `argument` where something was asked in between that cannot be written down; nothing is left of the
  /// capture.
  virtual GraphId end_capture(StreamId) = 0;
  /// Issues what was written down to the stream.
  virtual void replay(GraphId, StreamId) = 0;
  /// Its blocks go back, once the device is done with them.
  virtual void destroy_graph(GraphId) noexcept = 0;

 protected:
  ~Streams() = default;
};

/// The backend that every build has.
Backend& cpu_backend();

}  // namespace gradproof
