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
  static constexpr int kMaxDims = 12;
  int dims;
  int operands;
  std::array<std::int64_t, kMaxDims> sizes;
  std::array<Operand, 4> operand;
};

/// Which pointwise function: its place in core/ops/pointwise.hpp's list.
enum class PointwiseId : std::uint8_t;
/// Reductions over a range: sum over elements of the same result.
enum class ReduceId : std::uint8_t { sum };

/// What happens where an index points: the value there is read, or one is written over it, added to it, ...
/// A position that is named several times gets its values one after another.
enum class IndexedId : std::uint8_t { read, write, add, multiply, maximum, minimum };

/// A row-major matrix with a leading dimension and an element stride, as matmul takes it.
struct MatrixView {
  const void* data;
  std::int64_t row_stride, column_stride;  ///< in elements
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::string_view name() const = 0;
  virtual int device_count() const = 0;

  /// `bytes` bytes aligned to 64. Throws Error `memory`.
  virtual void* allocate(std::size_t bytes) = 0;
  virtual void release(void* data, std::size_t bytes) noexcept = 0;
  /// Whether the host may read and write this backend's memory directly.
  virtual bool host_accessible() const = 0;
  /// Waits for everything issued so far.
  virtual void synchronize() = 0;

  /// Runs one pointwise function over `e` computed in `dtype` (operand types: pointwise.hpp says).
  virtual void launch(PointwiseId id, DType dtype, const Elements& e) = 0;
  /// Copies operand 1 of type `from` to operand 0 of type `to`, converting.
  virtual void copy(DType to, DType from, const Elements& e) = 0;
  /// Sets operand 0.
  virtual void fill(DType dtype, const Scalar& value, const Elements& e) = 0;
  /// Adds up operand 1 into operand 0; a dimension where operand 0 has stride 0 is reduced. Operand 0 starts cleared.
  virtual void reduce(ReduceId id, DType dtype, const Elements& e) = 0;
  /// out[m, n] (row-major, dense) = a[m, k] * b[k, n].
  virtual void matmul(DType dtype, void* out, MatrixView a, MatrixView b, std::int64_t m, std::int64_t n,
                      std::int64_t k) = 0;

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
};

/// The backend that every build has.
Backend& cpu_backend();

}  // namespace gradproof
