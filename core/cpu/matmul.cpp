#include <gradproof/core/cpu/gemm.hpp>
#include <gradproof/core/cpu/matmul.hpp>
#include <gradproof/core/layout/dtype.hpp>
#include <type_traits>

namespace gradproof::cpu {
namespace {

template <class T>
void multiply_integers(const Gemm<T>& g) {
  for (std::int64_t i = 0; i < g.m; ++i) {
    T* row = g.c + i * g.ldc;
    if (!g.accumulate)
      for (std::int64_t j = 0; j < g.n; ++j) row[j] = 0;
    for (std::int64_t p = 0; p < g.k; ++p) {
      // Unsigned, in which overflow wraps around as PyTorch's does.
      using U = std::make_unsigned_t<T>;
      const auto factor = std::uint64_t(U(g.alpha)) * U(g.a[i * g.a_row + p * g.a_column]);
      const T* from = g.b + p * g.b_row;
      for (std::int64_t j = 0; j < g.n; ++j) row[j] = T(U(std::uint64_t(U(row[j])) + factor * U(from[j * g.b_column])));
    }
  }
}

template <class T>
void multiply(const MatrixProduct& p) {
  Gemm<T> g = {static_cast<const T*>(p.a.data),
               p.a.row_stride,
               p.a.column_stride,
               static_cast<const T*>(p.b.data),
               p.b.row_stride,
               p.b.column_stride,
               static_cast<T*>(p.out),
               p.n,
               p.m,
               p.n,
               p.k,
               p.alpha.cast<T>(),
               p.accumulate};
  for (std::int64_t i = 0; i < p.batch; ++i) {
    if constexpr (std::is_floating_point_v<T>)
      gemm(g);
    else
      multiply_integers(g);
    g.a += p.a.batch_stride;
    g.b += p.b.batch_stride;
    g.c += p.out_batch_stride;
  }
}

}  // namespace

void matmul(DType dtype, const MatrixProduct& product) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) multiply<T>(product);
  });
}

}  // namespace gradproof::cpu
