#pragma once
// What a device must be able to do: coarse calls over plain sizes and pointers, so that a decorator (counting, faulty)
// is a page and a new backend edits no file outside its folder. Nothing here knows tensors or autograd.
#include <array>
#include <cstddef>
#include <cstdint>
#include <gradproof/core/layout/dtype.hpp>
#include <gradproof/core/layout/layout.hpp>
#include <gradproof/core/layout/scalar.hpp>
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

/// A row-major matrix with a leading dimension and an element stride, as matmul takes it.
struct MatrixView {
  const void* data;
  std::int64_t row_stride, column_stride;  ///< in elements
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
  /// Elements; null: every operation is to come as a launch.
  virtual RowKernel row_kernel(PointwiseId, DType) { return nullptr; }
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

 protected:
  ~Backend() = default;
};

/// The backend that every build has.
Backend& cpu_backend();

}  // namespace gradproof
