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

/// Lives as long as the process.
class Backend {
 public:
  virtual std::string_view name() const = 0;
  virtual int device_count() const = 0;

  /// `bytes` bytes aligned to 64. Throws Error `memory`.
  virtual void* allocate(std::size_t bytes) = 0;
  virtual void release(void* data, std::size_t bytes) noexcept = 0;
  /// Whether the host may read and write this backend's memory directly.
  virtual bool host_accessible() const = 0;
  /// Waits for everything issued so far.
  virtual void synchronize() = 0;

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

/// The backend that every build has.
Backend& cpu_backend();

}  // namespace gradproof
