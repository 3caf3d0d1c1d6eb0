#include <gradproof/core/cpu/row_loops.hpp>

namespace gradproof::cpu {
namespace {

struct Row {
  using Kernel = RowKernel;
  template <class F, class T>
  static constexpr Kernel of = unary_row<F, T>;
};

}  // namespace

constinit const std::array<RowKernels, scalar::UnaryList::size> kUnaryKernels = table<Row>(scalar::UnaryList());

}  // namespace gradproof::cpu
