#include <gradproof/core/cpu/row_loops.hpp>

namespace gradproof::cpu {
namespace {

struct Row {
  using Kernel = RowKernel;
  template <class F, class T>
  static constexpr Kernel of = binary_row<F, T, T>;
};

}  // namespace

constinit const std::array<RowKernels, scalar::BinaryList::size> kBinaryKernels = table<Row>(scalar::BinaryList());

}  // namespace gradproof::cpu
