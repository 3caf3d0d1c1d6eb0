#include <gradproof/cuda/kernels/functions.hpp>

namespace gradproof::cuda {

const std::array<Functions, scalar::BinaryList::size> kBinary = table<RowOf<2, false>>(scalar::BinaryList());

}  // namespace gradproof::cuda
