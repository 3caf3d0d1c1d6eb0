#include <algorithm>
#include <gradproof/core/cpu/matmul.hpp>
#include <gradproof/core/layout/dtype.hpp>
#include <vector>

namespace gradproof::cpu {
namespace {

constexpr std::int64_t kPanel = 256;  // rows of b held in cache while the rows of a pass

// Rows of b are packed once per panel, so that the inner loop is a dense multiply-add that the compiler vectorises.
template <class T>
void multiply(T* out, MatrixView a, MatrixView b, std::int64_t m, std::int64_t n, std::int64_t k) {
  using C = Computed<T>;
  const T* x = static_cast<const T*>(a.data);
  const T* y = static_cast<const T*>(b.data);
  std::vector<C> packed, wide(is_half<T> ? std::size_t(m * n) : 0);
  C* sums = is_half<T> ? wide.data() : reinterpret_cast<C*>(out);
  std::fill(sums, sums + m * n, C(0));
  for (std::int64_t k0 = 0; k0 < k; k0 += kPanel) {
    const std::int64_t depth = std::min(kPanel, k - k0);
    packed.resize(std::size_t(depth * n));
    for (std::int64_t p = 0; p < depth; ++p)
      for (std::int64_t j = 0; j < n; ++j)
        packed[std::size_t(p * n + j)] = y[(k0 + p) * b.row_stride + j * b.column_stride];
    for (std::int64_t i = 0; i < m; ++i) {
      C* row = sums + i * n;
      for (std::int64_t p = 0; p < depth; ++p) {
        const C factor = x[i * a.row_stride + (k0 + p) * a.column_stride];
        const C* from = packed.data() + p * n;
        for (std::int64_t j = 0; j < n; ++j) row[j] += factor * from[j];
      }
    }
  }
  std::transform(wide.begin(), wide.end(), out, [](C v) { return T(v); });
}

}  // namespace

void matmul(DType dtype, void* out, MatrixView a, MatrixView b, std::int64_t m, std::int64_t n, std::int64_t k) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<T, bool>) multiply(static_cast<T*>(out), a, b, m, n, k);
  });
}

}  // namespace gradproof::cpu
