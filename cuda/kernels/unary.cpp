#include <gradproof/cuda/kernels/functions.hpp>

namespace gradproof::cuda {

const std::array<Functions, scalar::UnaryList::size> kUnary = table<RowOf<1, false>>(scalar::UnaryList());

}  // namespace gradproof::cuda
