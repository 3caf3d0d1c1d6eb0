#include <gradproof/cuda/kernels/functions.hpp>

namespace gradproof::cuda {

const std::array<Functions, scalar::CompareList::size> kCompare = table<RowOf<2, true>>(scalar::CompareList());

}  // namespace gradproof::cuda
