#include <gradproof/core/cpu/row_loops.hpp>

namespace gradproof::cpu {
namespace {

template <class F, class T>
constexpr RowKernel kernel() {
  if constexpr (computes<F, T>)
    return binary_row<F, T, bool>;
  else
    return nullptr;
}
template <class F, class... T>
constexpr RowKernels kernels(TypeList<T...>) {
  return {{kernel<F, T>()...}};
}
template <class... F>
constexpr std::array<RowKernels, sizeof...(F)> table(scalar::FunctionList<F...>) {
  return {kernels<F>(ElementTypes())...};
}

}  // namespace

constinit const std::array<RowKernels, scalar::CompareList::size> kCompareKernels = table(scalar::CompareList());

}  // namespace gradproof::cpu
