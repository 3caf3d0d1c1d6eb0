#include <gradproof/core/cpu/row_loops.hpp>

namespace gradproof::cpu {

RowKernel row_kernel(PointwiseId id, DType dtype) {
  const auto place = std::size_t(id);
  const RowKernels& kernels = place < scalar::kFirstComparison ? kBinaryKernels[place]
                              : place < scalar::kFirstUnary    ? kCompareKernels[place - scalar::kFirstComparison]
                                                               : kUnaryKernels[place - scalar::kFirstUnary];
  return kernels.of[std::size_t(dtype)];
}

}  // namespace gradproof::cpu
