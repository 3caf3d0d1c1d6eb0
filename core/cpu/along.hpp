#pragma once
#include <gradproof/core/device/lane.hpp>

namespace gradproof::cpu {

/// Runs along one dimension (backend.hpp says what each id reads and writes).
void along(AlongId id, DType dtype, const Along& a);

// Its families.
void scan(AlongId id, DType dtype, const Along& a);     ///< cumsum, cumprod, cummax, cummin
void order(AlongId id, DType dtype, const Along& a);    ///< extreme, sort, topk, kthvalue, median
void pick(AlongId id, DType dtype, const Along& a);     ///< gather, scatter, nll
void softmax(AlongId id, DType dtype, const Along& a);  ///< softmax, its gradient, logsumexp

/// Calls f(o, i) for every row.
template <class F>
void for_each_lane(const Along& a, F f) {
  for (std::int64_t o = 0; o < a.outer; ++o)
    for (std::int64_t i = 0; i < a.inner; ++i) f(o, i);
}

}  // namespace gradproof::cpu
