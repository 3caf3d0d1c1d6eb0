#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <gradproof/core/cpu/along.hpp>
#include <gradproof/core/cpu/index_kernels.hpp>
#include <gradproof/core/cpu/matmul.hpp>
#include <gradproof/core/cpu/reduce.hpp>
#include <gradproof/core/cpu/row_loops.hpp>
#include <gradproof/core/cpu/simd_rows.hpp>
#include <gradproof/core/device/pool.hpp>
#include <gradproof/core/ops/pointwise.hpp>
#include <gradproof/core/ops/scalar_convert.hpp>

namespace gradproof {
namespace cpu {
namespace {

template <class To, class From>
void convert_row(char* const* at, std::int64_t n, std::int64_t so, std::int64_t si) {
  for (std::int64_t i = 0; i < n; ++i)
    *reinterpret_cast<To*>(at[0] + i * so) = scalar::convert<To>(*reinterpret_cast<const From*>(at[1] + i * si));
}

template <class T>
void fill_dense(char* row, std::int64_t n, T v) {
  constexpr T zero{};
  if (n >= kSimdLength && simd_fill(row, n, &v, sizeof(T))) return;
  if (std::memcmp(&v, &zero, sizeof(T)) == 0) return void(std::memset(row, 0, std::size_t(n) * sizeof(T)));
  std::fill_n(reinterpret_cast<T*>(row), n, v);
}

[[gnu::noinline]] RowKernel long_row_kernel(PointwiseId id, DType dtype) {
  const RowKernel simd = simd_row_kernel(id, dtype);
  return simd ? simd : row_kernel(id, dtype);
}

class CpuBackend final : public Backend {
 public:
  std::string_view name() const override { return "cpu"; }
  int device_count() const override { return 1; }
  void* allocate(std::size_t bytes) override { return Pool::allocate(bytes ? bytes : 1); }
  void release(void* data, std::size_t bytes) noexcept override { Pool::release(data, bytes ? bytes : 1); }
  bool host_accessible() const override { return true; }
  void synchronize() override {}

  RowKernel row_kernel(PointwiseId id, DType dtype, std::int64_t n) override {
    return n < kSimdLength ? cpu::row_kernel(id, dtype) : long_row_kernel(id, dtype);
  }
  void launch(PointwiseId id, DType dtype, const Elements& e) override {
    if (e.operands > 3) return launch_ternary(id, dtype, e);
    const int second = e.operands > 2 ? 2 : 1;
    const RowKernel kernel = is_dense(e, id, dtype) ? row_kernel(id, dtype, e.sizes[0]) : cpu::row_kernel(id, dtype);
    for_each_row(e, [&](char* const* at, std::int64_t n) {
      kernel(at[0], at[1], at[second], n, e.operand[0].strides[0], e.operand[1].strides[0],
             e.operand[second].strides[0]);
    });
  }

  void copy(DType to, DType from, const Elements& e) override {
    const std::int64_t so = e.operand[0].strides[0], si = e.operand[1].strides[0];
    const auto size = std::int64_t(size_of(to));
    if (to == from && so == size && si == size)
      return for_each_row(e,
                          [&](char* const* at, std::int64_t n) { std::memcpy(at[0], at[1], std::size_t(n * size)); });
    visit(to, [&](auto t) {
      visit(from, [&](auto f) {
        for_each_row(e, [&](char* const* at, std::int64_t n) {
          convert_row<typename decltype(t)::type, typename decltype(f)::type>(at, n, so, si);
        });
      });
    });
  }

  void fill(DType dtype, const Scalar& value, const Elements& e) override {
    visit(dtype, [&](auto tag) {
      using T = typename decltype(tag)::type;
      const T v = value.cast<T>();
      const std::int64_t stride = e.operand[0].strides[0];
      for_each_row(e, [&](char* const* at, std::int64_t n) {
        if (stride == std::int64_t(sizeof(T))) return fill_dense(at[0], n, v);
        for (std::int64_t i = 0; i < n; ++i) *reinterpret_cast<T*>(at[0] + i * stride) = v;
      });
    });
  }

  void reduce(ReduceId id, DType dtype, const Elements& e) override { cpu::reduce(id, dtype, e); }
  void norm(double order, DType dtype, const Elements& e) override { cpu::norm(order, dtype, e); }

  void along(AlongId id, DType dtype, const Along& a) override { cpu::along(id, dtype, a); }

  void matmul(DType dtype, const MatrixProduct& product) override { cpu::matmul(dtype, product); }

  std::optional<std::int64_t> locate(DType index, std::int64_t size, std::int64_t stride, const Elements& e) override {
    return cpu::locate(index, size, stride, e);
  }
  void indexed(IndexedId id, DType dtype, const Elements& e) override { cpu::indexed(id, dtype, e); }
  void masked_write(DType dtype, const Elements& e) override { cpu::masked_write(dtype, e); }
  std::int64_t nonzero(DType dtype, const Elements& e, std::int64_t* positions) override {
    return cpu::nonzero(dtype, e, positions);
  }

 private:
  /// Whether rows of `e` are what the vector kernels walk: without gaps, or one number repeated.
  static bool is_dense(const Elements& e, PointwiseId id, DType dtype) {
    const auto item = std::int64_t(size_of(dtype)), place = std::int64_t(id);
    const bool answers = place >= scalar::kFirstComparison && place < scalar::kFirstUnary;
    if (e.operand[0].strides[0] != (answers ? 1 : item)) return false;
    for (int k = 1; k < e.operands; ++k)
      if (e.operand[k].strides[0] != item && e.operand[k].strides[0] != 0) return false;
    return true;
  }

  static void launch_ternary(PointwiseId id, DType dtype, const Elements& e) {
    TernaryRowKernel kernel = ternary_row_kernel(id, dtype);
    if (e.sizes[0] >= kSimdLength && e.operand[1].strides[0] != 0 && is_dense(e, id, dtype))
      if (const TernaryRowKernel simd = simd_ternary_row_kernel(id, dtype)) kernel = simd;
    std::int64_t strides[Elements::kMaxOperands];
    for (int k = 0; k < e.operands; ++k) strides[k] = e.operand[k].strides[0];
    for_each_row(e, [&](char* const* at, std::int64_t n) { kernel(at, n, strides); });
  }
};

constinit CpuBackend backend;

}  // namespace
}  // namespace cpu

Backend& cpu_backend() { return cpu::backend; }

}  // namespace gradproof
