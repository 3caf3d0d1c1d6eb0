#pragma once
#include <gradproof/cuda/kernels/kernels.hpp>

namespace gradproof::cuda {

// The families of along().
void scan(const Queue& queue, AlongId id, DType dtype, const Along& a);  ///< cumsum, cumprod, cummax, cummin
void extreme(const Queue& queue, DType dtype, const Along& a);
void order(const Queue& queue, AlongId id, DType dtype, const Along& a);    ///< sort, topk, kthvalue, median
void pick(const Queue& queue, AlongId id, DType dtype, const Along& a);     ///< gather, scatter, nll
void softmax(const Queue& queue, AlongId id, DType dtype, const Along& a);  ///< softmax, its gradient, logsumexp

}  // namespace gradproof::cuda
