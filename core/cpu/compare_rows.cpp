#include <gradproof/core/cpu/row_loops.hpp>

namespace gradproof::cpu {
namespace {

struct Row {
  using Kernel = RowKernel;
  template <class F, class T>
  static constexpr Kernel of = binary_row<F, T, bool>;
};

}  // namespace

constinit const std::array<RowKernels, scalar::CompareList::size> kCompareKernels = table<Row>(scalar::CompareList());

}  // namespace gradproof::cpu
