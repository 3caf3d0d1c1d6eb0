#include <gradproof/cuda/kernels/functions.hpp>

namespace gradproof::cuda {
namespace {

struct Row {
  using Kernel = Function;
  template <class F, class T>
  static void run(const Queue& queue, const Elements& e, Numbers numbers) {
    issue<Apply<F, Computed<T>, T>, T, T, T>(queue, e, numbers);
  }
  template <class F, class T>
  static constexpr Kernel of = run<F, T>;
};

}  // namespace

const std::array<Functions, scalar::BinaryList::size> kBinary = table<Row>(scalar::BinaryList());

}  // namespace gradproof::cuda
