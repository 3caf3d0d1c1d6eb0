#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// Runs along one dimension (backend.hpp says what each id reads and writes).
void along(AlongId id, DType dtype, const Along& a);

// Its families.
void scan(AlongId id, DType dtype, const Along& a);     ///< cumsum, cumprod, cummax, cummin
void order(AlongId id, DType dtype, const Along& a);    ///< extreme, sort, topk, kthvalue, median
void pick(AlongId id, DType dtype, const Along& a);     ///< gather, scatter, nll
void softmax(AlongId id, DType dtype, const Along& a);  ///< softmax, its gradient, logsumexp

/// A row of a dense [outer, size, inner]: every inner-th element from p on.
template <class T>
struct Row {
  T* p;
  std::int64_t step;
  T& operator[](std::int64_t j) const { return p[j * step]; }
};

/// The row of [outer, length, inner] that belongs to (o, i).
template <class T>
Row<T> row(T* p, const Along& a, std::int64_t length, std::int64_t o, std::int64_t i) {
  return {p + o * length * a.inner + i, a.inner};
}

/// Calls f(o, i) for every row.
template <class F>
void for_each_lane(const Along& a, F f) {
  for (std::int64_t o = 0; o < a.outer; ++o)
    for (std::int64_t i = 0; i < a.inner; ++i) f(o, i);
}

}  // namespace gradproof::cpu
