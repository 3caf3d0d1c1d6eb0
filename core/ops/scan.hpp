#pragma once
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// Sums and products so far along `dim`; `from_end`: of the elements from each one on. Recorded.
Tensor running_sum(const Tensor& t, std::int64_t dim, bool from_end);
Tensor running_product(const Tensor& t, std::int64_t dim, bool from_end);

}  // namespace gradproof
