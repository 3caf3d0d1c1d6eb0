// The kernels of three types, for packs.cmake to read.
#include <gradproof/cuda/kernels/functions.hpp>

namespace gradproof::cuda {

template <class F, class T>
void issue_one(const Queue& queue, const Elements& e) {
  issue<Apply<F, Computed<T>, T>, T, T, T>(queue, e, 0);
}
template void issue_one<scalar::Add, float>(const Queue&, const Elements&);
template void issue_one<scalar::Mul, double>(const Queue&, const Elements&);
template void issue_one<scalar::Maximum, Half>(const Queue&, const Elements&);

}  // namespace gradproof::cuda
